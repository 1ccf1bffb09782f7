package filigree.model.quantize;

/// How the weights of a layer are written.
///
/// @param bits of each weight: 1 to 8, or 32 for floats
/// @param keep fraction of the active weights, the largest by magnitude, that stay 32-bit floats,
///   in [0, 1]
public record WeightFormat(int bits, double keep) {
    /// 32-bit floats.
    public static final WeightFormat FULL = new WeightFormat(Float.SIZE, 0);

    public WeightFormat {
        if (!(bits >= 1 && bits <= 8) && bits != Float.SIZE) {
            throw new IllegalArgumentException(bits + " bits");
        }
    }

    public boolean isFull() {
        return bits == Float.SIZE;
    }

    /// The largest whole number, Q = 2^(bits - 1) - 1: the smallest is -Q, so that 0 is exact.
    public int largest() {
        return Math.max(1, (1 << (bits - 1)) - 1);
    }
}
