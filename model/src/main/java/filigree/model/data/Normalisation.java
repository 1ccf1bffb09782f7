package filigree.model.data;

/// How a pixel becomes a network's input.
///
/// ```
/// unit:          x / maximum
/// standardized: (x / maximum - mean) / std
/// ```
///
/// @param input which of the two
/// @param maximum largest pixel value there can be
/// @param mean of `x / maximum` over the training part
/// @param std of the same: the population's, dividing by n
public record Normalisation(Input input, int maximum, double mean, double std) {
    /// The two formulas.
    public enum Input {
        STANDARDIZED,
        UNIT
    }

    /// Measures all channels of the training part together.
    ///
    /// @throws IllegalArgumentException if `training` is empty
    public static Normalisation of(Input input, DatasetPart training) {
        return of(input, training, 0, training.dataset().features());
    }

    /// Measures one channel of the training part.
    ///
    /// @throws IllegalArgumentException if `training` is empty
    public static Normalisation of(Input input, DatasetPart training, int channel) {
        ImageShape shape = training.dataset().shape();
        int plane = shape.height() * shape.width();
        return of(input, training, channel * plane, (channel + 1) * plane);
    }

    /// Measures the training part, and nothing else, so that nothing is learned from the rest.
    ///
    /// Exact but for the last rounding: it counts how often each value occurs and adds whole
    /// numbers.
    ///
    /// @param from first feature
    /// @param to feature after the last
    private static Normalisation of(Input input, DatasetPart training, int from, int to) {
        long[] counts = histogram(training, from, to);
        long n = 0;
        long sum = 0;
        for (int value = 0; value < counts.length; value++) {
            n += counts[value];
            sum += counts[value] * value;
        }
        if (n == 0) {
            throw new IllegalArgumentException("no training images");
        }
        double mean = (double) sum / n;
        double squares = 0;
        for (int value = 0; value < counts.length; value++) {
            squares += counts[value] * (value - mean) * (value - mean);
        }
        int maximum = training.dataset().maximum();
        return new Normalisation(input, maximum, mean / maximum, Math.sqrt(squares / n) / maximum);
    }

    private static long[] histogram(DatasetPart part, int from, int to) {
        var dataset = part.dataset();
        byte[] pixels = dataset.pixels();
        var counts = new long[256];
        for (int i = part.from(); i < part.to(); i++) {
            int first = i * dataset.features();
            for (int j = first + from; j < first + to; j++) {
                counts[Byte.toUnsignedInt(pixels[j])]++;
            }
        }
        return counts;
    }

    /// Returns the input for each value of an unsigned byte. Images that are all alike have no
    /// deviation to divide by; then it counts as 1.
    ///
    /// @return 256 numbers, the caller's own
    public float[] table() {
        var table = new float[256];
        for (int value = 0; value < table.length; value++) {
            double unit = (double) value / maximum;
            table[value] =
                    (float)
                            switch (input) {
                                case UNIT -> unit;
                                case STANDARDIZED -> (unit - mean) / (std == 0 ? 1 : std);
                            };
        }
        return table;
    }
}
