package filigree.model.quantize;

/// A positive real number as a whole number of 31 bits and a shift to the right, so that integers
/// are multiplied by it in integers (Jacob et al. 2018, section 2.2).
///
/// @param whole in [2^30, 2^31), or 0
/// @param shift in [1, 62]
record Multiplier(int whole, int shift) {
    /// The largest factor.
    static final double MOST = 1 << 29;

    private static final int BITS = 31;

    /// The nearest there is.
    ///
    /// @param factor from 0 to [#MOST]; below 2^-31 it becomes 0
    static Multiplier of(double factor) {
        if (!(factor >= 0 && factor <= MOST)) {
            throw new IllegalArgumentException("factor " + factor);
        }
        int shift = BITS - 1 - Math.getExponent(factor);
        if (factor == 0 || shift > 62) {
            return new Multiplier(0, 1);
        }
        long whole = Math.round(Math.scalb(factor, shift));
        boolean rounded = whole == 1L << BITS; // up to the next power of two
        return new Multiplier((int) (rounded ? whole / 2 : whole), rounded ? shift - 1 : shift);
    }

    /// Returns `round(a factor + b)`, halves up.
    ///
    /// @param b in steps of 2^-shift
    long times(int a, long b) {
        return ((long) a * whole + b + (1L << (shift - 1))) >> shift;
    }
}
