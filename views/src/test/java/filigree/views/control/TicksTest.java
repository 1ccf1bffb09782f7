package filigree.views.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TicksTest {
    @ParameterizedTest
    @CsvSource({
        "0, 7.3, 0, 2, 5",
        "71, 89, 70, 5, 5",
        "0, 6900, 0, 2000, 5",
        "0.12, 0.13, 0.12, 0.0025, 5",
        "-0.41, 0.03, -0.6, 0.2, 5"
    })
    void areRoundNumbersAroundTheData(
            double low, double high, double first, double step, int most) {
        Ticks ticks = Ticks.around(low, high, most);
        assertEquals(first, ticks.first(), 1e-9);
        assertEquals(step, ticks.step(), 1e-9);
    }

    @Test
    void encloseWhateverComes() {
        var random = new SplittableRandom(5);
        for (int i = 0; i < 2000; i++) {
            double scale = Math.pow(10, random.nextInt(-6, 7));
            double a = (random.nextDouble() - 0.5) * scale;
            double b = a + random.nextDouble() * scale;
            Ticks ticks = Ticks.around(a, b, 5);
            assertTrue(ticks.count() >= 2 && ticks.count() <= 5, a + " to " + b + ": " + ticks);
            assertTrue(ticks.first() <= a + 1e-6 * scale, a + " to " + b + ": " + ticks);
            assertTrue(ticks.last() >= b - 1e-6 * scale, a + " to " + b + ": " + ticks);
        }
    }

    @Test
    void sayOnlyDigitsThatDiffer() {
        assertEquals(0, Ticks.around(0, 100, 5).decimals());
        assertEquals(1, Ticks.around(0, 1, 4).decimals());
        assertEquals(4, Ticks.around(0.12, 0.13, 5).decimals());
    }

    @Test
    void aRangeDoesNotJitter() {
        AxisRange range = AxisRange.automatic();
        Ticks first = range.follow(70, 88);
        assertSame(first, range.follow(72, 89.9));
        assertSame(first, range.follow(75, 86));
        Ticks grown = range.follow(75, 93);
        assertTrue(grown.last() >= 93 && grown.first() <= first.first());
        Ticks shrunk = range.follow(91, 92);
        assertTrue(shrunk.last() - shrunk.first() < 5, "a tenth of the range is too little");
    }

    @Test
    void numbersReadAsPeopleWriteThem() {
        assertEquals("18,715", Digits.whole(18_715));
        assertEquals("−0.32", Digits.fixed(-0.32, 2));
        assertEquals("0.0", Digits.fixed(-0.01, 1));
        assertEquals("8k", Digits.compact(8000));
        assertEquals("1.5k", Digits.compact(1500));
        assertEquals("–", Digits.fixed(Double.NaN, 1));
    }
}
