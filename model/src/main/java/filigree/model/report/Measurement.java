package filigree.model.report;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// One line of `metrics.jsonl`. What a line lacks is NaN; it is not drawn.
///
/// @param step steps completed
/// @param planned sparsity planned for this step; empty where nothing is planned
/// @param sent by workers; empty where gradients are not exchanged
record Measurement(
        long step,
        double trainingLoss,
        double trainingAccuracy,
        double validationLoss,
        double validationAccuracy,
        OptionalDouble validationPerplexity,
        double learningRate,
        double sparsity,
        OptionalDouble planned,
        Optional<Sent> sent) {
    /// What workers have sent to one another so far.
    ///
    /// @param workers how many share a batch
    /// @param exchanges steps in which they sent gradients
    /// @param bytes by the mean worker
    /// @param denseBytes by each, had it sent all gradients plainly
    /// @param ringBytes by each, in a ring all-reduce of all gradients
    record Sent(long workers, long exchanges, double bytes, double denseBytes, double ringBytes) {
        private static Optional<Sent> of(Map<String, @Nullable Object> line) {
            return Numbers.number(line, "sentBytes").isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                            new Sent(
                                    Numbers.whole(line, "workers").orElse(1),
                                    Numbers.whole(line, "exchanges").orElse(0),
                                    number(line, "sentBytes"),
                                    number(line, "denseBytes"),
                                    number(line, "ringBytes")));
        }
    }

    static Measurement of(Map<String, @Nullable Object> line) {
        return new Measurement(
                Numbers.whole(line, "step").orElse(0),
                number(line, "trainingLoss"),
                number(line, "trainingAccuracy"),
                number(line, "validationLoss"),
                number(line, "validationAccuracy"),
                Numbers.number(line, "validationPerplexity"),
                number(line, "learningRate"),
                number(line, "sparsity"),
                Numbers.number(line, "plannedSparsity"),
                Sent.of(line));
    }

    private static double number(Map<String, @Nullable Object> line, String key) {
        return Numbers.number(line, key).orElse(Double.NaN);
    }
}
