package filigree.model.topology;

import filigree.model.error.UserFacingException;
import filigree.model.random.RandomStreams;
import filigree.model.sparsity.Allocation;
import filigree.model.sparsity.LayerShape;
import filigree.model.sparsity.Mask;
import filigree.model.sparsity.SparsityDistribution;
import java.util.List;

/// The start of every method that begins sparse: random masks of the distribution's counts.
final class RandomStart {
    private RandomStart() {}

    /// Refuses a distribution that needs scores, and a network too small for its sparsity.
    static void check(
            String method,
            SparsityDistribution distribution,
            double sparsity,
            List<LayerShape> layers) {
        distribution.check(layers, sparsity);
        if (distribution.allocate(layers, sparsity) instanceof Allocation.Shared) {
            throw new UserFacingException("needs-layer-wise", method, distribution.type().id());
        }
    }

    static List<Mask> masks(
            SparsityDistribution distribution,
            double sparsity,
            List<LayerShape> layers,
            RandomStreams random) {
        return switch (distribution.allocate(layers, sparsity)) {
            case Allocation.PerLayer(List<Double> sparsities) ->
                    MaskSelection.random(layers, sparsities, random);
            case Allocation.Shared _ ->
                    throw new IllegalStateException("check() refuses a shared budget");
        };
    }
}
