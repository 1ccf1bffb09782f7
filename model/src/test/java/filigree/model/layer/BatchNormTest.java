package filigree.model.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.model.matrix.Activations;
import filigree.model.random.RandomStreams;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Against a slow computation in f64. The reference's numbers are in LayersGoldenTest.
class BatchNormTest {
    private static final int CHANNELS = 3;

    private final PassMode mode = new PassMode();

    @BeforeEach
    void trains() {
        mode.train(0, new RandomStreams(1));
    }

    @ParameterizedTest
    @CsvSource({"150, 4, 0", "64, 1, 0", "65, 6, 0", "2, 1, 0", "150, 4, 1000"})
    void normalisesOverBatchAndPixels(int columns, int positions, float offset) {
        var problem = problem(columns, positions);
        shift(problem.in, offset);
        step(problem);
        float[] gain = problem.layer.parameters().getFirst().matrix().values();
        float[] bias = problem.layer.parameters().getLast().matrix().values();
        double tolerance = 2e-5 * (1 + offset / 10); // of f32 at that offset
        for (int ch = 0; ch < CHANNELS; ch++) {
            var slow = new Slow(problem, ch, positions);
            for (int f = ch * positions; f < (ch + 1) * positions; f++) {
                for (int c = 0; c < columns; c++) {
                    double n = slow.normal(f, c);
                    assertEquals(gain[ch] * n + bias[ch], problem.out.get(f, c), tolerance);
                    double dx = gain[ch] * slow.inverse * (problem.dOut.get(f, c) - slow.meanDy);
                    dx -= gain[ch] * slow.inverse * n * slow.meanDyN;
                    assertEquals(dx, problem.dIn.get(f, c), tolerance);
                }
                for (int c = columns; c < problem.in.tiles() * 64; c++) {
                    assertEquals(0, problem.dIn.get(f, c), "padding");
                }
            }
            float[] gains = problem.layer.parameters().getFirst().matrix().gradients();
            float[] biases = problem.layer.parameters().getLast().matrix().gradients();
            double n = (double) columns * positions;
            assertEquals(slow.meanDyN * n, gains[ch], tolerance * n);
            assertEquals(slow.meanDy * n, biases[ch], tolerance * n);
        }
    }

    /// Mean and variance of one channel, and the means of its way back.
    private static final class Slow {
        final Activations in;
        final double mean;
        final double variance;
        final double inverse;
        final double meanDy;
        final double meanDyN;

        Slow(LayerProblem p, int channel, int positions) {
            in = p.in;
            int from = channel * positions;
            double n = (double) positions * in.columns();
            double sum = 0;
            for (int f = from; f < from + positions; f++) {
                for (int c = 0; c < in.columns(); c++) {
                    sum += in.get(f, c);
                }
            }
            mean = sum / n;
            double squares = 0;
            for (int f = from; f < from + positions; f++) {
                for (int c = 0; c < in.columns(); c++) {
                    squares += Math.pow(in.get(f, c) - mean, 2);
                }
            }
            variance = squares / n;
            inverse = 1 / Math.sqrt(variance + 1e-5);
            double dy = 0;
            double dyN = 0;
            for (int f = from; f < from + positions; f++) {
                for (int c = 0; c < in.columns(); c++) {
                    dy += p.dOut.get(f, c);
                    dyN += p.dOut.get(f, c) * normal(f, c);
                }
            }
            meanDy = dy / n;
            meanDyN = dyN / n;
        }

        double normal(int f, int c) {
            return (in.get(f, c) - mean) * inverse;
        }
    }

    @Test
    void runningStatisticsFollowTheBatchesAsPyTorchHasIt() {
        var problem = problem(70, 4);
        var layer = (BatchNorm) problem.layer;
        float[] mean = layer.statistics().firstEntry().getValue();
        float[] variance = layer.statistics().lastEntry().getValue();
        double[] expectedMean = new double[CHANNELS];
        double[] expectedVariance = {1, 1, 1};
        for (int step = 0; step < 3; step++) {
            shift(problem.in, 0.25f * step);
            step(problem);
            for (int ch = 0; ch < CHANNELS; ch++) {
                var slow = new Slow(problem, ch, 4);
                expectedMean[ch] = 0.9 * expectedMean[ch] + 0.1 * slow.mean;
                expectedVariance[ch] = 0.9 * expectedVariance[ch] + 0.1 * slow.variance * 280 / 279;
                assertEquals(expectedMean[ch], mean[ch], 1e-6);
                assertEquals(expectedVariance[ch], variance[ch], 1e-6);
            }
        }
    }

    @Test
    void evaluationUsesTheRunningStatisticsAndLeavesThemAlone() {
        var problem = problem(70, 4);
        var layer = (BatchNorm) problem.layer;
        step(problem);
        float[] mean = layer.statistics().firstEntry().getValue().clone();
        float[] variance = layer.statistics().lastEntry().getValue().clone();
        float[] gain = layer.parameters().getFirst().matrix().values();
        float[] bias = layer.parameters().getLast().matrix().values();
        mode.evaluate();
        problem.forward();
        for (int f = 0; f < 4 * CHANNELS; f++) {
            int ch = f / 4;
            for (int c = 0; c < 70; c++) {
                double n = (problem.in.get(f, c) - mean[ch]) / Math.sqrt(variance[ch] + 1e-5);
                assertEquals(gain[ch] * n + bias[ch], problem.out.get(f, c), 1e-5);
            }
        }
        assertArrayEquals(mean, layer.statistics().firstEntry().getValue());
        assertArrayEquals(variance, layer.statistics().lastEntry().getValue());
    }

    @Test
    void aChannelOfEqualNumbersBecomesItsBias() {
        var problem = problem(70, 4);
        for (int f = 0; f < 4; f++) {
            for (int c = 0; c < 70; c++) {
                problem.in.set(f, c, 3.5f);
            }
        }
        step(problem);
        float bias = problem.layer.parameters().getLast().matrix().values()[0];
        assertEquals(bias, problem.out.get(2, 69));
        assertTrue(Float.isFinite(problem.dIn.get(2, 69)));
    }

    @Test
    void howRowsAreCutChangesNoBit() {
        var problem = problem(150, 2);
        step(problem);
        for (Parameter p : problem.layer.parameters()) {
            float[] whole = p.matrix().gradients().clone();
            Arrays.fill(p.matrix().gradients(), Float.NaN);
            for (int row = 0; row < CHANNELS; row++) {
                ((BatchNorm) problem.layer).gradient(problem.in, problem.dOut, row, row + 1);
            }
            assertArrayEquals(whole, p.matrix().gradients());
        }
    }

    private LayerProblem problem(int columns, int positions) {
        var layer = new BatchNorm("norm", CHANNELS, positions, mode);
        var problem = new LayerProblem(layer, columns);
        layer.reserve(problem.in.tiles());
        return problem;
    }

    private static void shift(Activations a, float by) {
        for (int f = 0; f < a.features(); f++) {
            for (int c = 0; c < a.columns(); c++) {
                a.set(f, c, a.get(f, c) + by);
            }
        }
    }

    private static void step(LayerProblem p) {
        var layer = (BatchNorm) p.layer;
        for (int tile = p.in.tiles() - 1; tile >= 0; tile--) {
            layer.gather(p.in, tile);
        }
        layer.settle();
        for (int tile = p.in.tiles() - 1; tile >= 0; tile--) {
            layer.gatherBack(p.in, p.dOut, tile);
        }
        layer.settleBack();
        p.run();
    }
}
