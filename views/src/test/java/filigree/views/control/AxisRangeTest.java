package filigree.views.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AxisRangeTest {
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5, 50, 79.997, 90, 99, 99.9, 100})
    void perCentsThatHardlyMoveGetTwoPointsOfRoomWithinZeroAndHundred(double value) {
        Ticks ticks = AxisRange.percent().follow(value, Math.min(100, value + 0.003));
        assertTrue(ticks.first() >= -1e-9 && ticks.last() <= 100 + 1e-9, ticks.toString());
        assertTrue(ticks.first() <= value && value <= ticks.last() + 1e-9, ticks.toString());
        assertTrue(ticks.last() - ticks.first() >= 2 - 1e-9, ticks.toString());
    }

    @ParameterizedTest
    @ValueSource(doubles = {10, 40, 90})
    void perCentsThatMoveGetTheRangeTheyNeed(double span) {
        Ticks ticks = AxisRange.percent().follow(0, span);
        assertEquals(0, ticks.first());
        assertTrue(ticks.last() >= span && ticks.last() <= 100, ticks.toString());
    }
}
