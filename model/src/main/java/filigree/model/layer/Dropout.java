package filigree.model.layer;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import filigree.model.kernel.Tiles;
import filigree.model.matrix.Activations;
import filigree.model.random.RandomStreams;
import filigree.model.random.RandomStreams.Purpose;
import java.lang.foreign.MemorySegment;
import java.util.List;

/// Dropout with inverted scaling (Srivastava et al. 2014): in training each number is 0 with
/// probability `rate`, else divided by 1 - rate; in evaluation nothing happens.
///
/// What is dropped is a function of seed, step, `index`, feature and column alone: backward asks
/// again instead of remembering, and neither threads nor the size of the batch matter.
///
/// @param size features in and out
/// @param rate in [0, 1)
/// @param index of this layer among those with dropout
/// @param mode the network's
public record Dropout(String name, int size, double rate, int index, PassMode mode)
        implements Layer {
    public Dropout {
        if (!(rate >= 0 && rate < 1)) {
            throw new IllegalArgumentException(name + " drops " + rate + ", not in [0, 1)");
        }
    }

    @Override
    public int inputSize() {
        return size;
    }

    @Override
    public int outputSize() {
        return size;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of();
    }

    @Override
    public boolean worksInPlace() {
        return true;
    }

    @Override
    public void forward(Activations in, Activations out, int tile) {
        pass(in, out, tile);
    }

    @Override
    public void backward(
            Activations in, Activations out, Activations dOut, Activations dIn, int tile) {
        pass(dOut, dIn, tile);
    }

    private void pass(Activations from, Activations to, int tile) {
        if (!mode.isTraining()) {
            copy(from, to, tile);
            return;
        }
        MemorySegment x = from.memory();
        MemorySegment y = to.memory();
        long xAt = tile * from.tileBytes();
        long yAt = tile * to.tileBytes();
        long key = mode.key(Purpose.DROPOUT, index);
        float limit = (float) rate;
        float scale = (float) (1 / (1 - rate));
        for (int f = 0; f < size; f++) {
            for (int c = 0; c < Tiles.COLUMNS; c++) {
                long column = (long) tile * Tiles.COLUMNS + c;
                boolean drop = RandomStreams.uniform(key, column * size + f) < limit;
                long b = f * Tiles.ROW_BYTES + c * 4L;
                float kept = x.get(JAVA_FLOAT, xAt + b) * scale;
                y.set(JAVA_FLOAT, yAt + b, drop ? 0 : kept);
            }
        }
    }

    private static void copy(Activations from, Activations to, int tile) {
        if (from != to) {
            long bytes = from.tileBytes();
            MemorySegment.copy(from.memory(), tile * bytes, to.memory(), tile * bytes, bytes);
        }
    }
}
