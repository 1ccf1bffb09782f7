package filigree.views.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class SliderScaleTest {
    @Test
    void linearStepsLeaveNoBinaryDust() {
        SliderScale scale = new SliderScale.Linear(0, 1, 0.1, 0.1);
        assertEquals(0.3, scale.move(0.2, 1));
        assertEquals(0.3, scale.snap(0.31));
    }

    @Test
    void aDragShowsNoMoreDigitsThanTheFormat() {
        SliderSpec spec = SliderSpec.of("s", "Sparsity", 0, 0.99, 0.8).asPercent(1);
        assertEquals(0.672, spec.scale().snap(0.671538));
        assertEquals(0.81, spec.scale().move(0.8, 1));
    }

    @Test
    void movesStayInsideTheRange() {
        assertEquals(1, new SliderScale.Linear(0, 1, 0.1, 0.1).move(0.95, 10));
        assertEquals(10, new SliderScale.Log(10, 1000, 1).move(11, -10));
        assertEquals(32, new SliderScale.Stops(List.of(2.0, 4.0, 32.0)).move(4, 10));
    }

    @Test
    void everyKeyPressOnALogarithmicScaleChangesTheValue() {
        SliderScale scale = new SliderScale.Log(1e-3, 2e-3, 0);
        double value = 1e-3;
        for (int i = 0; i < 10; i++) {
            double next = scale.move(value, 1);
            assertTrue(next > value, value + " to " + next);
            value = next;
        }
    }

    @Test
    void logarithmicPositionsRoundTrip() {
        SliderScale scale = new SliderScale.Log(10, 1000, 1);
        assertEquals(100, scale.snap(scale.value(scale.position(100))));
        assertEquals(
                0.5, (scale.position(100) - scale.low()) / (scale.high() - scale.low()), 1e-12);
    }

    @Test
    void stopsLieEvenlyAndSnapToTheNearest() {
        SliderScale scale = new SliderScale.Stops(List.of(2.0, 4.0, 8.0, 32.0));
        assertEquals(2, scale.position(8));
        assertEquals(8, scale.snap(10));
    }
}
