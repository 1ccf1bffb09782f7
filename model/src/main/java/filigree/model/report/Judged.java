package filigree.model.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// How good the network was on one part of the data, as `run.json` or `metrics.jsonl` says it.
///
/// @param step steps completed before
/// @param examples how many were looked at; empty if not recorded
/// @param accuracy share of right answers, in [0, 1]
/// @param loss mean, in nats; may be NaN
/// @param perplexity of a text; empty where the examples are no tokens
/// @param classes one a class; none if not recorded
record Judged(
        long step,
        OptionalLong examples,
        double accuracy,
        OptionalDouble loss,
        OptionalDouble perplexity,
        List<ClassCount> classes) {
    Judged {
        classes = List.copyOf(classes);
    }

    /// @param examples of this class
    /// @param correct how many of them were recognised
    record ClassCount(long examples, long correct) {
        /// Share of the class's examples that were recognised; NaN without examples.
        double recall() {
            return (double) correct / examples;
        }

        /// Wilson's interval at 95 % for the recall (Wilson 1927, JASA 22:209).
        ///
        /// @param sign -1 for its lower end, 1 for its upper
        double bound(int sign) {
            double z = 1.959964;
            double n = examples;
            double centre = recall() + z * z / (2 * n);
            double half = z * Math.sqrt(recall() * (1 - recall()) / n + z * z / (4 * n * n));
            double bound = (centre + sign * half) / (1 + z * z / n);
            return Math.max(0, Math.min(1, bound));
        }
    }

    /// Reads what `run.json` holds under `validation` or `test`.
    static Optional<Judged> of(Map<String, @Nullable Object> tree) {
        OptionalLong step = Numbers.whole(tree, "step");
        OptionalDouble accuracy = Numbers.number(tree, "accuracy");
        if (step.isEmpty() || accuracy.isEmpty()) {
            return Optional.empty();
        }
        List<Long> examples = Numbers.wholes(tree, "classExamples");
        List<Long> correct = Numbers.wholes(tree, "classCorrect");
        List<ClassCount> classes = new ArrayList<>();
        for (int c = 0; c < Math.min(examples.size(), correct.size()); c++) {
            classes.add(new ClassCount(examples.get(c), correct.get(c)));
        }
        return Optional.of(
                new Judged(
                        step.getAsLong(),
                        Numbers.whole(tree, "examples"),
                        accuracy.getAsDouble(),
                        Numbers.number(tree, "loss"),
                        Numbers.number(tree, "perplexity"),
                        classes));
    }
}
