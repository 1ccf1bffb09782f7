package filigree.model.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarkovTextTest {
    private static final int LENGTH = 400_000;

    @Test
    void itsEntropyIsThatOfTheFourProbabilities() {
        double nats = DoubleStream.of(0.5, 0.25, 0.125, 0.125).map(p -> -p * Math.log(p)).sum();
        assertEquals(nats, MarkovText.ENTROPY, 1e-12);
    }

    /// Counts of what follows each history, in nats, corrected for counting (Miller 1955).
    @ParameterizedTest
    @CsvSource({"4, 1, 1", "8, 2, 1", "8, 2, 2", "26, 1, 3", "5, 3, 4"})
    void theTextHasThatEntropy(int letters, int order, long seed) {
        int[] text = form(letters, order, seed).text();
        Map<Integer, int[]> counts = new HashMap<>();
        for (int i = order; i < text.length; i++) {
            int history = 0;
            for (int j = i - order; j < i; j++) {
                history = history * letters + text[j] - 'a';
            }
            counts.computeIfAbsent(history, _ -> new int[letters])[text[i] - 'a']++;
        }
        double sum = 0;
        for (int[] row : counts.values()) {
            double n = Arrays.stream(row).sum();
            int kinds = 0;
            for (int count : row) {
                sum -= count == 0 ? 0 : count * Math.log(count / n);
                kinds += count == 0 ? 0 : 1;
            }
            assertTrue(kinds <= 4, kinds + " letters follow one history");
            sum += (kinds - 1) / 2.0;
        }
        double sigma = 0.48 / Math.sqrt(LENGTH); // deviation of -ln p over these four
        assertEquals(MarkovText.ENTROPY, sum / (LENGTH - order), 4 * sigma);
    }

    @Test
    void fewerLettersTellLess() {
        int[] text = form(8, 2, 1).text();
        int[][] counts = new int[8][8];
        for (int i = 1; i < text.length; i++) {
            counts[text[i - 1] - 'a'][text[i] - 'a']++;
        }
        double sum = 0;
        for (int[] row : counts) {
            double n = Arrays.stream(row).sum();
            for (int count : row) {
                sum -= count == 0 ? 0 : count * Math.log(count / n);
            }
        }
        double pairs = sum / (LENGTH - 1);
        assertTrue(pairs > MarkovText.ENTROPY + 0.2, "one letter already tells " + pairs);
    }

    @Test
    void theSeedAloneDecides() {
        assertArrayEquals(form(8, 2, 7).text(), form(8, 2, 7).text());
        assertNotEquals(
                Arrays.hashCode(form(8, 2, 7).text()), Arrays.hashCode(form(8, 2, 8).text()));
    }

    @Test
    void isDividedLikeAnyText() {
        var data = form(8, 2, 1).load(DataFiles.in(java.nio.file.Path.of("")));
        assertEquals(8, data.training().classes());
        assertEquals((int) (LENGTH * 0.9 - 1) / 32, data.training().examples());
        assertEquals(32, data.training().columns());
        assertEquals("a", data.training().className(0).orElse(""));
    }

    private static MarkovText form(int letters, int order, long seed) {
        return new MarkovText(LENGTH, letters, order, seed, 32, 0.05, 0.05);
    }
}
