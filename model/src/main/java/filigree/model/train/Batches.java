package filigree.model.train;

import filigree.model.data.DatasetPart;
import filigree.model.data.Order;
import filigree.model.random.RandomStreams;

/// Which examples each step sees: a function of the seed and the step alone. Every epoch is
/// shuffled; its last partial batch is dropped.
final class Batches {
    private final DatasetPart training;
    private final RandomStreams random;
    private final int size;
    private final long perEpoch;
    private long orderedEpoch = -1;
    private int[] order = {};

    /// @param size examples of a batch, at most those of `training`
    Batches(DatasetPart training, RandomStreams random, int size) {
        this.training = training;
        this.random = random;
        this.size = size;
        this.perEpoch = training.examples() / size;
    }

    long perEpoch() {
        return perEpoch;
    }

    /// Writes the items of one step's batch, those of an example side by side, and their classes.
    ///
    /// @param items places in the data set, written from `at`
    /// @param labels their classes, written from `at`
    void choose(long step, int[] items, int[] labels, int at) {
        long epoch = step / perEpoch;
        if (epoch != orderedEpoch) {
            order = Order.of(random, epoch, training.examples());
            orderedEpoch = epoch;
        }
        int first = Math.toIntExact(step % perEpoch) * size;
        int columns = training.dataset().columns();
        for (int c = 0; c < size * columns; c++) {
            int item = order[first + c / columns] * columns + c % columns;
            items[at + c] = training.index(item);
            labels[at + c] = training.label(item);
        }
    }
}
