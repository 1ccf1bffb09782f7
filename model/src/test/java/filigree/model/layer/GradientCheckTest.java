package filigree.model.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.model.data.ImageShape;
import filigree.model.kernel.KernelProvider;
import filigree.model.kernel.Kernels;
import filigree.model.kernel.ScalarKernels;
import filigree.model.loss.CrossEntropy;
import filigree.model.loss.Loss;
import filigree.model.matrix.WeightMatrix;
import filigree.model.network.Mlp;
import filigree.model.network.Network;
import filigree.model.network.Pass;
import filigree.model.sparsity.Mask;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Central differences of the whole network's loss: linear layers, ReLU, cross-entropy.
class GradientCheckTest {
    private static final int[] SIZES = {7, 9, 6, 4};

    /// In f32 the quotient loses half the digits to rounding and to the curve; two steps that
    /// disagree lie on both sides of a kink of ReLU, where there is no derivative to compare with.
    private static final float STEP = 1 / 128f;

    private static final double TOLERANCE = 4e-4;

    static Stream<Arguments> networks() {
        return Stream.of(KernelProvider.best(), new ScalarKernels())
                .flatMap(k -> Stream.of(1, 70).map(batch -> Arguments.of(k, batch)));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void gradientsAreTheSlopesOfTheLoss(Kernels kernels, int batch) {
        var problem = new Problem(kernels, batch);
        problem.backward();
        int compared = 0;
        int skipped = 0;
        for (Parameter p : problem.network.parameters()) {
            WeightMatrix m = p.matrix();
            float[] gradients = m.gradients().clone();
            for (int k = 0; k < gradients.length; k++) {
                double wide = problem.slope(m, k, STEP);
                double narrow = problem.slope(m, k, STEP / 2);
                if (Math.abs(wide - narrow) > TOLERANCE) {
                    skipped++;
                    continue;
                }
                compared++;
                assertEquals(narrow, gradients[k], TOLERANCE, p.shape().name() + " " + k);
            }
        }
        assertTrue(skipped < compared / 4, skipped + " of " + compared + " had a kink");
    }

    private static final class Problem {
        private final Kernels kernels;
        private final Network network;
        private final Pass pass;
        private final int[] labels;
        private final Loss loss = new CrossEntropy();

        Problem(Kernels kernels, int batch) {
            this.kernels = kernels;
            var random = new SplittableRandom(batch);
            List<Mask> masks =
                    Stream.of(1, 2, 3)
                            .map(l ->
                                    Mask.where(
                                            SIZES[l], SIZES[l - 1], _ -> random.nextDouble() < 0.6))
                            .toList();
            network =
                    new Mlp(List.of(SIZES[1], SIZES[2]))
                            .build(new ImageShape(1, SIZES[0], 1), SIZES[3], masks, kernels);
            for (Parameter p : network.parameters()) {
                WeightMatrix m = p.matrix();
                for (int k = 0; k < m.values().length; k++) {
                    m.values()[k] = (float) random.nextDouble(-1, 1);
                }
                m.publish();
            }
            pass = new Pass(network, batch);
            labels = new int[batch];
            for (int c = 0; c < batch; c++) {
                labels[c] = random.nextInt(SIZES[3]);
                for (int i = 0; i < SIZES[0]; i++) {
                    pass.input().set(i, c, (float) random.nextDouble(-1, 1));
                }
            }
        }

        void backward() {
            double _ = loss();
            for (int tile = 0; tile < pass.tiles(); tile++) {
                pass.backward(tile);
            }
            for (int l = 0; l < network.layers().size(); l++) {
                if (network.layers().get(l) instanceof TrainableLayer layer) {
                    layer.gradient(pass.inputOf(l), pass.gradientOf(l), 0, layer.outputSize());
                }
            }
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
            var totals = new Loss.Totals(pass.tiles());
            for (int tile = 0; tile < pass.tiles(); tile++) {
                pass.forward(tile);
                loss.evaluate(kernels, pass.output(), labels, pass.outputGradient(), totals, tile);
            }
            return totals.loss() / labels.length;
        }
    }
}
