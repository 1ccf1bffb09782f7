package filigree.model.report;

import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// One line of `metrics.jsonl`. What a line lacks is NaN; it is not drawn.
///
/// @param step steps completed
/// @param planned sparsity planned for this step; empty where nothing is planned
record Measurement(
        long step,
        double trainingLoss,
        double trainingAccuracy,
        double validationLoss,
        double validationAccuracy,
        OptionalDouble validationPerplexity,
        double learningRate,
        double sparsity,
        OptionalDouble planned) {
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
                Numbers.number(line, "plannedSparsity"));
    }

    private static double number(Map<String, @Nullable Object> line, String key) {
        return Numbers.number(line, key).orElse(Double.NaN);
    }
}
