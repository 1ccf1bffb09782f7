package filigree.model.train;

import filigree.model.layer.TrainableLayer;
import filigree.model.matrix.WeightMatrix;
import filigree.model.network.Network;
import filigree.model.network.Pass;
import filigree.model.sparsity.Mask;
import filigree.model.train.Snapshot.LayerSnapshot;
import java.util.ArrayList;
import java.util.List;

/// Copies of layers for a snapshot: masks are shared, arrays are copied only when watched.
final class LayerCopies {
    private LayerCopies() {}

    /// @param pass holds the last step's batch
    /// @param hasBatch whether there was one
    static List<LayerSnapshot> of(
            Network network, Topology topology, Pass pass, Watch watch, boolean hasBatch) {
        List<LayerSnapshot> copies = new ArrayList<>();
        for (int l = 0; l < network.layers().size(); l++) {
            if (!(network.layers().get(l) instanceof TrainableLayer layer)) {
                continue;
            }
            int n = copies.size();
            WeightMatrix w = layer.weight().matrix();
            boolean gradient = hasBatch && watch.gradientOf().equals(layer.name());
            copies.add(
                    new LayerSnapshot(
                            layer.weight().shape(),
                            w.mask(),
                            topology.onPath().get(n),
                            watch.values() ? Floats.owning(w.active(w.values())) : Floats.none(),
                            watch.values()
                                    ? Floats.copyOf(layer.bias().matrix().values())
                                    : Floats.none(),
                            Ints.copyOf(topology.histories().get(n).born()),
                            gradient ? dense(layer, pass, l) : Floats.none()));
        }
        return copies;
    }

    private static Floats dense(TrainableLayer layer, Pass pass, int place) {
        Mask mask = layer.weight().matrix().mask();
        float[] gradients = new float[Math.toIntExact(mask.size())];
        layer.measure(pass.inputOf(place), pass.gradientOf(place))
                .denseGradient(0, mask.rows(), gradients);
        return Floats.owning(gradients);
    }
}
