package filigree.model.report;

import java.util.List;
import java.util.Map;

/// How far two series are apart that share their seeds: the mean of the differences seed by seed,
/// and Student's interval around it (Student 1908, Biometrika 6:1).
///
/// ```
/// mean +- t(1 - level / 2, n - 1) deviation / sqrt(n)
/// ```
///
/// @param n seeds that both have
/// @param mean of first less second; NaN for none
/// @param deviation sample standard deviation of the differences; NaN for fewer than two
/// @param low end of the interval; NaN for fewer than two
/// @param high end of the interval
public record PairedDifference(int n, double mean, double deviation, double low, double high) {
    /// @param first values by seed
    /// @param second values by seed; seeds that only one of them has are left out
    /// @param level chance that such an interval misses, 0.05 for one of 95 %
    public static PairedDifference of(
            Map<Long, Double> first, Map<Long, Double> second, double level) {
        List<Double> differences =
                first.entrySet().stream()
                        .filter(e -> second.containsKey(e.getKey()))
                        .map(e -> e.getValue() - second.getOrDefault(e.getKey(), 0.0))
                        .toList();
        Spread s = Spread.of(differences);
        double half =
                s.n() < 2
                        ? Double.NaN
                        : StudentT.quantile(level, s.n() - 1.0) * s.deviation() / Math.sqrt(s.n());
        return new PairedDifference(
                s.n(), s.mean(), s.deviation(), s.mean() - half, s.mean() + half);
    }

    /// Whether the interval leaves 0 out, so that the difference can be told from none.
    public boolean isTold() {
        return low > 0 || high < 0;
    }
}
