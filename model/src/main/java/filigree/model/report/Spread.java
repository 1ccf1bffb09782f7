package filigree.model.report;

import java.util.List;

/// Mean and sample standard deviation of some values.
///
/// @param n how many values
/// @param mean NaN without values
/// @param deviation sample standard deviation, divisor n - 1; NaN for fewer than two
public record Spread(int n, double mean, double deviation) {
    /// Of any number of values.
    public static Spread of(List<Double> values) {
        int n = values.size();
        double mean = values.stream().mapToDouble(x -> x).sum() / n;
        double squares = values.stream().mapToDouble(x -> (x - mean) * (x - mean)).sum();
        return new Spread(
                n, n == 0 ? Double.NaN : mean, n < 2 ? Double.NaN : Math.sqrt(squares / (n - 1)));
    }

    /// Fractions in per cent, without n: "87.9 ± 0.1 %".
    String percentAlone(Words w) {
        return n < 2
                ? w.percent(mean, 2)
                : w.get("spread.short", w.number(100 * mean, 2), w.percent(deviation, 2));
    }

    /// Fractions in per cent: "87.9 ± 0.1 %, n = 3"; "87.9 %, one seed".
    String percent(Words w) {
        if (n == 0) {
            return w.get("missing");
        }
        return n == 1
                ? w.get("spread.one", w.percent(mean, 2))
                : w.get(
                        "spread.some",
                        w.number(100 * mean, 2),
                        w.percent(deviation, 2),
                        Integer.toString(n));
    }
}
