package filigree.model.train;

import filigree.model.data.DatasetPart;
import filigree.model.data.Inputs;
import filigree.model.kernel.Kernels;
import filigree.model.kernel.Tiles;
import filigree.model.kernel.Workers;
import filigree.model.layer.TrainableLayer;
import filigree.model.loss.Loss;
import filigree.model.matrix.Activations;
import filigree.model.network.Network;
import filigree.model.network.Pass;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Judges a network on a part of the data. Changes nothing of the training.
final class Evaluator {
    private static final int MOST_COLUMNS = 1_024; // activations of a batch stay in the cache
    private static final long MOST_BYTES = 64L << 20; // of them, if each thread has its tile

    private final Network network;
    private final Loss loss;
    private final Kernels kernels;
    private final Workers workers;
    private final int columns;
    private final Pass pass;
    private final List<long[][]> fired = new ArrayList<>(); // a layer of weights: [tile][unit]
    private final List<Integer> places = new ArrayList<>(); // where its units are seen
    private int count; // columns of the batch under way that count

    Evaluator(Network network, Loss loss, Kernels kernels, Workers workers) {
        this.network = network;
        this.loss = loss;
        this.kernels = kernels;
        this.workers = workers;
        this.columns = columns();
        this.pass = Pass.forward(network, columns, this::wrote);
        for (int l = 0; l < network.layers().size(); l++) {
            if (network.layers().get(l) instanceof TrainableLayer layer) {
                places.add(network.placeOfUnits(l));
                fired.add(new long[pass.tiles()][layer.outputSize()]);
            }
        }
    }

    /// Whole tiles, as large networks allow.
    private int columns() {
        long fit = MOST_BYTES / Pass.forwardBytes(network) / Tiles.COLUMNS * Tiles.COLUMNS;
        return (int) Math.clamp(fit, (long) Tiles.COLUMNS * workers.threads(), MOST_COLUMNS);
    }

    private void wrote(int l, Activations out, int tile) {
        int n = places.indexOf(l);
        if (n >= 0) {
            kernels.countPositive(
                    out.features(),
                    columnsOf(tile),
                    fired.get(n)[tile],
                    out.memory(),
                    tile * out.tileBytes());
        }
    }

    private int columnsOf(int tile) {
        return Math.min(Tiles.COLUMNS, count - tile * Tiles.COLUMNS);
    }

    /// @param inputs what the network reads for each example
    Evaluation evaluate(Part part, DatasetPart data, Inputs inputs, long step) {
        network.mode().evaluate();
        for (long[][] tiles : fired) {
            for (long[] units : tiles) {
                Arrays.fill(units, 0);
            }
        }
        var tally = new Tally(data);
        int[] items = new int[columns];
        int[] labels = new int[columns];
        for (int from = 0; from < data.items(); from += columns) {
            count = Math.min(columns, data.items() - from);
            for (int c = 0; c < columns; c++) { // columns beyond the last repeat it, uncounted
                int item = from + Math.min(c, count - 1);
                items[c] = data.index(item);
                labels[c] = data.label(item);
            }
            int tiles = Math.ceilDiv(count, Tiles.COLUMNS);
            workers.run(tiles, tile -> tally.tile(tile, items, labels, inputs));
            tally.add(labels);
        }
        return tally.result(part, step);
    }

    /// Counts over one part; a thread writes only what belongs to its tile.
    private final class Tally {
        private final DatasetPart data;
        private final int[] predicted = new int[columns];
        private final double[] losses = new double[columns];
        private final int[] classExamples;
        private final int[] classCorrect;
        private double lossSum;

        Tally(DatasetPart data) {
            this.data = data;
            this.classExamples = new int[data.dataset().classes()];
            this.classCorrect = new int[data.dataset().classes()];
        }

        void tile(int tile, int[] items, int[] labels, Inputs inputs) {
            inputs.fill(pass.input(), tile, data.dataset(), items);
            pass.forward(tile);
            int first = tile * Tiles.COLUMNS;
            for (int c = first; c < first + columnsOf(tile); c++) {
                predicted[c] = largest(pass.output(), c);
            }
            loss.perColumn(
                    kernels,
                    pass.output(),
                    labels,
                    pass.outputGradient(),
                    losses,
                    tile,
                    columnsOf(tile));
        }

        void add(int[] labels) {
            for (int c = 0; c < count; c++) {
                lossSum += losses[c];
                classExamples[labels[c]]++;
                classCorrect[labels[c]] += predicted[c] == labels[c] ? 1 : 0;
            }
        }

        Evaluation result(Part part, long step) {
            List<Evaluation.ClassResult> classes = new ArrayList<>();
            int correct = 0;
            for (int k = 0; k < classExamples.length; k++) {
                classes.add(new Evaluation.ClassResult(classExamples[k], classCorrect[k]));
                correct += classCorrect[k];
            }
            int n = data.items();
            List<Floats> firing = new ArrayList<>();
            for (int l = 0; l < fired.size(); l++) {
                firing.add(shares(fired.get(l), network.trainable().get(l).positions(), n));
            }
            return new Evaluation(
                    part,
                    step,
                    n,
                    correct,
                    n == 0 ? 0 : lossSum / n,
                    classes,
                    firing,
                    data.dataset().vocabulary().isPresent());
        }

        /// @param positions outputs of a unit: the pixels of a channel
        private static Floats shares(long[][] counts, int positions, int examples) {
            float[] shares = new float[counts[0].length / positions];
            for (int i = 0; i < shares.length; i++) {
                long sum = 0;
                for (long[] tile : counts) {
                    for (int p = 0; p < positions; p++) {
                        sum += tile[i * positions + p];
                    }
                }
                shares[i] = (float) ((double) sum / Math.max(1, (long) positions * examples));
            }
            return Floats.owning(shares);
        }

        /// Ties go to the class of lower number.
        private static int largest(Activations z, int column) {
            int best = 0;
            for (int i = 1; i < z.features(); i++) {
                best = z.get(i, column) > z.get(best, column) ? i : best;
            }
            return best;
        }
    }
}
