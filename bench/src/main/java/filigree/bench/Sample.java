package filigree.bench;

import java.util.Arrays;
import java.util.List;

/// Repeated measurements of one thing: the median, and how far they spread.
final class Sample {
    private final double[] sorted;

    /// @param values at least one, copied
    Sample(double... values) {
        sorted = values.clone();
        Arrays.sort(sorted);
    }

    static Sample of(List<Double> values) {
        return new Sample(values.stream().mapToDouble(Double::doubleValue).toArray());
    }

    double median() {
        return quantile(0.5);
    }

    /// @param q from 0 to 1
    double quantile(double q) {
        return sorted.length == 0 ? Double.NaN : sorted[(int) Math.round(q * (sorted.length - 1))];
    }

    int size() {
        return sorted.length;
    }

    /// The quartiles, for people: `[3.1, 3.4] n 7`.
    String spread() {
        return "[%.3g, %.3g] n %d".formatted(quantile(0.25), quantile(0.75), sorted.length);
    }
}
