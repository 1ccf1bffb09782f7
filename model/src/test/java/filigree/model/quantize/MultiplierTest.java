package filigree.model.quantize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MultiplierTest {
    @Test
    void multipliesAsExactArithmeticDoes() {
        var random = new SplittableRandom(1);
        int compared = 0;
        for (int n = 0; n < 20_000; n++) {
            double factor = Math.exp(random.nextDouble(-18, 0));
            int a = random.nextInt(-(1 << 26), 1 << 26);
            BigDecimal exact = new BigDecimal(factor).multiply(BigDecimal.valueOf(a));
            double off = exact.subtract(exact.setScale(0, RoundingMode.FLOOR)).doubleValue();
            double doubt = 1e-9 * exact.abs().doubleValue(); // the factor has 31 bits
            if (Math.abs(off - 0.5) > doubt + 1e-9) {
                long rounded = exact.setScale(0, RoundingMode.HALF_UP).longValueExact();
                assertEquals(rounded, Multiplier.of(factor).times(a, 0), doubt + 1e-9);
                long third = Math.round(Math.scalb(1 / 3.0, Multiplier.of(factor).shift()));
                BigDecimal more = exact.add(new BigDecimal(1 / 3.0));
                assertEquals(
                        more.doubleValue(),
                        Multiplier.of(factor).times(a, third),
                        0.5 + doubt + 1e-9);
                compared++;
            }
        }
        assertTrue(compared > 19_000, compared + " compared");
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 0.5, 0.25, 2, 1 - 1e-16, 1e-9, 1 << 29})
    void powersOfTwoAndEdgesFit(double factor) {
        Multiplier m = Multiplier.of(factor);
        assertTrue(m.whole() >= 1 << 30 && m.shift() >= 1 && m.shift() <= 62, m.toString());
        assertEquals(factor, Math.scalb((double) m.whole(), -m.shift()), 1e-9 * factor);
        assertEquals(0, m.times(0, 0));
    }

    @Test
    void whatIsTooSmallIsZeroAndWhatIsTooLargeIsRefused() {
        assertEquals(0, Multiplier.of(0).times(1 << 30, 0));
        assertEquals(0, Multiplier.of(1e-12).times(1 << 30, 0));
        assertThrows(IllegalArgumentException.class, () -> Multiplier.of(1e12));
        assertThrows(IllegalArgumentException.class, () -> Multiplier.of(Double.NaN));
    }
}
