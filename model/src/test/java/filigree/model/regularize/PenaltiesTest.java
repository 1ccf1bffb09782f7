package filigree.model.regularize;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PenaltiesTest {
    private static final float[] WEIGHTS = {3, -4, 0.5f, -0.25f, 0, 2};
    private static final int[] STARTS = {0, 2, 2, 5, 6}; // the second row has no active weight

    @Test
    void softThresholdReachesExactZeros() {
        float[] w = shrunk(new L1(5, L1.Form.PROXIMAL), 0.1);
        assertArrayEquals(new float[] {2.5f, -3.5f, 0, -0f, 0, 1.5f}, w);
    }

    @Test
    void subGradientJoinsTheGradientAndLeavesWeightsToTheOptimizer() {
        var l1 = new L1(0.5, L1.Form.SUB_GRADIENT);
        assertArrayEquals(WEIGHTS, shrunk(l1, 0.1));
        float[] g = new float[WEIGHTS.length];
        l1.addGradient(WEIGHTS, g, STARTS, 0, 1, 2);
        l1.addGradient(WEIGHTS, g, STARTS, 2, 2, 5);
        l1.addGradient(WEIGHTS, g, STARTS, 3, 5, 6);
        assertArrayEquals(new float[] {0, -0.5f, 0.5f, -0.5f, 0, 0.5f}, g);
    }

    @Test
    void elasticNetIsL1WithAShrunkenRest() {
        float[] w = shrunk(new ElasticNet(5, 10), 0.1);
        assertArrayEquals(new float[] {1.25f, -1.75f, 0, -0f, 0, 0.75f}, w);
        assertArrayEquals(
                shrunk(new L1(5, L1.Form.PROXIMAL), 0.1), shrunk(new ElasticNet(5, 0), 0.1));
    }

    @Test
    void wholeUnitsBecomeZeroTogether() {
        float[] w = shrunk(lasso(5, L1.Form.PROXIMAL, true), 0.1);
        double kept = 1 - 0.5 * Math.sqrt(2) / 5; // the norm of 3 and 4 is 5
        assertEquals(3 * kept, w[0], 1e-6);
        assertEquals(-4 * kept, w[1], 1e-6);
        for (int k = 2; k < 5; k++) {
            assertEquals(0, Math.abs(w[k]), "0.5 sqrt(3) is more than the row's norm");
        }
        assertEquals(1.5, w[5], 1e-6);
    }

    @Test
    void aRowOfZerosStaysFinite() {
        float[] w = new float[6];
        lasso(5, L1.Form.PROXIMAL, true).shrink(0.1, w, STARTS, 0, 4);
        assertArrayEquals(new float[6], w);
    }

    @Test
    void strengthZeroChangesNothing() {
        assertArrayEquals(WEIGHTS, shrunk(new L1(0, L1.Form.PROXIMAL), 0.1));
        assertArrayEquals(WEIGHTS, shrunk(new ElasticNet(0, 0), 0.1));
        assertArrayEquals(WEIGHTS, shrunk(lasso(0, L1.Form.PROXIMAL, true), 0.1));
    }

    @Test
    void piecesOfRowsGiveTheSameAsAllAtOnce() {
        var lasso = lasso(1, L1.Form.PROXIMAL, true);
        float[] pieces = WEIGHTS.clone();
        for (int row = 0; row < 4; row++) {
            lasso.shrink(0.1, pieces, STARTS, row, row + 1);
        }
        assertArrayEquals(shrunk(lasso, 0.1), pieces);
        assertTrue(!Arrays.equals(WEIGHTS, pieces));
    }

    @Test
    void theSubGradientOfAGroupIsThatOfItsNorm() {
        for (boolean bySize : new boolean[] {true, false}) {
            var lasso = lasso(0.5, L1.Form.SUB_GRADIENT, bySize);
            assertArrayEquals(WEIGHTS, shrunk(lasso, 0.1));
            float[] g = new float[WEIGHTS.length];
            for (int row = 0; row < 4; row++) {
                lasso.addGradient(WEIGHTS, g, STARTS, row, STARTS[row], STARTS[row + 1]);
            }
            for (int k = 0; k < g.length; k++) {
                double step = 1e-6;
                double slope = (penalty(k, step, bySize) - penalty(k, -step, bySize)) / (2 * step);
                assertEquals(0.5 * slope, g[k], 1e-6);
            }
        }
    }

    @Test
    void whatRestsInARowCountsForItsNormAndGetsNoGradient() {
        float[] g = new float[WEIGHTS.length];
        lasso(1, L1.Form.SUB_GRADIENT, false).addGradient(WEIGHTS, g, STARTS, 0, 1, 2);
        assertArrayEquals(new float[] {0, -0.8f, 0, 0, 0, 0}, g);
    }

    @Test
    void withoutItsSizeALargeGroupIsPulledLikeASmallOne() {
        float[] w = shrunk(lasso(5, L1.Form.PROXIMAL, false), 0.1);
        assertEquals(3 * (1 - 0.5 / 5), w[0], 1e-6); // the norm of 3 and 4 is 5
        assertEquals(1.5, w[5], 1e-6);
    }

    /// The sum of the norms if weight k were larger.
    private static double penalty(int k, double by, boolean bySize) {
        double sum = 0;
        for (int row = 0; row < 4; row++) {
            double squares = 0;
            for (int n = STARTS[row]; n < STARTS[row + 1]; n++) {
                double w = WEIGHTS[n] + (n == k ? by : 0);
                squares += w * w;
            }
            sum += Math.sqrt(squares * (bySize ? STARTS[row + 1] - STARTS[row] : 1));
        }
        return sum;
    }

    private static GroupLasso lasso(double lambda, L1.Form form, boolean bySize) {
        return new GroupLasso(lambda, form, bySize);
    }

    private static float[] shrunk(Regularizer penalty, double rate) {
        float[] w = WEIGHTS.clone();
        penalty.shrink(rate, w, STARTS, 0, 4);
        return w;
    }
}
