package filigree.model.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SchedulesTest {
    private static final double EXACT = 1e-12;

    static List<Schedule> moving() {
        return List.of(new Linear(0.3), new Cosine(0.3), new CubicRamp(0.3));
    }

    @ParameterizedTest
    @MethodSource("moving")
    void goesFromItsInitialValueToTheTarget(Schedule schedule) {
        var span = new Span(100, 200);
        for (double target : new double[] {0, 0.9}) {
            assertEquals(0.3, schedule.at(0, span, target), EXACT);
            assertEquals(0.3, schedule.at(100, span, target), EXACT);
            assertEquals(target, schedule.at(200, span, target), EXACT);
            assertEquals(target, schedule.at(999, span, target), EXACT);
            double before = 0.3;
            for (long step = 101; step <= 200; step++) {
                double now = schedule.at(step, span, target);
                assertTrue(target > 0.3 ? now >= before : now <= before, schedule + " at " + step);
                before = now;
            }
        }
    }

    @Test
    void halfWayEachHasItsOwnShape() {
        assertEquals(0.6, new Linear(0.3).at(0.5, 0.9), EXACT);
        assertEquals(0.6, new Cosine(0.3).at(0.5, 0.9), EXACT);
        assertEquals(0.9 - 0.6 / 8, new CubicRamp(0.3).at(0.5, 0.9), EXACT);
        assertEquals(0.3, new Constant(0.3).at(0.5, 0.9), EXACT);
    }

    @Test
    void theLockHasNoValueOfItsOwn() {
        assertTrue(new Same().isSame());
        assertFalse(new Constant(1).isSame());
        assertThrows(IllegalStateException.class, () -> new Same().at(0.5, 0));
    }
}
