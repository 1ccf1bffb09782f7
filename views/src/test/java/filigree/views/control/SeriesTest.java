package filigree.views.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SeriesTest {
    private static Series noise(int points) {
        var random = new SplittableRandom(points);
        var series = new Series();
        for (int i = 0; i < points; i++) {
            series.append(i, random.nextDouble() * 2 - 1);
        }
        return series;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8, 9, 63, 64, 65, 513, 5000})
    void extremesOfAnyStretchAreThoseOfALoop(int points) {
        Series series = noise(points);
        var random = new SplittableRandom(1);
        for (int trial = 0; trial < 200; trial++) {
            int from = random.nextInt(points);
            int end = from + 1 + random.nextInt(points - from);
            double low = Double.POSITIVE_INFINITY;
            double high = Double.NEGATIVE_INFINITY;
            for (int i = from; i < end; i++) {
                low = Math.min(low, series.y(i));
                high = Math.max(high, series.y(i));
            }
            assertEquals(low, series.min(from, end), from + " to " + end);
            assertEquals(high, series.max(from, end), from + " to " + end);
        }
    }

    @Test
    void gapsCountForNothing() {
        var series = new Series();
        series.append(0, 1);
        series.append(1, Double.NaN);
        series.append(2, Double.POSITIVE_INFINITY);
        series.append(3, 2);
        assertEquals(1, series.min(0, 4));
        assertEquals(2, series.max(0, 4));
        assertTrue(series.min(1, 3) > series.max(1, 3), "nothing to show");
    }

    @Test
    void findsTheNearestPoint() {
        var series = new Series();
        series.append(0, 1);
        series.append(10, 1);
        series.append(20, 1);
        assertEquals(0, series.nearest(-5));
        assertEquals(0, series.nearest(4.9));
        assertEquals(1, series.nearest(5));
        assertEquals(2, series.nearest(99));
        assertEquals(-1, new Series().nearest(3));
    }

    @Test
    void goesOnFromAnEarlierStep() {
        Series series = noise(100);
        series.truncateFrom(40);
        assertEquals(40, series.size());
        series.append(40, 7);
        assertEquals(7, series.max(0, 41));
    }

    @Test
    void refusesToGoBack() {
        var series = new Series();
        series.append(5, 0);
        assertThrows(IllegalArgumentException.class, () -> series.append(4, 0));
    }

    @Test
    void reducingKeepsEveryPeakAndFollowsTheWidth() {
        Series series = noise(100_000);
        var spiked = new Series();
        for (int i = 0; i < series.size(); i++) {
            spiked.append(i, i == 31_337 ? 50 : i == 77_777 ? -40 : series.y(i));
        }
        var plot = new Plot(0, 0, 200, 100, 0, 99_999, -40, 50);
        var line = new Polyline();
        double[] seen = {Double.MAX_VALUE, -Double.MAX_VALUE, 0};
        line.draw(
                spiked,
                plot,
                false,
                () -> {
                    for (int i = 0; i < line.size(); i++) {
                        seen[0] = Math.min(seen[0], line.ys()[i]);
                        seen[1] = Math.max(seen[1], line.ys()[i]);
                    }
                    seen[2] += line.size();
                });
        assertEquals(0, seen[0], 1e-9, "the highest peak touches the top");
        assertEquals(100, seen[1], 1e-9, "the lowest touches the bottom");
        assertTrue(seen[2] <= 4 * 201, "at most four points a column, not " + seen[2]);
    }

    @Test
    void aGapBreaksTheLine() {
        var series = new Series();
        for (int i = 0; i < 10; i++) {
            series.append(i, i == 5 ? Double.NaN : i);
        }
        var line = new Polyline();
        int[] stretches = new int[1];
        line.draw(series, new Plot(0, 0, 9, 9, 0, 9, 0, 9), false, () -> stretches[0]++);
        assertEquals(2, stretches[0]);
    }
}
