package filigree.model.quantize;

/// How activations are written: whole numbers from 0 to 2^bits - 1, of which one stands for 0.
///
/// @param bits 2 to 8
/// @param range how the range is followed over training
public record ActivationFormat(int bits, Range range) {
    /// How the range of activations moves on with each batch.
    public enum Range {
        /// Everything ever seen.
        MIN_MAX,
        /// 0.99 of what it was and 0.01 of the batch's.
        MOVING_AVERAGE
    }

    public ActivationFormat {
        if (bits < 2 || bits > 8) {
            throw new IllegalArgumentException(bits + " bits");
        }
    }

    /// The largest whole number.
    public int largest() {
        return (1 << bits) - 1;
    }
}
