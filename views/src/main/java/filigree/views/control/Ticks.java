package filigree.views.control;

/// Round numbers along an axis: 1, 2, 2.5 or 5 times a power of ten apart.
///
/// @param first the lowest tick
/// @param step between ticks, over 0
/// @param count how many, at least 2
record Ticks(double first, double step, int count) {
    private static final double[] ROUND = {1, 2, 2.5, 5, 10};
    private static final double SLACK = 1e-9;

    /// Returns ticks around `low`..`high`, at most `most` (over 2), the fewest steps that enclose
    /// it.
    static Ticks around(double low, double high, int most) {
        double span = high > low ? high - low : Math.max(1e-9, Math.abs(low) * 0.1);
        double magnitude = Math.pow(10, Math.floor(Math.log10(span / most)));
        for (int scale = 0; scale < 3; scale++, magnitude *= 10) {
            for (double round : ROUND) {
                double step = round * magnitude;
                double first = Math.floor(low / step + SLACK) * step;
                int count = (int) Math.ceil((low + span - first) / step - SLACK) + 1;
                if (count <= most) {
                    return new Ticks(first, step, Math.max(2, count));
                }
            }
        }
        throw new IllegalStateException("no ticks for " + low + " to " + high);
    }

    /// Returns ticks with both ends at the given values, three to five of them.
    static Ticks between(double low, double high) {
        for (int parts = 4; parts >= 2; parts--) {
            double step = (high - low) / parts;
            if (isRound(step)) {
                return new Ticks(low, step, parts + 1);
            }
        }
        return new Ticks(low, (high - low) / 2, 3);
    }

    private static boolean isRound(double step) {
        double mantissa = step / Math.pow(10, Math.floor(Math.log10(step) + SLACK));
        for (double round : ROUND) {
            if (Math.abs(mantissa - round) < 1e-6) {
                return true;
            }
        }
        return false;
    }

    double value(int i) {
        double value = first + i * step;
        return Math.abs(value) < step * 1e-6 ? 0 : value;
    }

    double last() {
        return value(count - 1);
    }

    /// Returns how many digits after the point tell the ticks apart.
    int decimals() {
        int decimals = 0;
        double scaled = step;
        while (decimals < 9 && Math.abs(scaled - Math.rint(scaled)) > 1e-6 * Math.max(1, scaled)) {
            scaled *= 10;
            decimals++;
        }
        return decimals;
    }
}
