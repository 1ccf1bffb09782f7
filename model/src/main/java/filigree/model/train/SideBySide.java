package filigree.model.train;

import filigree.model.data.DatasetPart;
import filigree.model.kernel.KernelProvider;
import filigree.model.kernel.Kernels;
import filigree.model.kernel.Tiles;
import filigree.model.kernel.Workers;
import filigree.model.layer.LearnedLayer;
import filigree.model.layer.TrainableLayer;
import filigree.model.network.Network;
import filigree.model.network.Pass;
import filigree.model.network.Predictor;
import java.util.Arrays;

/// Two networks that are to say the same, on the validation part of a training.
final class SideBySide {
    private static final int ROUNDS = 21; // the two take turns, so that a busy machine is fair
    private static final long ROUND_NANOS = 10_000_000;
    private static final long WARM_NANOS = 2_000_000_000; // at most, until all is compiled
    private static final int WARM_CALLS = 20_000;

    private final Trainer trainer;
    private final DatasetPart data;
    private final Network first;
    private final Network second;
    private final Kernels kernels = KernelProvider.best();
    private final int columns;

    SideBySide(Trainer trainer, Network first, Network second) {
        this.trainer = trainer;
        this.data = trainer.split().validation();
        this.first = first;
        this.second = second;
        this.columns = Math.max(Tiles.COLUMNS, data.dataset().columns());
        first.mode().evaluate();
        second.mode().evaluate();
    }

    Shrinking.Comparison compare() {
        double[] largest = largestDifference();
        return new Shrinking.Comparison(side(first), side(second), largest[0], largest[1]);
    }

    private Shrinking.Side side(Network network) {
        try (var workers = new Workers(1)) {
            var evaluator = new Evaluator(network, trainer.recipe().loss(), kernels, workers);
            Evaluation evaluation =
                    evaluator.evaluate(Part.VALIDATION, data, trainer.inputs(), trainer.step());
            return new Shrinking.Side(Shrinking.costs(network), others(network), evaluation);
        }
    }

    private static long others(Network network) {
        long count = 0;
        for (TrainableLayer layer : network.trainable()) {
            count += layer.bias().shape().size();
        }
        for (LearnedLayer layer : network.learned()) {
            count += layer.parameters().stream().mapToLong(p -> p.shape().size()).sum();
        }
        return count;
    }

    /// Of any output, and the largest output.
    private double[] largestDifference() {
        Pass a = Pass.forward(first, columns, (_, _, _) -> {});
        Pass b = Pass.forward(second, columns, (_, _, _) -> {});
        int[] items = new int[columns];
        double difference = 0;
        double output = 0;
        for (int from = 0; from < data.items(); from += columns) {
            int count = Math.min(columns, data.items() - from);
            for (int c = 0; c < columns; c++) { // columns beyond the last repeat it
                items[c] = data.index(from + Math.min(c, count - 1));
            }
            forward(a, items);
            forward(b, items);
            for (int i = 0; i < a.output().features(); i++) {
                for (int c = 0; c < count; c++) {
                    double said = a.output().get(i, c);
                    difference = Math.max(difference, Math.abs(said - b.output().get(i, c)));
                    output = Math.max(output, Math.abs(said));
                }
            }
        }
        return new double[] {difference, output};
    }

    private void forward(Pass pass, int[] items) {
        for (int tile = 0; tile < pass.tiles(); tile++) {
            trainer.inputs().fill(pass.input(), tile, data.dataset(), items);
            pass.forward(tile);
        }
    }

    Shrinking.Latency latency() {
        Runnable one = example(first);
        Runnable two = example(second);
        warm(one);
        warm(two);
        double[] a = new double[ROUNDS];
        double[] b = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            a[round] = microseconds(one);
            b[round] = microseconds(two);
        }
        return new Shrinking.Latency(median(a), median(b));
    }

    private Runnable example(Network network) {
        int[] items = new int[columns];
        Arrays.fill(items, data.index(0));
        if (trainer.recipe().network().readsTokens()) {
            Pass pass = Pass.forward(network, columns, (_, _, _) -> {});
            return () -> forward(pass, items);
        }
        Pass shown = Pass.forward(network, columns, (_, _, _) -> {});
        trainer.inputs().fill(shown.input(), 0, data.dataset(), items);
        float[] features = new float[network.inputSize()];
        for (int f = 0; f < features.length; f++) {
            features[f] = shown.input().get(f, 0);
        }
        var predictor = new Predictor(network, kernels);
        float[] answer = new float[network.outputSize()];
        return () -> predictor.predict(features, answer);
    }

    private static void warm(Runnable work) {
        long begin = System.nanoTime();
        for (int n = 0; n < WARM_CALLS && System.nanoTime() - begin < WARM_NANOS; n++) {
            work.run();
        }
    }

    private static double microseconds(Runnable work) {
        long begin = System.nanoTime();
        long count = 0;
        while (System.nanoTime() - begin < ROUND_NANOS) {
            work.run();
            count++;
        }
        return (System.nanoTime() - begin) / 1e3 / count;
    }

    private static double median(double[] numbers) {
        double[] sorted = numbers.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
