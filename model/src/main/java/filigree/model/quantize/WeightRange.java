package filigree.model.quantize;

/// How the range that whole numbers span is found from the magnitudes of weights.
public enum WeightRange {
    /// The largest magnitude: nothing is clipped.
    MIN_MAX,
    /// 0.99 of what it was at the step before, and 0.01 of the largest magnitude now.
    MOVING_AVERAGE,
    /// A percentile of the magnitudes: what is larger is clipped.
    PERCENTILE,
    /// The range with the least squared error, among fractions of the largest magnitude.
    MSE;

    private static final int CANDIDATES = 40;
    private static final float STEP = 0.02f;

    /// Returns the p-th percentile by the nearest rank.
    static float percentile(Magnitudes of, double percentile) {
        int n = of.count();
        int rank = (int) Math.ceil(percentile / 100 * n) - 1;
        return n == 0 ? 0 : of.atRank(Math.clamp(rank, 0, n - 1));
    }

    /// Returns the range of least squared error; of equal ones the widest.
    ///
    /// @param largest Q
    static float leastError(Magnitudes of, int largest) {
        float whole = of.largest();
        float best = whole;
        double least = Double.POSITIVE_INFINITY;
        for (int c = 0; c < CANDIDATES && whole > 0; c++) {
            float range = whole * (1 - c * STEP);
            double error = squaredError(of, range / largest, largest);
            if (error < least) {
                least = error;
                best = range;
            }
        }
        return best;
    }

    private static double squaredError(Magnitudes of, float scale, int largest) {
        double sum = 0;
        for (int k = 0; k < of.count(); k++) {
            float w = of.get(k);
            float error = w - scale * Rounding.halfEven(Math.min(w / scale, largest));
            sum += (double) error * error;
        }
        return sum;
    }
}
