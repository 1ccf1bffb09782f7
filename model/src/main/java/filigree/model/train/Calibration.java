package filigree.model.train;

import filigree.model.data.DatasetPart;
import filigree.model.data.Inputs;
import filigree.model.kernel.Workers;
import filigree.model.layer.TrainableLayer;
import filigree.model.matrix.Activations;
import filigree.model.network.Network;
import filigree.model.network.Pass;
import filigree.model.sparsity.Coupling;
import filigree.model.topology.InputMoments;
import filigree.model.topology.LayerPruner;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What layers read of some training examples, for pruners that judge by it: those of the batches
/// from a step on, unchanged by any augmentation.
final class Calibration {
    private final Network network;
    private final DatasetPart training;
    private final Inputs inputs;
    private final Batches batches;
    private final Workers workers;
    private final Pass pass;
    private final int[] items;
    private final int[] labels;
    private final long step;

    /// @param columns of a batch
    /// @param step whose batch is the first
    Calibration(
            Network network,
            DatasetPart training,
            Inputs inputs,
            Batches batches,
            Workers workers,
            int columns,
            long step) {
        this.network = network;
        this.training = training;
        this.inputs = inputs;
        this.batches = batches;
        this.workers = workers;
        this.pass = new Pass(network, columns);
        this.items = new int[columns];
        this.labels = new int[columns];
        this.step = step;
    }

    /// Runs the examples through the network as it is now.
    ///
    /// @param place of the layer in the network
    InputMoments inputsOf(int place, TrainableLayer layer, LayerPruner pruner) {
        int width = layer.weight().shape().columns();
        var moments = new InputMoments(width, pruner.needsProducts());
        float[] x = new float[width];
        long left = pruner.examples() * training.dataset().columns();
        network.mode().evaluate();
        for (long at = step; left > 0; at++) {
            batches.choose(at, items, labels, 0);
            workers.run(pass.tiles(), this::tile);
            Activations in = pass.inputOf(place);
            for (int c = 0; c < in.columns() && left > 0; c++, left--) {
                for (int p = 0; p < layer.positions(); p++) {
                    layer.read(in, c, p, x);
                    moments.add(x);
                }
            }
        }
        return moments;
    }

    /// Measures for each unit the share of its outputs above 0, as the layers that read it have
    /// them.
    ///
    /// @param examples how many, of the batches from this step on
    /// @return one array a coupling
    List<double[]> firing(List<Coupling> couplings, long examples) {
        long left = examples * training.dataset().columns();
        long seen = left;
        List<long[]> counts = new ArrayList<>();
        couplings.forEach(c -> counts.add(new long[c.units()]));
        network.mode().evaluate();
        for (long at = step; left > 0; at++) {
            batches.choose(at, items, labels, 0);
            workers.run(pass.tiles(), this::tile);
            int columns = (int) Math.min(pass.columns(), left);
            for (int c = 0; c < couplings.size(); c++) {
                for (int reader : couplings.get(c).readers()) {
                    count(read(reader), columns, counts.get(c));
                }
            }
            left -= columns;
        }
        List<double[]> shares = new ArrayList<>();
        for (int c = 0; c < couplings.size(); c++) {
            long features = 0; // of a unit, in all that read it
            for (int reader : couplings.get(c).readers()) {
                features += read(reader).features() / couplings.get(c).units();
            }
            double all = (double) seen * features;
            shares.add(Arrays.stream(counts.get(c)).mapToDouble(n -> n / all).toArray());
        }
        return shares;
    }

    private Activations read(int trainable) {
        TrainableLayer layer = network.trainable().get(trainable);
        return pass.inputOf(network.layers().indexOf(layer));
    }

    private static void count(Activations values, int columns, long[] units) {
        int each = values.features() / units.length;
        for (int f = 0; f < values.features(); f++) {
            for (int c = 0; c < columns; c++) {
                units[f / each] += values.get(f, c) > 0 ? 1 : 0;
            }
        }
    }

    private void tile(int tile) {
        inputs.fill(pass.input(), tile, training.dataset(), items);
        pass.forward(tile);
    }
}
