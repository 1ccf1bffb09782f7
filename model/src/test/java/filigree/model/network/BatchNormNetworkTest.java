package filigree.model.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.model.kernel.Convolution;
import filigree.model.kernel.KernelProvider;
import filigree.model.kernel.Kernels;
import filigree.model.kernel.Pooling;
import filigree.model.kernel.ScalarKernels;
import filigree.model.kernel.Workers;
import filigree.model.layer.AveragePool2d;
import filigree.model.layer.BatchNorm;
import filigree.model.layer.Conv2d;
import filigree.model.layer.Gelu;
import filigree.model.layer.LearnedLayer;
import filigree.model.layer.Linear;
import filigree.model.layer.Parameter;
import filigree.model.layer.TrainableLayer;
import filigree.model.loss.CrossEntropy;
import filigree.model.loss.Loss;
import filigree.model.matrix.WeightMatrix;
import filigree.model.random.RandomStreams;
import filigree.model.sparsity.LayerShape;
import filigree.model.sparsity.Mask;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Two residual blocks with batch normalisation and a smooth activation, the second with a shortcut
/// of its own: slopes by central differences, and the same bits for any number of threads.
class BatchNormNetworkTest {
    private static final int SIDE = 4;
    private static final int WIDTH = 3;
    private static final int CLASSES = 4;

    /// A long step keeps f32's rounding out; two of them cancel the error of the third order.
    private static final float STEP = 1 / 32f;

    private static final double TOLERANCE = 2e-4; // of 1 + the slope

    static Stream<Arguments> networks() {
        return Stream.of(KernelProvider.best(), new ScalarKernels())
                .flatMap(k -> Stream.of(5, 70).map(batch -> Arguments.of(k, batch)));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void gradientsAreTheSlopesOfTheLoss(Kernels kernels, int batch) {
        try (var problem = new Problem(kernels, batch, 1)) {
            List<float[]> gradients = problem.gradients();
            for (int p = 0; p < gradients.size(); p++) {
                WeightMatrix m = problem.network.parameters().get(p).matrix();
                String name = problem.network.parameters().get(p).shape().name();
                for (int k = 0; k < gradients.get(p).length; k++) {
                    double wide = problem.slope(m, k, STEP);
                    double narrow = problem.slope(m, k, STEP / 2);
                    double slope = (4 * narrow - wide) / 3;
                    double tolerance = TOLERANCE * (1 + Math.abs(slope));
                    assertEquals(slope, gradients.get(p)[k], tolerance, name + " " + k);
                }
            }
        }
    }

    @Test
    void threadsChangeNoBit() {
        List<List<float[]>> all = new ArrayList<>();
        for (int threads = 1; threads <= 3; threads++) {
            try (var problem = new Problem(KernelProvider.best(), 500, threads)) {
                all.add(problem.gradients());
            }
        }
        for (int p = 0; p < all.getFirst().size(); p++) {
            assertArrayEquals(all.get(0).get(p), all.get(1).get(p));
            assertArrayEquals(all.get(0).get(p), all.get(2).get(p));
        }
    }

    @Test
    void oneTileAloneCannotTrain() {
        try (var problem = new Problem(new ScalarKernels(), 5, 1)) {
            assertThrows(IllegalStateException.class, () -> problem.pass.forward(0));
            assertThrows(IllegalStateException.class, () -> problem.pass.backward(0));
            problem.network.mode().evaluate();
            problem.pass.forward(0);
            assertTrue(Float.isFinite(problem.pass.output().get(0, 0)));
        }
    }

    private static final class Problem implements AutoCloseable {
        final Network network;
        final Pass pass;
        private final Kernels kernels;
        private final SplittableRandom random = new SplittableRandom(4);
        private final Workers workers;
        private final int[] labels;
        private final Loss.Totals totals;
        private final Loss loss = new CrossEntropy();

        Problem(Kernels kernels, int batch, int threads) {
            this.kernels = kernels;
            this.workers = new Workers(threads);
            this.network = build();
            network.mode().train(0, new RandomStreams(1));
            for (Parameter p : network.parameters()) {
                float[] w = p.matrix().values();
                for (int k = 0; k < w.length; k++) {
                    w[k] += (float) random.nextDouble(-0.7, 0.7);
                }
                p.matrix().publish();
            }
            this.pass = new Pass(network, batch);
            this.totals = new Loss.Totals(pass.tiles());
            this.labels = new int[batch];
            for (int c = 0; c < batch; c++) {
                labels[c] = random.nextInt(CLASSES);
                for (int f = 0; f < network.inputSize(); f++) {
                    pass.input().set(f, c, (float) random.nextDouble(-1, 1));
                }
            }
        }

        private Network build() {
            var net = new NetworkBuilder(SIDE * SIDE);
            int full = SIDE * SIDE;
            int half = full / 4;
            int x =
                    net.add(
                            net.input(),
                            conv("stem", 1, WIDTH, SIDE, 3, 1),
                            new BatchNorm("stem.norm", WIDTH, full, net.mode()),
                            new Gelu("stem.relu", WIDTH * full));
            int branch =
                    net.add(
                            x,
                            conv("a1", WIDTH, WIDTH, SIDE, 3, 1),
                            new BatchNorm("a1.norm", WIDTH, full, net.mode()),
                            new Gelu("a1.relu", WIDTH * full));
            int y = net.join("a", x, branch);
            int main =
                    net.add(
                            y,
                            conv("b1", WIDTH, 4, SIDE, 3, 2),
                            new BatchNorm("b1.norm", 4, half, net.mode()));
            int shortcut =
                    net.add(
                            y,
                            conv("b0", WIDTH, 4, SIDE, 1, 2),
                            new BatchNorm("b0.norm", 4, half, net.mode()));
            int _ =
                    net.add(
                            net.join("b", shortcut, main),
                            new Gelu("b.relu", 4 * half),
                            new AveragePool2d("pool", new Pooling(4, 2, 2, 2), kernels.images()),
                            linear());
            return net.build();
        }

        private Conv2d conv(String name, int in, int out, int side, int kernel, int stride) {
            var geometry =
                    new Convolution(in, side, side, kernel, kernel, stride, (kernel - 1) / 2);
            var shape = new LayerShape(name, out, in, kernel, kernel);
            return new Conv2d(
                    name,
                    geometry,
                    Parameter.weight(shape, some(out, geometry.columns())),
                    Parameter.bias(name + ".bias", out),
                    kernels.images());
        }

        private Linear linear() {
            return new Linear(
                    "head",
                    Parameter.weight(LayerShape.linear("head", CLASSES, 4), some(CLASSES, 4)),
                    Parameter.bias("head.bias", CLASSES),
                    kernels);
        }

        private Mask some(int rows, int columns) {
            return Mask.where(rows, columns, _ -> random.nextDouble() < 0.7);
        }

        List<float[]> gradients() {
            double _ = loss();
            for (int l = 0; l < network.layers().size(); l++) {
                switch (network.layers().get(l)) {
                    case TrainableLayer t ->
                            t.gradient(
                                    pass.inputOf(l),
                                    pass.gradientOf(l),
                                    0,
                                    t.weight().shape().rows());
                    case LearnedLayer t ->
                            t.gradient(pass.inputOf(l), pass.gradientOf(l), 0, t.gradientRows());
                    default -> {}
                }
            }
            List<float[]> copies =
                    network.parameters().stream().map(p -> p.matrix().gradients().clone()).toList();
            network.parameters().forEach(p -> p.matrix().publish());
            return copies;
        }

        double slope(WeightMatrix m, int k, float step) {
            float value = m.values()[k];
            double above = lossAt(m, k, value + step);
            double below = lossAt(m, k, value - step);
            m.values()[k] = value;
            m.publish();
            return (above - below) / (2 * step);
        }

        private double lossAt(WeightMatrix m, int k, float value) {
            m.values()[k] = value;
            m.publish();
            return loss();
        }

        private double loss() {
            pass.train(
                    workers,
                    _ -> {},
                    tile ->
                            loss.evaluate(
                                    kernels,
                                    pass.output(),
                                    labels,
                                    pass.outputGradient(),
                                    totals,
                                    tile));
            return totals.loss() / labels.length;
        }

        @Override
        public void close() {
            workers.close();
        }
    }
}
