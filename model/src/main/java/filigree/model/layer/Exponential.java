package filigree.model.layer;

/// exp in f32, the same bits interpreted and compiled, several times faster than StrictMath's.
final class Exponential {
    private static final float LOG2_E = 1.442695f;
    private static final float LN2_HIGH = 0.6933594f; // few bits: n times it is exact
    private static final float LN2_LOW = -2.1219444e-4f;
    private static final float ROUNDER = 12582912f; // 1.5 * 2^23: adding it rounds to a whole

    private Exponential() {}

    /// Replaces each x <= 0 by e^x, relative error below 2e-7, at least e^-87. NaN stays NaN.
    ///
    /// Range reduction to |r| <= ln 2 / 2, then a polynomial of degree 7 (the minimax coefficients
    /// of Cephes `expf`). Two loops: what makes floats of bits keeps the compiler from vectors.
    ///
    /// @param powers as long as x, overwritten
    static void of(float[] x, float[] powers) {
        for (int k = 0; k < x.length; k++) {
            float clamped = Math.max(x[k], -87f);
            float n = clamped * LOG2_E + ROUNDER - ROUNDER;
            float r = clamped - n * LN2_HIGH - n * LN2_LOW;
            float y = 1.9875691e-4f * r + 0.0013981999f;
            y = y * r + 0.008333452f;
            y = y * r + 0.041665796f;
            y = y * r + 0.16666666f;
            y = y * r + 0.5f;
            powers[k] = n;
            x[k] = y * (r * r) + r + 1;
        }
        for (int k = 0; k < x.length; k++) {
            x[k] *= Float.intBitsToFloat(((int) powers[k] + 127) << 23);
        }
    }
}
