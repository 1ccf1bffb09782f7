package filigree.model.data;

/// How the numbers of one column become inputs: `(x - shift) * scale`.
///
/// ```
/// unit:         shift = smallest, scale = 1 / (largest - smallest)
/// standardized: shift = mean,     scale = 1 / standard deviation
/// ```
///
/// A column that never changes has scale 1.
record ColumnScale(float shift, float scale) {
    /// Measures a column of the training part, in the order of its examples, in doubles.
    static ColumnScale of(Normalisation.Input input, DatasetPart training, int feature) {
        float[] numbers = training.dataset().numbers();
        int features = training.dataset().features();
        double smallest = Double.POSITIVE_INFINITY;
        double largest = Double.NEGATIVE_INFINITY;
        double sum = 0;
        for (int i = training.from(); i < training.to(); i++) {
            double x = numbers[i * features + feature];
            smallest = Math.min(smallest, x);
            largest = Math.max(largest, x);
            sum += x;
        }
        if (input == Normalisation.Input.UNIT) {
            return scaled(smallest, largest - smallest);
        }
        double mean = sum / training.examples();
        double squares = 0;
        for (int i = training.from(); i < training.to(); i++) {
            double d = numbers[i * features + feature] - mean;
            squares += d * d;
        }
        return largest == smallest
                ? scaled(smallest, 0)
                : scaled(mean, Math.sqrt(squares / training.examples()));
    }

    private static ColumnScale scaled(double shift, double range) {
        return new ColumnScale((float) shift, range == 0 ? 1 : (float) (1 / range));
    }
}
