package filigree.model.layer;

import filigree.model.kernel.Kernels;
import filigree.model.matrix.Activations;
import java.util.List;

/// `Y = max(X, 0)`; the gradient at 0 is 0.
///
/// @param size features in and out
public record Relu(String name, int size, Kernels kernels) implements LocalLayer {
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
    public boolean readsOutput() {
        return true;
    }

    @Override
    public int parts() {
        return size;
    }

    @Override
    public void forward(Activations in, Activations out, int tile, int from, int to) {
        kernels.relu(
                to - from,
                in.memory(),
                TileRows.at(in, tile, from),
                out.memory(),
                TileRows.at(out, tile, from));
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
        kernels.reluBackward(
                to - from,
                out.memory(),
                TileRows.at(out, tile, from),
                dOut.memory(),
                TileRows.at(dOut, tile, from),
                dIn.memory(),
                TileRows.at(dIn, tile, from));
    }
}
