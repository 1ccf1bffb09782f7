package filigree.model.data;

import filigree.model.random.RandomStreams;
import java.util.random.RandomGenerator;

/// The order in which an epoch sees its images: a function of seed and epoch alone, so that a
/// resumed run needs no memory of it.
public final class Order {
    private Order() {}

    /// Returns a permutation of 0 to `examples - 1`, every one equally likely (Fisher-Yates).
    ///
    /// @param epoch counted from 0
    /// @return the caller's own
    public static int[] of(RandomStreams random, long epoch, int examples) {
        RandomGenerator generator = random.stream(RandomStreams.Purpose.SHUFFLE, epoch, 0);
        var order = new int[examples];
        for (int i = 0; i < examples; i++) {
            order[i] = i;
        }
        for (int i = examples - 1; i > 0; i--) {
            int j = generator.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        return order;
    }
}
