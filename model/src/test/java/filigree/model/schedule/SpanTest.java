package filigree.model.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpanTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0.75, 1000, 0, 750",
        "0.1, 0.65, 10, 1, 7",
        "0.25, 1, 2, 1, 2",
        "0, 0, 9, 0, 0"
    })
    void resolvesFractionsByRoundingHalfUp(
            double from, double to, long steps, long begin, long end) {
        assertEquals(new Span(begin, end), Span.of(from, to, steps));
    }

    @Test
    void isDueAtMultiplesFromBeginToEndAndNeverAtTheStart() {
        var span = new Span(0, 400);
        assertEquals("100 200 300 400", due(span, 100));
        assertEquals("200 300", due(new Span(101, 399), 100));
        assertEquals("100", due(new Span(100, 100), 100));
        assertEquals("", due(new Span(0, 0), 1));
        assertEquals("1 2 3", due(new Span(0, 3), 1));
    }

    private static String due(Span span, long every) {
        return String.join(
                " ",
                LongStream.range(0, 1_000)
                        .filter(step -> span.isDue(step, every))
                        .mapToObj(Long::toString)
                        .toList());
    }

    @Test
    void progressStaysWithinZeroAndOne() {
        var span = new Span(10, 20);
        assertEquals(0, span.progress(0));
        assertEquals(0, span.progress(10));
        assertEquals(0.3, span.progress(13), 1e-12);
        assertEquals(1, span.progress(20));
        assertEquals(1, span.progress(1_000));
        assertEquals(1, new Span(5, 5).progress(5), "an empty span has arrived");
    }
}
