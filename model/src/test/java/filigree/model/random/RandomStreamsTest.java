package filigree.model.random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.model.random.RandomStreams.Purpose;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RandomStreamsTest {
    private static final int N = 100_000;

    @Test
    void normalNumbersHaveMeanZeroAndDeviationOne() {
        long key = new RandomStreams(1).key(Purpose.INITIAL_WEIGHTS, 0, 0);
        double sum = 0;
        double squares = 0;
        double cubes = 0;
        int beyondTwo = 0;
        for (int i = 0; i < N; i++) {
            double x = RandomStreams.normal(key, i);
            sum += x;
            squares += x * x;
            cubes += x * x * x;
            beyondTwo += Math.abs(x) > 2 ? 1 : 0;
        }
        assertEquals(0, sum / N, 0.015, "five standard errors");
        assertEquals(1, squares / N, 0.025);
        assertEquals(0, cubes / N, 0.06);
        assertEquals(0.0455, (double) beyondTwo / N, 0.004);
    }

    @Test
    void uniformNumbersFillTheUnitInterval() {
        long key = new RandomStreams(2).key(Purpose.GROW, 5, 1);
        int[] counts = new int[10];
        for (int i = 0; i < N; i++) {
            float u = RandomStreams.uniform(key, i);
            assertTrue(u >= 0 && u < 1, "u is " + u);
            counts[(int) (u * 10)]++;
        }
        for (int count : counts) {
            assertEquals(N / 10, count, 500, "five standard errors");
        }
    }

    @Test
    void seedPurposeStepAndIndexEachGiveOtherNumbers() {
        Set<Long> keys = new HashSet<>();
        int n = 0;
        for (long seed = 0; seed < 5; seed++) {
            for (Purpose purpose : Purpose.values()) {
                for (long step = 0; step < 5; step++) {
                    for (int index = 0; index < 5; index++, n++) {
                        keys.add(new RandomStreams(seed).key(purpose, step, index));
                    }
                }
            }
        }
        assertEquals(n, keys.size());
    }

    @Test
    void aStreamIsAFunctionOfItsName() {
        var random = new RandomStreams(3);
        var a = random.stream(Purpose.SHUFFLE, 7, 0);
        var b = random.stream(Purpose.SHUFFLE, 7, 0);
        for (int i = 0; i < 10; i++) {
            assertEquals(a.nextLong(), b.nextLong());
        }
    }

    @Test
    void theFirstNumbersNeverChange() { // saved results depend on them
        long key = new RandomStreams(1).key(Purpose.INITIAL_WEIGHTS, 0, 0);
        assertEquals(259634173664314059L, key);
        assertEquals(0.5928708910942078, RandomStreams.uniform(key, 0), 1e-9);
        assertEquals(1.0076932059638575, RandomStreams.normal(key, 0), 1e-15);
    }
}
