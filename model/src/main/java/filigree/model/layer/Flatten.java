package filigree.model.layer;

import filigree.model.matrix.Activations;
import java.util.List;

/// Pixels of channels become plain features. Their order is channel, row, column already, so
/// nothing moves; it marks the place where the picture ends.
///
/// @param size features in and out
public record Flatten(String name, int size) implements LocalLayer {
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
    public int parts() {
        return size;
    }

    @Override
    public void forward(Activations in, Activations out, int tile, int from, int to) {
        copy(in, out, tile, from, to);
    }

    @Override
    public void backward(
            Activations in,
            Activations out,
            Activations dOut,
            Activations dIn,
            int tile,
            int from,
            int to) {
        copy(dOut, dIn, tile, from, to);
    }

    private static void copy(Activations in, Activations out, int tile, int from, int to) {
        if (in != out) {
            out.copyRows(in, tile, from, to);
        }
    }
}
