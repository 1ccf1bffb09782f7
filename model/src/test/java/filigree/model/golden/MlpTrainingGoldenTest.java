package filigree.model.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;

import filigree.model.data.ImageShape;
import filigree.model.kernel.KernelProvider;
import filigree.model.kernel.Kernels;
import filigree.model.kernel.ScalarKernels;
import filigree.model.layer.Parameter;
import filigree.model.layer.TrainableLayer;
import filigree.model.loss.CrossEntropy;
import filigree.model.loss.Loss;
import filigree.model.matrix.Activations;
import filigree.model.matrix.WeightMatrix;
import filigree.model.network.Mlp;
import filigree.model.network.Network;
import filigree.model.network.Pass;
import filigree.model.optim.Optimizer;
import filigree.model.optim.Sgd;
import filigree.model.schedule.Constant;
import filigree.model.sparsity.Mask;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A whole training, step by step, against the reference: losses, dense gradients, final weights.
class MlpTrainingGoldenTest {
    static Stream<Golden.Case> cases() {
        return Golden.cases("mlp-training");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void fastKernelsTrainLikeTheReference(Golden.Case c) {
        new Training(c, KernelProvider.best(), false).check();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void plainKernelsTrainLikeTheReference(Golden.Case c) {
        new Training(c, new ScalarKernels(), false).check();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void weightsUnderAMaskTrainLikeTheReference(Golden.Case c) {
        new Training(c, KernelProvider.best(), true).check();
    }

    private static final class Training {
        private final Golden.Case c;
        private final Kernels kernels;
        private final Network network;
        private final Pass pass;
        private final int[] labels;
        private final Loss loss = new CrossEntropy();

        Training(Golden.Case c, Kernels kernels, boolean dense) {
            this.c =
                    c.with(
                            "sizes",
                            "x",
                            "y",
                            "masks",
                            "w0",
                            "b0",
                            "lr",
                            "momentum",
                            "losses",
                            "denseGradients0",
                            "biasGradients0",
                            "wEnd",
                            "bEnd");
            this.kernels = kernels;
            this.labels = Golden.ints(c.get("y"));
            int[] sizes = Golden.ints(c.get("sizes"));
            List<Integer> hidden =
                    IntStream.range(1, sizes.length - 1).mapToObj(l -> sizes[l]).toList();
            List<Mask> masks = c.list("masks").stream().map(Golden::mask).toList();
            this.network =
                    new Mlp(hidden)
                            .build(
                                    new ImageShape(1, sizes[0], 1),
                                    sizes[sizes.length - 1],
                                    masks,
                                    dense,
                                    kernels);
            for (int l = 0; l < layers().size(); l++) {
                load(layers().get(l).weight(), "w0", l);
                load(layers().get(l).bias(), "b0", l);
            }
            this.pass = new Pass(network, labels.length);
            float[] x = Golden.floats(c.get("x"));
            Activations input = pass.input();
            for (int n = 0; n < x.length; n++) {
                input.set(n % input.features(), n / input.features(), x[n]);
            }
        }

        private List<TrainableLayer> layers() {
            return network.trainable();
        }

        private void load(Parameter p, String key, int l) {
            p.matrix().load(Golden.floats(c.list(key).get(l)));
        }

        void check() {
            double[] expected = Golden.doubles(c.get("losses"));
            double[] losses = new double[expected.length];
            for (int t = 0; t < losses.length; t++) {
                losses[t] = step(t);
            }
            Golden.assertClose("losses", expected, losses);
            for (int l = 0; l < layers().size(); l++) {
                compare("wEnd", l, layers().get(l).weight().matrix(), false);
                compare("bEnd", l, layers().get(l).bias().matrix(), false);
            }
        }

        private void compare(String key, int l, WeightMatrix m, boolean gradients) {
            Golden.assertClose(
                    key + " of layer " + l,
                    Golden.floats(c.list(key).get(l)),
                    m.toDense(gradients ? m.gradients() : m.values()));
        }

        private double step(int t) {
            var totals = new Loss.Totals(pass.tiles());
            for (int tile = 0; tile < pass.tiles(); tile++) {
                pass.forward(tile);
                loss.evaluate(kernels, pass.output(), labels, pass.outputGradient(), totals, tile);
                pass.backward(tile);
            }
            var sgd = new Sgd(c.number("lr"), new Constant(1), 0, c.number("momentum"), false, 0);
            var moment = new Optimizer.Moment(sgd.peak(), t + 1);
            int number = 0;
            for (int place = 0; place < network.layers().size(); place++) {
                if (network.layers().get(place) instanceof TrainableLayer layer) {
                    gradients(t, number++, place, layer);
                    for (Parameter p : layer.parameters()) {
                        update(p.matrix(), sgd, moment, p.prunable());
                    }
                }
            }
            assertEquals(layers().size(), number);
            return totals.loss() / labels.length;
        }

        private void gradients(int t, int number, int place, TrainableLayer layer) {
            Activations in = pass.inputOf(place);
            Activations dOut = pass.gradientOf(place);
            layer.gradient(in, dOut, 0, layer.outputSize());
            if (t == 0) {
                float[] expected = Golden.floats(c.list("denseGradients0").get(number));
                float[] dense = new float[expected.length];
                layer.measure(in, dOut).denseGradient(0, layer.outputSize(), dense);
                Golden.assertClose("dense gradient of layer " + number, expected, dense);
                compare("biasGradients0", number, layer.bias().matrix(), true);
                WeightMatrix w = layer.weight().matrix();
                WeightMatrix masked = WeightMatrix.of(w.mask(), false);
                masked.load(expected);
                Golden.assertClose(
                        "gradient on the mask", masked.values(), w.active(w.gradients()));
            }
        }

        private static void update(
                WeightMatrix m, Optimizer optimizer, Optimizer.Moment moment, boolean decays) {
            int n = m.values().length;
            optimizer.update(moment, m.values(), m.gradients(), m.slots(), decays, 0, n);
            m.publish();
        }
    }
}
