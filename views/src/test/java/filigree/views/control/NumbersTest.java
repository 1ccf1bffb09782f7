package filigree.views.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumbersTest {
    @Test
    void separatesThousandsWithAComma() {
        assertEquals("266,200", Numbers.count(266_200));
        assertEquals("−1,234.5", Numbers.fixed(-1234.5, 1));
    }

    @Test
    void neverShowsANegativeZero() {
        assertEquals("0.00", Numbers.fixed(-0.001, 2));
    }

    @Test
    void putsASpaceBeforeThePercentSign() {
        assertEquals("90.0 %", Numbers.percent(0.9, 1));
        assertEquals("–", Numbers.percent(Double.NaN, 1));
    }

    @Test
    void showsTheSignOfAChangeUnlessItRoundsToNothing() {
        assertEquals("+0.4", Numbers.signed(0.4, 1));
        assertEquals("−0.4", Numbers.signed(-0.4, 1));
        assertEquals("0.0", Numbers.signed(0.04, 1));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "950, 950", "8000, 8k", "-8000, −8k", "1500000, 1.5M", "999600, 1M"})
    void shortensTicks(double value, String text) {
        assertEquals(text, Numbers.compact(value));
    }

    @ParameterizedTest
    @CsvSource({"0.00021, 2.1e-4", "0.0001, 1e-4", "0.021, 0.021", "0, 0", "-0.00021, −2.1e-4"})
    void writesSmallRatesWithAnExponent(double value, String text) {
        assertEquals(text, Numbers.rate(value, 3));
    }

    @Test
    void showsDigitsThatWouldOtherwiseBeHidden() {
        assertEquals("0.33333", Numbers.atLeast(0.33333, 3, 6));
        assertEquals("0.300", Numbers.atLeast(0.3, 3, 6));
    }

    @ParameterizedTest
    @CsvSource({
        "90 %, 90",
        "'1,200', 1200",
        "−0.5, -0.5",
        "２.5, 2.5",
        "2.1e-4, 0.00021",
        ".5, 0.5"
    })
    void readsWhatPeopleType(String typed, double value) {
        assertEquals(OptionalDouble.of(value), Numbers.parse(typed));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "1.2.3", "NaN", "1e", "0x10", "1e999"})
    void refusesWhatIsNotANumber(String typed) {
        assertEquals(OptionalDouble.empty(), Numbers.parse(typed));
    }
}
