package filigree.model.train;

import filigree.model.data.DatasetPart;
import filigree.model.data.Inputs;
import filigree.model.kernel.Kernels;
import filigree.model.kernel.Workers;
import filigree.model.layer.TrainableLayer;
import filigree.model.loss.Loss;
import filigree.model.matrix.Activations;
import filigree.model.network.Network;
import filigree.model.network.Pass;
import filigree.model.random.RandomStreams;
import filigree.model.random.RandomStreams.Purpose;
import filigree.model.topology.Beginning;
import filigree.model.topology.LayerView;
import java.util.ArrayList;
import java.util.List;

/// The beginning of a run, as methods see it that choose their masks before the first step.
final class FirstBatches implements Beginning {
    private final Network network;
    private final DatasetPart training;
    private final Inputs inputs;
    private final Batches batches;
    private final Loss loss;
    private final Kernels kernels;
    private final Workers workers;
    private final RandomStreams random;
    private final Pass pass;
    private final int[] items;
    private final int[] labels;
    private final Loss.Totals totals;

    /// @param pass its buffers are used, until the first step
    FirstBatches(
            Network network,
            DatasetPart training,
            Inputs inputs,
            Batches batches,
            Loss loss,
            Kernels kernels,
            Workers workers,
            RandomStreams random,
            Pass pass) {
        this.network = network;
        this.training = training;
        this.inputs = inputs;
        this.batches = batches;
        this.loss = loss;
        this.kernels = kernels;
        this.workers = workers;
        this.random = random;
        this.pass = pass;
        this.items = new int[pass.columns()];
        this.labels = new int[pass.columns()];
        this.totals = new Loss.Totals(pass.tiles());
    }

    @Override
    public Network network() {
        return network;
    }

    @Override
    public List<LayerView> measured(int count) {
        var sums = new GrowthGradients(network, workers);
        for (int k = 0; k < count; k++) {
            network.mode().train(k, random);
            batches.choose(k, items, labels, 0);
            pass.train(workers, this::fill, this::lossOf);
            sums.add(pass, 0);
        }
        List<LayerView> views = new ArrayList<>();
        for (int l = 0; l < network.layers().size(); l++) {
            if (network.layers().get(l) instanceof TrainableLayer layer) {
                var now = layer.measure(pass.inputOf(l), pass.gradientOf(l));
                int columns = layer.weight().shape().columns();
                views.add(
                        new LayerView(
                                layer.weight(),
                                sums.over(now, views.size(), columns, false),
                                random.key(Purpose.GROW, 0, views.size())));
            }
        }
        return views;
    }

    private void fill(int tile) {
        inputs.fill(pass.input(), tile, training.dataset(), items);
    }

    private void lossOf(int tile) {
        loss.evaluate(kernels, pass.output(), labels, pass.outputGradient(), totals, tile);
    }

    @Override
    public RandomStreams random() {
        return random;
    }

    @Override
    public void eachExample(int count, Reader reader) {
        for (int k = 0; k < count; k++) {
            load(k);
            for (int c = 0; c < items.length; c++) {
                reader.read(features(c), labels[c]);
            }
        }
    }

    @Override
    public void eachExampleOfClasses(int count, Reader reader) {
        int[] read = new int[training.dataset().classes()];
        int full = 0;
        for (int k = 0; k < batches.perEpoch() && full < read.length; k++) {
            load(k);
            for (int c = 0; c < items.length; c++) {
                if (read[labels[c]] < count) {
                    reader.read(features(c), labels[c]);
                    full += ++read[labels[c]] == count ? 1 : 0;
                }
            }
        }
    }

    private void load(int batch) {
        batches.choose(batch, items, labels, 0);
        workers.run(pass.tiles(), this::fill);
    }

    private double[] features(int column) {
        Activations input = pass.input();
        double[] features = new double[input.features()];
        for (int f = 0; f < features.length; f++) {
            features[f] = input.get(f, column);
        }
        return features;
    }
}
