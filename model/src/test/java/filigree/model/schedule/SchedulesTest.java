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
        return List.of(
                new Linear(0.3),
                new Cosine(0.3),
                new CubicRamp(0.3),
                new InversePower(0.3, 0.5),
                new Exponential(0.3, 0.01),
                new StepDecay(0.3, 0.1, 2),
                new StepDecay(0.3, 1, 1),
                new StepDecay(0.3, 0, 100),
                new CosineRestarts(0.3, 1));
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
                double forth = target > 0.3 ? now - before : before - now;
                assertTrue(forth >= -EXACT, schedule + " at " + step);
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
    void powersAndSharesMeetTheKnownShapes() {
        for (double p : new double[] {0, 0.2, 0.5, 0.9, 1}) {
            assertEquals(new Linear(0.3).at(p, 0.9), new InversePower(0.3, 1).at(p, 0.9), EXACT);
            assertEquals(new CubicRamp(0.3).at(p, 0.9), new InversePower(0.3, 3).at(p, 0.9), EXACT);
        }
        assertEquals(0.1, new Exponential(1, 0.01).at(0.5, 0), EXACT);
    }

    @Test
    void jumpsComeAtTheirStepAndNotOneLater() {
        var schedule = new StepDecay(1, 0.1, 48);
        var span = Span.whole(49);
        for (long step = 0; step < 49; step++) {
            assertEquals(Math.pow(0.1, step), schedule.at(step, span, 0), EXACT, "step " + step);
        }
    }

    @Test
    void restartsComeAtTheirStepAndEachCycleIsTheFirst() {
        var schedule = new CosineRestarts(0.8, 7);
        var span = Span.whole(49 * 7);
        for (long step = 0; step < 49 * 7; step++) {
            double first = new Cosine(0.8).at(step % 49, Span.whole(49), 0.2);
            assertEquals(first, schedule.at(step, span, 0.2), 1e-9, "step " + step);
        }
        assertEquals(0.2, schedule.at(49 * 7, span, 0.2), EXACT);
    }

    @Test
    void theLockHasNoValueOfItsOwn() {
        assertTrue(new Same().isSame());
        assertFalse(new Constant(1).isSame());
        assertThrows(IllegalStateException.class, () -> new Same().at(0.5, 0));
    }
}
