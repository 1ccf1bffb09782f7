package filigree.views.fx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.views.fx.Refresh.Kind;
import org.junit.jupiter.api.Test;

final class FrameGovernorTest {
    private static final long MILLI = 1_000_000;
    private static final long PULSE = 16_666_667;

    private record Drawn(double pictures, double numbers, double share) {}

    /// Ten seconds of pulses at 60 a second, a picture and numbers of given costs; the last eight
    /// are counted.
    private static Drawn simulate(FrameGovernor governor, long pictureNanos, long numberNanos) {
        int pictures = 0;
        int numbers = 0;
        long spent = 0;
        long[] last = {-PULSE * 100, -PULSE * 100};
        for (int pulse = 0; pulse < 600; pulse++) {
            long now = pulse * PULSE;
            int counts = pulse >= 120 ? 1 : 0;
            boolean picture = governor.isDue(Kind.PICTURE, last[0], now);
            boolean number = governor.isDue(Kind.NUMBER, last[1], now);
            if (picture) {
                last[0] = now;
                governor.spent(pictureNanos, now);
                pictures += counts;
                spent += counts * pictureNanos;
            }
            if (number) {
                last[1] = now;
                governor.spent(numberNanos, now);
                numbers += counts;
                spent += counts * numberNanos;
            }
        }
        return new Drawn(pictures / 8.0, numbers / 8.0, spent / 8e9);
    }

    @Test
    void cheapDrawingRunsAtTheWantedRates() {
        Drawn drawn = simulate(new FrameGovernor(0.05), MILLI, MILLI);
        assertEquals(20, drawn.pictures(), 0.2);
        assertEquals(10, drawn.numbers(), 0.2);
    }

    @Test
    void whileNothingTrainsDearDrawingRunsAtTheWantedRatesAndOwesNothing() {
        var governor = new FrameGovernor(0.01);
        governor.setFree(true);
        Drawn drawn = simulate(governor, 12 * MILLI, 6 * MILLI);
        assertEquals(20, drawn.pictures(), 0.2);
        assertEquals(10, drawn.numbers(), 0.2);
        governor.setFree(false);
        assertTrue(governor.isDue(Kind.PICTURE, 540 * PULSE, 600 * PULSE));
    }

    @Test
    void aDebtFromTrainingWaitsForNothingOnceItHasEnded() {
        var governor = new FrameGovernor(0.01);
        governor.spent(1000 * MILLI, 0);
        assertFalse(governor.isDue(Kind.NUMBER, 0, 110 * MILLI));
        governor.setFree(true);
        assertTrue(governor.isDue(Kind.NUMBER, 0, 110 * MILLI));
    }

    @Test
    void dearDrawingKeepsTheBudgetAndUsesIt() {
        Drawn drawn = simulate(new FrameGovernor(0.08), 6 * MILLI, 3 * MILLI);
        assertEquals(0.08, drawn.share(), 0.008);
        assertTrue(drawn.pictures() < 15, "pictures " + drawn.pictures());
        assertTrue(drawn.pictures() >= 4, "pictures " + drawn.pictures());
    }

    @Test
    void neverFallsUnderAFifthOfTheWantedRates() {
        Drawn drawn = simulate(new FrameGovernor(0.01), 80 * MILLI, 20 * MILLI);
        assertEquals(4, drawn.pictures(), 0.3);
        assertEquals(2, drawn.numbers(), 0.3);
    }

    @Test
    void oneSlowStartIsForgottenSoon() {
        var governor = new FrameGovernor(0.1);
        governor.spent(2_000 * MILLI, 0); // classes and styles are loaded
        assertFalse(governor.isDue(Kind.PICTURE, 0, 100 * MILLI));
        assertTrue(governor.isDue(Kind.PICTURE, 450 * MILLI, 510 * MILLI));
    }

    @Test
    void whatWasNotSpentCannotBeSavedForLong() {
        var governor = new FrameGovernor(0.1);
        long late = 60_000 * MILLI;
        governor.spent(11 * MILLI, late); // more than a tenth of a second earns
        assertFalse(governor.isDue(Kind.PICTURE, late - 50 * MILLI, late));
        assertTrue(governor.isDue(Kind.PICTURE, late - 50 * MILLI, late + 11 * MILLI));
    }

    @Test
    void askingChangesNothing() {
        var governor = new FrameGovernor(0.1);
        governor.spent(11 * MILLI, 0);
        assertTrue(governor.isDue(Kind.PICTURE, 0, 1_000 * MILLI));
        assertFalse(governor.isDue(Kind.PICTURE, 0, 50 * MILLI));
    }

    @Test
    void refusesNoBudget() {
        assertThrows(IllegalArgumentException.class, () -> new FrameGovernor(0));
    }
}
