package filigree.model.train;

import filigree.model.matrix.WeightMatrix;
import filigree.model.sparsity.Allocation;
import filigree.model.sparsity.Mask;
import filigree.model.topology.TopK;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// How well a network does on the validation set with one layer pruned alone by magnitude, layer by
/// layer and sparsity by sparsity (Han et al. 2015, arXiv:1506.02626, figure 6). The network ends
/// as it was.
public final class SensitivityScan {
    /// 0.1 to 0.9 and 0.95.
    public static final List<Double> SPARSITIES =
            List.of(0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95);

    private SensitivityScan() {}

    /// One measurement.
    ///
    /// @param layer that was pruned
    /// @param sparsity of that layer; where it was sparser already, nothing was pruned
    /// @param before the sparsity that the layer has
    /// @param result on the validation set
    public record Point(String layer, double sparsity, double before, Evaluation result) {}

    /// @param trainer between two steps
    /// @param sparsities each in [0, 1]
    /// @return one point a layer and sparsity, in this order
    public static List<Point> of(Trainer trainer, List<Double> sparsities) {
        return of(trainer, sparsities, _ -> {});
    }

    /// The same, telling each point as soon as it is measured.
    public static List<Point> of(Trainer trainer, List<Double> sparsities, Consumer<Point> told) {
        List<Point> points = new ArrayList<>();
        for (var layer : trainer.layers()) {
            WeightMatrix w = layer.weight().matrix();
            float[] before = w.values().clone();
            for (double sparsity : sparsities) {
                keepLargest(w, Allocation.activeCount(w.mask().size(), sparsity));
                var point =
                        new Point(layer.name(), sparsity, w.mask().sparsity(), trainer.validate());
                points.add(point);
                told.accept(point);
                System.arraycopy(before, 0, w.values(), 0, before.length);
                w.publish();
            }
        }
        return points;
    }

    /// Sets all but the largest active weights to 0; the mask stays.
    private static void keepLargest(WeightMatrix w, long count) {
        Mask mask = w.mask();
        TopK top = new TopK(Math.min(count, mask.activeCount()));
        float[] active = w.active(w.values());
        for (int k = 0; k < active.length; k++) {
            top.offer(k, Math.abs(active[k]));
        }
        float[] left = new float[active.length];
        for (long k : top.indices()) {
            left[(int) k] = active[(int) k];
        }
        for (int i = 0; i < mask.rows(); i++) {
            for (int k = mask.rowStarts()[i]; k < mask.rowStarts()[i + 1]; k++) {
                w.values()[w.position(i, k)] = left[k];
            }
        }
        w.publish();
    }
}
