package filigree.model.regularize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.model.matrix.MaskedMatrix;
import filigree.model.matrix.Reparameterization;
import filigree.model.random.RandomStreams;
import filigree.model.random.RandomStreams.Purpose;
import filigree.model.sparsity.LayerShape;
import filigree.model.sparsity.Mask;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Gates and learned thresholds beside the same written down slowly in f64; their gradients beside
/// finite differences. The loss is the sum of c times the effective weights.
class PrunedWeightsTest {
    private static final double STEP = 1e-5;
    private static final double ROUNDING = 1e-4;
    private static final LayerShape SHAPE = new LayerShape("conv", 5, 3, 2, 2); // 4 taps a gate
    private static final Mask MASK = Mask.where(5, 12, i -> i % 5 > 0);
    private static final RandomStreams RANDOM = new RandomStreams(3);
    private static final double LAMBDA = 40;
    private static final long EXAMPLES = 100;

    private final float[] c = numbers(1);
    private final MaskedMatrix w = matrix();

    @ParameterizedTest
    @CsvSource({"INPUTS,7", "INPUTS,8", "WEIGHTS,7", "WEIGHTS,9"})
    void gatesHaveTheGradientsOfTheirLoss(L0.Gates gates, long step) {
        var l0 = new L0(LAMBDA, gates, 0.5, 0.4, 2.0 / 3, 0);
        Reparameterization f = l0.weights(0, SHAPE, EXAMPLES, RANDOM).orElseThrow();
        w.reparameterize(f);
        float[] logA = f.learned().getFirst().matrix().values();
        var random = new SplittableRandom(step);
        for (int g = 0; g < logA.length; g++) {
            logA[g] = (float) random.nextDouble(-2, 2);
        }
        assertEquals(gates == L0.Gates.INPUTS ? 3 : 60, logA.length);
        f.draw(RANDOM, step);
        f.forward(w, w.effective(), 0, 5);
        checkGradients(f, logA, (weights, a) -> gatedLoss(gates, step, weights, a));
        long inside = 0;
        for (int g = 0; g < logA.length; g++) {
            inside += HardConcrete.STANDARD.slope(logA[g], uniform(step, g)) > 0 ? 1 : 0;
        }
        assertTrue(inside > 0, "no gate is between 0 and 1, so little is checked");
    }

    private double gatedLoss(L0.Gates gates, long step, double[] weights, double[] logA) {
        double loss = 0;
        for (int i = 0; i < 60; i++) {
            int gate = gates == L0.Gates.INPUTS ? i % 12 / 4 : i;
            if (i % 5 > 0) {
                double z = HardConcrete.STANDARD.gate(logA[gate], uniform(step, gate));
                loss += c[i] * weights[i] * z;
            }
        }
        for (double a : logA) {
            int behind = gates == L0.Gates.INPUTS ? 5 * 4 : 1;
            loss += LAMBDA / EXAMPLES * behind * HardConcrete.STANDARD.open(a);
        }
        return loss;
    }

    private static double uniform(long step, int gate) {
        long key = RANDOM.key(Purpose.GATES, step, 0);
        return 1e-6 + (1 - 2e-6) * RandomStreams.uniform(key, gate);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-4, -1, 0})
    void theThresholdHasTheGradientOfItsLoss(double theta) {
        var f = new SoftThreshold(theta).weights(0, SHAPE, EXAMPLES, RANDOM).orElseThrow();
        w.reparameterize(f);
        float[] learned = f.learned().getFirst().matrix().values();
        checkGradients(
                f,
                learned,
                (weights, th) -> {
                    double t = 1 / (1 + Math.exp(-th[0]));
                    double loss = 0;
                    for (int i = 0; i < 60; i++) {
                        double left = Math.max(Math.abs(weights[i]) - t, 0);
                        loss += i % 5 > 0 ? c[i] * Math.signum(weights[i]) * left : 0;
                    }
                    return loss;
                });
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aGateThatIsDrawnIsSettledAgainByTheNextPrepare(boolean trained) {
        var f =
                new L0(1, L0.Gates.INPUTS, 0.5, 0.5, 2.0 / 3, 0)
                        .weights(0, SHAPE, EXAMPLES, RANDOM)
                        .orElseThrow();
        w.reparameterize(f);
        float[] settled = w.effective().clone();
        f.draw(RANDOM, 1);
        f.forward(w, w.effective(), 0, 5);
        assertTrue(!java.util.Arrays.equals(settled, w.effective()));
        f.prepare(w, trained);
        f.forward(w, w.effective(), 0, 5);
        for (int i = 0; i < 60; i++) {
            assertEquals(settled[i], w.effective()[i]);
        }
    }

    private interface Loss {
        double of(double[] weights, double[] learned);
    }

    private void checkGradients(Reparameterization f, float[] learned, Loss loss) {
        double[] weights = doubles(w.values());
        double[] numbers = doubles(learned);
        double effective = 0;
        for (int i = 0; i < 60; i++) {
            effective += i % 5 > 0 ? c[i] * w.effective()[i] : 0;
            w.gradients()[i] = c[i];
        }
        double penalty = loss.of(new double[60], numbers); // all weights 0
        assertEquals(loss.of(weights, numbers) - penalty, effective, ROUNDING);
        f.backward(w, 0, 2);
        f.backward(w, 2, 5);
        f.reduce(w);
        for (int i = 0; i < 60; i++) {
            if (i % 5 > 0) {
                assertEquals(slope(weights, i, () -> loss.of(weights, numbers)), at(i), ROUNDING);
            }
        }
        float[] g = f.learned().getFirst().matrix().gradients();
        for (int n = 0; n < g.length; n++) {
            double slope = slope(numbers, n, () -> loss.of(weights, numbers));
            assertEquals(slope, g[n], ROUNDING * (1 + Math.abs(slope)));
        }
    }

    private float at(int i) {
        return w.gradients()[i];
    }

    private static double slope(double[] x, int k, java.util.function.DoubleSupplier loss) {
        double now = x[k];
        x[k] = now + STEP;
        double up = loss.getAsDouble();
        x[k] = now - STEP;
        double down = loss.getAsDouble();
        x[k] = now;
        return (up - down) / (2 * STEP);
    }

    private static MaskedMatrix matrix() {
        var matrix = new MaskedMatrix(MASK);
        System.arraycopy(numbers(2), 0, matrix.values(), 0, 60);
        return matrix;
    }

    private static float[] numbers(long seed) {
        var random = new SplittableRandom(seed);
        float[] all = new float[60];
        for (int i = 0; i < 60; i++) {
            all[i] = (float) random.nextDouble(-1.5, 1.5);
        }
        return all;
    }

    private static double[] doubles(float[] from) {
        double[] to = new double[from.length];
        for (int i = 0; i < to.length; i++) {
            to[i] = from[i];
        }
        return to;
    }
}
