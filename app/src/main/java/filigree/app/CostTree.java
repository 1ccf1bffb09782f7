package filigree.app;

import filigree.model.metric.Stored;
import filigree.model.metric.TrainingFlops;
import filigree.model.report.RunCosts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What weights cost, as JSON has it.
final class CostTree {
    private CostTree() {}

    /// Adds what a run costs in all. FLOPs of training are those of the whole run, of inference
    /// those of one sample.
    ///
    /// @param bits of a value
    static void put(Map<String, @Nullable Object> tree, RunCosts costs, int bits) {
        if (costs.training().isPresent()) {
            TrainingFlops training = costs.training().get();
            tree.put("trainingFlops", training.total());
            tree.put("denseTrainingFlops", training.denseTotal());
            tree.put(
                    "trainingFlopsPerSample", training.perSample() / Math.max(1, training.steps()));
        }
        if (!costs.layers().isEmpty()) {
            tree.put("inferenceFlops", costs.costs().forwardFlops());
            tree.put("denseInferenceFlops", costs.costs().denseForwardFlops());
            tree.put("bits", bits);
            putBytes(tree, costs.stored());
            tree.put("fewestBytes", costs.fewestBytes());
        }
        costs.zipped()
                .ifPresent(zipped -> {
                    tree.put("zippedBytes", zipped.dense());
                    tree.put("zippedBitmaskBytes", zipped.packed());
                });
    }

    /// What one layer costs.
    static Map<String, @Nullable Object> of(RunCosts.Layer layer) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("layer", layer.cost().shape().name());
        tree.put("weights", layer.cost().shape().size());
        tree.put("active", layer.cost().nonZeros());
        tree.put("effective", layer.effective());
        tree.put("inferenceFlops", layer.cost().forwardFlops());
        tree.put("denseInferenceFlops", layer.cost().denseForwardFlops());
        putBytes(tree, layer.stored());
        layer.zipped()
                .ifPresent(zipped -> {
                    tree.put("zippedBytes", zipped.dense());
                    tree.put("zippedBitmaskBytes", zipped.packed());
                });
        return tree;
    }

    private static void putBytes(Map<String, @Nullable Object> tree, List<Stored> stored) {
        Map<String, @Nullable Object> bytes = new LinkedHashMap<>();
        stored.forEach(s -> bytes.put(s.id(), s.bytes()));
        tree.put("bytes", bytes);
        tree.put("smallest", Stored.smallest(stored).id());
    }
}
