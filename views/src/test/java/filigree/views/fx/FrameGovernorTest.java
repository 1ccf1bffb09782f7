package filigree.views.fx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.views.fx.Refresh.Kind;
import org.junit.jupiter.api.Test;

final class FrameGovernorTest {
    private static final long MILLI = 1_000_000;
    private static final long PULSE = 16_666_667;

    private record Drawn(int pictures, int numbers, double share) {}

    /// Ten seconds of pulses at 60 a second, with given costs; the last eight are counted.
    private static Drawn simulate(
            FrameGovernor governor, long pictureNanos, long numberNanos, boolean hand) {
        int pictures = 0;
        int numbers = 0;
        long spent = 0;
        for (int pulse = 0; pulse < 600; pulse++) {
            long now = pulse * PULSE;
            if (hand) {
                governor.handMoved(now);
            }
            boolean counts = pulse >= 120;
            if (governor.due(Kind.PICTURE, now)) {
                governor.measured(Kind.PICTURE, pictureNanos);
                pictures += counts ? 1 : 0;
                spent += counts ? pictureNanos : 0;
            }
            if (governor.due(Kind.NUMBER, now)) {
                governor.measured(Kind.NUMBER, numberNanos);
                numbers += counts ? 1 : 0;
                spent += counts ? numberNanos : 0;
            }
        }
        return new Drawn(pictures / 8, numbers / 8, spent / 8e9);
    }

    @Test
    void cheapDrawingRunsAtTheWantedRates() {
        Drawn drawn = simulate(new FrameGovernor(), MILLI / 2, MILLI / 2, false);
        assertEquals(20, drawn.pictures());
        assertEquals(10, drawn.numbers());
    }

    @Test
    void dearDrawingKeepsTheBudget() {
        Drawn drawn = simulate(new FrameGovernor(0.05), 4 * MILLI, 2 * MILLI, false);
        assertTrue(drawn.share() < 0.06, "share " + drawn.share());
        assertTrue(drawn.share() > 0.03, "but uses it: " + drawn.share());
        assertTrue(drawn.pictures() < 15, "pictures " + drawn.pictures());
    }

    @Test
    void neverFallsUnderFourASecond() {
        Drawn drawn = simulate(new FrameGovernor(0.01), 80 * MILLI, 20 * MILLI, false);
        assertEquals(4, drawn.pictures());
        assertEquals(4, drawn.numbers());
    }

    @Test
    void followsAMovingHandAtSixty() {
        Drawn drawn = simulate(new FrameGovernor(), MILLI, MILLI, true);
        assertEquals(60, drawn.pictures());
        assertEquals(10, drawn.numbers());
    }

    @Test
    void calmsDownAfterTheHandRests() {
        var governor = new FrameGovernor();
        governor.handMoved(0);
        assertEquals(60, governor.perSecond(Kind.PICTURE, 400 * MILLI));
        assertEquals(20, governor.perSecond(Kind.PICTURE, 600 * MILLI));
    }

    @Test
    void recoversWhenDrawingBecomesCheap() {
        var governor = new FrameGovernor();
        simulate(governor, 10 * MILLI, 5 * MILLI, false);
        assertTrue(governor.perSecond(Kind.PICTURE, 0) < 8);
        for (int i = 0; i < 100; i++) {
            governor.measured(Kind.PICTURE, MILLI / 2);
            governor.measured(Kind.NUMBER, MILLI / 2);
        }
        assertEquals(20, governor.perSecond(Kind.PICTURE, 0));
    }
}
