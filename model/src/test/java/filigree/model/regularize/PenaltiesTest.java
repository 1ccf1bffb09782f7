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
        l1.addGradient(WEIGHTS, g, 1, 6);
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
        float[] w = shrunk(new GroupLasso(5), 0.1);
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
        new GroupLasso(5).shrink(0.1, w, STARTS, 0, 4);
        assertArrayEquals(new float[6], w);
    }

    @Test
    void strengthZeroChangesNothing() {
        assertArrayEquals(WEIGHTS, shrunk(new L1(0, L1.Form.PROXIMAL), 0.1));
        assertArrayEquals(WEIGHTS, shrunk(new ElasticNet(0, 0), 0.1));
        assertArrayEquals(WEIGHTS, shrunk(new GroupLasso(0), 0.1));
    }

    @Test
    void piecesOfRowsGiveTheSameAsAllAtOnce() {
        var lasso = new GroupLasso(1);
        float[] pieces = WEIGHTS.clone();
        for (int row = 0; row < 4; row++) {
            lasso.shrink(0.1, pieces, STARTS, row, row + 1);
        }
        assertArrayEquals(shrunk(lasso, 0.1), pieces);
        assertTrue(!Arrays.equals(WEIGHTS, pieces));
    }

    private static float[] shrunk(Regularizer penalty, double rate) {
        float[] w = WEIGHTS.clone();
        penalty.shrink(rate, w, STARTS, 0, 4);
        return w;
    }
}
