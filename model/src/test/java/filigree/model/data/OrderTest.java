package filigree.model.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import filigree.model.random.RandomStreams;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderTest {
    private static final RandomStreams RANDOM = new RandomStreams(1);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 1000, 55_000})
    void isAPermutation(int n) {
        int[] sorted = Order.of(RANDOM, 3, n);
        Arrays.sort(sorted);
        assertArrayEquals(IntStream.range(0, n).toArray(), sorted);
    }

    @Test
    void dependsOnSeedAndEpochAlone() {
        int[] order = Order.of(RANDOM, 5, 1000);
        assertArrayEquals(order, Order.of(new RandomStreams(1), 5, 1000));
        assertFalse(Arrays.equals(order, Order.of(RANDOM, 6, 1000)));
        assertFalse(Arrays.equals(order, Order.of(new RandomStreams(2), 5, 1000)));
    }

    @Test
    void everyPermutationIsEquallyLikely() {
        int epochs = 60_000;
        var counts = new int[27];
        for (int epoch = 0; epoch < epochs; epoch++) {
            int[] order = Order.of(RANDOM, epoch, 3);
            counts[order[0] * 9 + order[1] * 3 + order[2]]++;
        }
        // Six permutations, 10,000 each expected, standard deviation 91.
        assertEquals(6, Arrays.stream(counts).filter(c -> Math.abs(c - 10_000) < 500).count());
    }
}
