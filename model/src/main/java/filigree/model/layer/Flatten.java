package filigree.model.layer;

import filigree.model.matrix.Activations;
import java.lang.foreign.MemorySegment;
import java.util.List;

/// Pixels of channels become plain features. Their order is channel, row, column already, so
/// nothing moves; it marks the place where the picture ends.
///
/// @param size features in and out
public record Flatten(String name, int size) implements Layer {
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
        copy(in, out, tile);
    }

    @Override
    public void backward(
            Activations in, Activations out, Activations dOut, Activations dIn, int tile) {
        copy(dOut, dIn, tile);
    }

    private static void copy(Activations from, Activations to, int tile) {
        if (from != to) {
            long at = tile * from.tileBytes();
            MemorySegment.copy(from.memory(), at, to.memory(), at, from.tileBytes());
        }
    }
}
