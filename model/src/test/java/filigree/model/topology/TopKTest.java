package filigree.model.topology;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopKTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0, 3",
        "1, 0, 3",
        "1, 1, 3",
        "5, 10, 3",
        "1000, 1, 1",
        "1000, 500, 2",
        "5000, 3, 100",
        "20000, 1000, 7",
        "20000, 19999, 1000000",
        "50000, 2500, 1000000",
        "50000, 25000, 3",
        "100000, 900, 1000000",
        "100000, 3000, 1000000",
        "100000, 30000, 9"
    })
    void isASortWithTheLowerIndexFirst(int n, int k, int kinds) {
        var random = new SplittableRandom(n + 31L * k);
        float[] scores = new float[n];
        for (int i = 0; i < n; i++) {
            scores[i] = (random.nextInt(kinds) - kinds / 2) / 8f;
        }
        check(scores, k);
        Arrays.sort(scores); // each one enters
        check(scores, k);
        for (int i = 0; i < n / 2; i++) {
            float score = scores[i];
            scores[i] = scores[n - 1 - i];
            scores[n - 1 - i] = score;
        }
        check(scores, k); // none does after the first ones
    }

    @Test
    void ordersExtremeNumbers() {
        check(
                new float[] {
                    0f,
                    -0f,
                    Float.MIN_VALUE,
                    -Float.MIN_VALUE,
                    Float.POSITIVE_INFINITY,
                    Float.NEGATIVE_INFINITY,
                    Float.MAX_VALUE,
                    -Float.MAX_VALUE,
                    1,
                    -1
                },
                5);
    }

    @Test
    void minusZeroIsZero() {
        var top = new TopK(1);
        top.offer(3, -0f);
        top.offer(4, 0f);
        assertArrayEquals(new long[] {3}, top.indices());
    }

    @Test
    void refusesWhatIsNoNumber() {
        var top = new TopK(1);
        assertThrows(IllegalArgumentException.class, () -> top.offer(0, Float.NaN));
        float[] scores = {1, Float.NaN, 2};
        var error =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> new TopK(2).offer(block(7, 3), scores, 0, 3, 0));
        assertEquals("the score of weight 8 is not a number", error.getMessage());
    }

    private static Entries block(long first, int size) {
        var e = new Entries(size, Set.of(), false);
        Arrays.setAll(e.index, i -> first + i);
        e.size = size;
        return e;
    }

    private static void check(float[] scores, int k) {
        var top = new TopK(k);
        for (int i = 0; i < scores.length; i++) {
            top.offer(10 + 2L * i, scores[i]);
        }
        long[] expected =
                IntStream.range(0, scores.length)
                        .boxed()
                        .sorted(
                                Comparator.comparingDouble((Integer i) -> -(scores[i] + 0f))
                                        .thenComparing(Comparator.naturalOrder()))
                        .limit(k)
                        .mapToLong(i -> 10 + 2L * i)
                        .sorted()
                        .toArray();
        assertArrayEquals(expected, top.indices());
        assertArrayEquals(expected, top.indices(), "asking changes nothing");
        assertArrayEquals(expected, inBlocks(scores, k).indices(), "in blocks");
    }

    /// The same indices, in pieces of blocks of 700.
    private static TopK inBlocks(float[] scores, int k) {
        var top = new TopK(k);
        for (int from = 0; from < scores.length; from += 700) {
            int size = Math.min(700, scores.length - from);
            Entries e = block(0, size);
            Arrays.setAll(e.index, i -> 2L * i);
            float[] some = Arrays.copyOfRange(scores, from, from + size);
            for (int i = 0; i < size; ) {
                int to = Math.min(size, i + 1 + (from + i) % 90);
                top.offer(e, some, i, to, 10 + 2L * from);
                i = to;
            }
        }
        return top;
    }
}
