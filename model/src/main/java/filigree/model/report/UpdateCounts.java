package filigree.model.report;

import filigree.model.file.TensorFile;
import java.nio.file.Path;

/// What one update of the topology changed, over all layers: the counts of its file.
///
/// @param step on which it acted; masks are new from `step + 1` completed steps on
/// @param dropped active before, inactive after
/// @param grown inactive before, active after
/// @param regrown those of `grown` that were active at some earlier time
/// @param returned dropped by the rule and grown again in the same update
/// @param droppedUses of `dropped`: how often one sample would use them, as [RecordedLayers] says
/// @param grownUses the same of `grown`
/// @param effectiveSparsity after it, counting only weights on a path; NaN if not recorded
/// @param explored share of the prunable weights ever active after it, R_s; NaN if not recorded
/// @param withFirst Jaccard index of its masks and the first ones; NaN if not recorded
/// @param withLast the same of its masks and those before it
/// @param meanAge of the active connections after it, in steps; NaN if not recorded
/// @param medianAge the same
record UpdateCounts(
        long step,
        long dropped,
        long grown,
        long regrown,
        long returned,
        long droppedUses,
        long grownUses,
        double effectiveSparsity,
        double explored,
        double withFirst,
        double withLast,
        double meanAge,
        double medianAge) {
    /// Active before and not kept: what the drop fraction is a fraction of.
    long droppedByRule() {
        return dropped + returned;
    }

    static UpdateCounts of(Path path, TensorFile file, RecordedLayers layers) {
        return new UpdateCounts(
                stepOf(path),
                sum(file, ".dropped"),
                sum(file, ".grown"),
                sum(file, ".regrown"),
                sum(file, ".returned"),
                uses(file, ".dropped", layers),
                uses(file, ".grown", layers),
                said(file, "effectiveSparsity"),
                said(file, "explored"),
                said(file, "jaccardFirst"),
                said(file, "jaccardLast"),
                said(file, "meanAge"),
                said(file, "medianAge"));
    }

    /// The step in the name of a topology file or checkpoint, `step-%09d.safetensors`.
    static long stepOf(Path path) {
        String name = path.getFileName().toString();
        return Long.parseLong(name.substring("step-".length(), name.indexOf('.')));
    }

    private static double said(TensorFile file, String key) {
        try {
            return Double.parseDouble(file.metadata().getOrDefault(key, "NaN"));
        } catch (NumberFormatException _) {
            return Double.NaN;
        }
    }

    private static long uses(TensorFile file, String suffix, RecordedLayers layers) {
        return file.names().stream()
                .filter(n -> n.endsWith(suffix))
                .mapToLong(n -> file.entry(n).size() * layers.positions(layerOf(n, suffix)))
                .sum();
    }

    private static String layerOf(String tensor, String suffix) {
        return tensor.substring(0, tensor.length() - suffix.length());
    }

    private static long sum(TensorFile file, String suffix) {
        return file.names().stream()
                .filter(n -> n.endsWith(suffix))
                .mapToLong(n -> file.entry(n).size())
                .sum();
    }
}
