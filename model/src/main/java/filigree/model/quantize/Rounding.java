package filigree.model.quantize;

/// Rounding to whole numbers, halves to the even one, as hardware does.
final class Rounding {
    private static final float SHIFT = 1.5f * (1 << 23); // above it, floats have no fractions

    private Rounding() {}

    /// Faster in loops than `Math.rint`, which works in double.
    ///
    /// @param x at most 2^22 in magnitude, or not a number
    static float halfEven(float x) {
        return (x + SHIFT) - SHIFT;
    }

    /// `scale * clamp(round(w / scale))` for weights at places from … to.
    ///
    /// @param scale at least 0; 0 makes everything 0
    /// @param largest Q
    static void symmetric(
            float[] weights, float scale, int largest, float[] rounded, int from, int to) {
        float s = scale == 0 ? 1 : scale;
        float top = scale == 0 ? 0 : largest;
        for (int k = from; k < to; k++) {
            rounded[k] = s * halfEven(Math.max(-top, Math.min(weights[k] / s, top)));
        }
    }
}
