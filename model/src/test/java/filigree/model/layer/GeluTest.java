package filigree.model.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class GeluTest {
    @Test
    void gradientsAreTheSlopesOfTheLoss() {
        new LayerProblem(new Gelu("gelu", 5), 67).checkInputGradients();
    }

    @Test
    void hasTheValuesOfTables() {
        assertEquals(0, value(0));
        assertEquals(0.8413447461, value(1), 2e-7); // P(1)
        assertEquals(-0.1586552539, value(-1), 2e-7);
        assertEquals(1.9544997361, value(2), 3e-7);
        assertEquals(-0.0040496998, value(-3), 3e-7);
        assertEquals(0.5, slope(0), 1e-7);
        assertEquals(1.0833154706, slope(1), 3e-7); // P(1) + p(1)
    }

    @Test
    void farOutItIsTheIdentityOrZero() {
        assertEquals(40, value(40));
        assertEquals(0, value(-40), 1e-30);
        assertEquals(1, slope(40));
        assertEquals(0, slope(-40), 1e-30);
        assertTrue(Float.isNaN(value(Float.NaN)));
    }

    @Test
    void theExponentialIsGoodToTheLastBits() {
        float[] x = new float[6_000];
        for (int k = 0; k < x.length; k++) {
            x[k] = -0.0137f * k;
        }
        float[] e = x.clone();
        Exponential.of(e, new float[x.length]);
        for (int k = 0; k < x.length; k++) {
            double exact = StrictMath.exp(x[k]);
            assertEquals(exact, e[k], 2e-7 * exact, "exp " + x[k]);
        }
        float[] none = {Float.NaN};
        Exponential.of(none, new float[1]);
        assertTrue(Float.isNaN(none[0]));
    }

    private static float value(float x) {
        var row = new Gelu.Row();
        row.x[5] = x;
        row.value();
        return row.y[5];
    }

    private static float slope(float x) {
        var row = new Gelu.Row();
        row.x[5] = x;
        row.dy[5] = 1;
        row.slope();
        return row.dy[5];
    }
}
