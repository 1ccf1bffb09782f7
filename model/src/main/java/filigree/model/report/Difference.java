package filigree.model.report;

import java.util.List;
import java.util.Map;

/// How far two groups are apart and whether that can be told from chance: a paired t-test where
/// both ran the same seeds, else Welch's (1947, Biometrika 34:28).
///
/// @param test whether on test images, else on validation images
/// @param paired whether seeds are shared
/// @param firstN seeds of the first group
/// @param secondN seeds of the second
/// @param difference mean of the first less mean of the second, in [-1, 1]
/// @param error standard error of the difference; NaN for fewer than two seeds
/// @param freedom degrees of freedom
record Difference(
        RunGroup first,
        RunGroup second,
        boolean test,
        boolean paired,
        int firstN,
        int secondN,
        double difference,
        double error,
        double freedom) {
    static Difference of(RunGroup first, RunGroup second) {
        boolean test =
                first.test().n() > 0
                        && first.test().n() == first.validation().n()
                        && second.test().n() > 0
                        && second.test().n() == second.validation().n();
        Map<Long, Double> a = first.bySeed(test);
        Map<Long, Double> b = second.bySeed(test);
        Spread left = Spread.of(List.copyOf(a.values()));
        Spread right = Spread.of(List.copyOf(b.values()));
        double difference = left.mean() - right.mean();
        if (a.size() > 1 && a.keySet().equals(b.keySet())) {
            Spread pairs =
                    Spread.of(
                            a.keySet().stream()
                                    .map(s -> a.getOrDefault(s, 0.0) - b.getOrDefault(s, 0.0))
                                    .toList());
            return new Difference(
                    first,
                    second,
                    test,
                    true,
                    left.n(),
                    right.n(),
                    pairs.mean(),
                    pairs.deviation() / Math.sqrt(pairs.n()),
                    pairs.n() - 1.0);
        }
        double l = left.deviation() * left.deviation() / left.n();
        double r = right.deviation() * right.deviation() / right.n();
        double freedom = (l + r) * (l + r) / (l * l / (left.n() - 1.0) + r * r / (right.n() - 1.0));
        return new Difference(
                first,
                second,
                test,
                false,
                left.n(),
                right.n(),
                difference,
                Math.sqrt(l + r),
                freedom);
    }

    /// Chance of a difference at least this large if there were none; NaN if it cannot be told.
    double p() {
        return error > 0 ? StudentT.twoSided(difference / error, freedom) : Double.NaN;
    }

    /// Whether both sides show a spread, so that there is something to test.
    boolean tested() {
        return error > 0;
    }

    /// One sentence that claims no more than the numbers allow.
    ///
    /// Both groups must have a finished run.
    ///
    /// @param comparisons how many are made in all; the level 0.05 is divided among them
    String sentence(int comparisons, Words w) {
        String images = w.get(test ? "difference.test" : "difference.validation");
        String points = w.difference(100 * difference, 2);
        String n =
                firstN == secondN
                        ? "n = " + firstN
                        : "n = " + firstN + w.get("difference.and") + secondN;
        if (firstN < 2 || secondN < 2) {
            return w.get("difference.one", first.title(), second.title(), points, images, n);
        }
        if (!tested()) {
            return w.get("difference.constant", first.title(), second.title(), points, images, n);
        }
        double level = 0.05 / comparisons;
        double half = StudentT.quantile(level, freedom) * error;
        String details =
                w.get(
                        "difference.details",
                        w.get(paired ? "difference.paired" : "difference.welch"),
                        p() < 0.001 ? "p < 0.001" : "p = " + w.number(p(), 3),
                        w.percent(1 - level, level < 0.01 ? 1 : 0),
                        w.difference(100 * (difference - half), 2),
                        w.difference(100 * (difference + half), 2));
        if (firstN < 3 || secondN < 3) {
            return w.get(
                    "difference.two", first.title(), second.title(), points, images, details, n);
        }
        if (p() >= level) {
            return w.get(
                    "difference.none", first.title(), second.title(), n, points, images, details);
        }
        String key = difference > 0 ? "difference.above" : "difference.below";
        String size = w.number(Math.abs(100 * difference), 2);
        return w.get(key, first.title(), second.title(), size, images, details, n);
    }
}
