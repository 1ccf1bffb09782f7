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
        assertEquals(0, Gelu.value(0));
        assertEquals(0.8413447461, Gelu.value(1), 2e-7); // P(1)
        assertEquals(-0.1586552539, Gelu.value(-1), 2e-7);
        assertEquals(1.9544997361, Gelu.value(2), 3e-7);
        assertEquals(-0.0040496998, Gelu.value(-3), 3e-7);
        assertEquals(0.5, Gelu.slope(0), 1e-7);
        assertEquals(1.0833154706, Gelu.slope(1), 3e-7); // P(1) + p(1)
    }

    @Test
    void farOutItIsTheIdentityOrZero() {
        assertEquals(40, Gelu.value(40));
        assertEquals(0, Gelu.value(-40), 1e-30);
        assertEquals(1, Gelu.slope(40));
        assertEquals(0, Gelu.slope(-40), 1e-30);
        assertTrue(Float.isNaN(Gelu.value(Float.NaN)));
    }

    @Test
    void theExponentialIsGoodToTheLastBits() {
        for (float x = 0; x > -80; x -= 0.0137f) {
            double exact = StrictMath.exp(x);
            assertEquals(exact, Exponential.of(x), 2e-7 * exact, "exp " + x);
        }
        assertTrue(Float.isNaN(Exponential.of(Float.NaN)));
    }
}
