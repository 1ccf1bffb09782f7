package filigree.model.train;

import filigree.model.topology.MaskOverlap;
import filigree.model.topology.TopologyUpdate;
import filigree.model.topology.TopologyUpdate.LayerChange;
import java.util.LinkedHashMap;
import java.util.Map;

/// The line of `metrics.jsonl` about one update of the masks: `{"step": 100, "update": {…}}`. Other
/// lines are measurements.
///
/// Counts are sums over layers; `layerDensity` has a number for each; `explored` is R_s; overlaps
/// are of the new masks with the first and with the last ones (Liu et al. 2021, arXiv:2102.02887);
/// ages are in steps.
final class UpdateLine {
    private static final String UPDATE = "update";

    private UpdateLine() {}

    static boolean is(Map<?, ?> line) {
        return line.get(UPDATE) != null;
    }

    static Map<String, Object> of(TrainingEvent.MasksChanged e) {
        TopologyUpdate update = e.update();
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("dropped", update.dropped());
        tree.put("returned", update.returned());
        tree.put("grown", update.grown());
        tree.put("regrown", update.regrown());
        tree.put("active", update.active());
        tree.put("density", (double) update.active() / update.withLast().size());
        tree.put("layerDensity", update.layers().stream().map(UpdateLine::density).toList());
        tree.put("effectiveSparsity", e.effectiveSparsity());
        tree.put("explored", e.explored());
        tree.putAll(drift(e));
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("step", e.step());
        line.put(UPDATE, tree);
        return line;
    }

    /// How far masks have moved, by the names that files use.
    static Map<String, Object> drift(TrainingEvent.MasksChanged e) {
        MaskOverlap first = e.update().withFirst();
        MaskOverlap last = e.update().withLast();
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("jaccardFirst", first.jaccard());
        tree.put("hammingFirst", first.hamming());
        tree.put("jaccardLast", last.jaccard());
        tree.put("hammingLast", last.hamming());
        tree.put("meanAge", e.update().ages().mean());
        tree.put("medianAge", e.update().ages().median());
        return tree;
    }

    private static double density(LayerChange layer) {
        return (double) layer.after().activeCount() / layer.after().size();
    }
}
