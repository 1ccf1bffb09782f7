package filigree.model.topology;

import filigree.model.sparsity.Allocation;
import filigree.model.sparsity.LayerShape;
import filigree.model.sparsity.Mask;
import filigree.model.sparsity.SparsityDistribution;
import java.util.ArrayList;
import java.util.List;

/// Moves layers to the exact counts of a sparsity, from wherever they are.
final class Retargeting {
    private Retargeting() {}

    /// Drops the smallest weights of layers with too many, grows in layers with too few.
    ///
    /// @param grow scores what may grow
    static List<NextMask> to(
            double sparsity,
            SparsityDistribution distribution,
            List<LayerView> layers,
            Scorer grow) {
        List<LayerShape> shapes = layers.stream().map(LayerView::shape).toList();
        return switch (distribution.allocate(shapes, sparsity)) {
            case Allocation.PerLayer(List<Double> sparsities) -> {
                List<NextMask> masks = new ArrayList<>();
                for (int l = 0; l < layers.size(); l++) {
                    long size = shapes.get(l).size();
                    masks.add(
                            one(
                                    layers.get(l),
                                    Allocation.activeCount(size, sparsities.get(l)),
                                    grow));
                }
                yield masks;
            }
            case Allocation.Shared shared -> together(layers, shared, grow);
        };
    }

    private static NextMask one(LayerView layer, long count, Scorer grow) {
        long missing = count - layer.mask().activeCount();
        return missing <= 0
                ? NextMask.kept(MaskSelection.keepHighest(layer, count, Scorer.MAGNITUDE))
                : new NextMask(
                        layer.mask(),
                        MaskSelection.growHighest(layer, layer.mask(), missing, grow));
    }

    private static List<NextMask> together(
            List<LayerView> layers, Allocation.Shared shared, Scorer grow) {
        long size = layers.stream().mapToLong(l -> l.shape().size()).sum();
        long active = layers.stream().mapToLong(l -> l.mask().activeCount()).sum();
        long missing = Allocation.activeCount(size, shared.sparsity()) - active;
        List<Mask> after =
                missing <= 0
                        ? MaskSelection.keepHighest(layers, shared, Scorer.MAGNITUDE)
                        : MaskSelection.growShared(layers, missing, grow);
        List<NextMask> masks = new ArrayList<>();
        for (int l = 0; l < layers.size(); l++) {
            Mask kept = missing <= 0 ? after.get(l) : layers.get(l).mask();
            masks.add(new NextMask(kept, after.get(l)));
        }
        return masks;
    }
}
