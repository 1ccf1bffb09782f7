package filigree.model.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PairedDifferenceTest {
    /// t of 2 degrees of freedom at 97.5 %: 4.302653 (Fisher and Yates, table III).
    @Test
    void hasTheIntervalOfStudent() {
        var d =
                PairedDifference.of(
                        Map.of(1L, 0.90, 2L, 0.91, 3L, 0.92),
                        Map.of(1L, 0.89, 2L, 0.905, 3L, 0.90, 4L, 0.1),
                        0.05);
        assertEquals(3, d.n());
        assertEquals(0.035 / 3, d.mean(), 1e-12);
        double deviation = Math.sqrt((1e-4 + 0.25e-4 + 4e-4 - 0.035 * 0.035 / 3) / 2);
        assertEquals(deviation, d.deviation(), 1e-12);
        double half = 4.302653 * deviation / Math.sqrt(3);
        assertEquals(d.mean() - half, d.low(), 1e-8);
        assertEquals(d.mean() + half, d.high(), 1e-8);
        assertFalse(d.isTold());
    }

    @Test
    void oneSeedTellsNothingAndEqualDifferencesTellAll() {
        var one = PairedDifference.of(Map.of(1L, 0.9), Map.of(1L, 0.8), 0.05);
        assertEquals(0.1, one.mean(), 1e-12);
        assertTrue(Double.isNaN(one.low()) && Double.isNaN(one.deviation()));
        assertFalse(one.isTold());
        assertEquals(0, PairedDifference.of(Map.of(1L, 0.9), Map.of(2L, 0.8), 0.05).n());
        var same = PairedDifference.of(Map.of(1L, 0.5, 2L, 0.75), Map.of(1L, 0.25, 2L, 0.5), 0.05);
        assertEquals(0.25, same.low());
        assertTrue(same.isTold());
    }
}
