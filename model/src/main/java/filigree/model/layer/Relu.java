package filigree.model.layer;

import filigree.model.kernel.Kernels;
import filigree.model.matrix.Activations;
import java.util.List;

/// `Y = max(X, 0)`; the gradient at 0 is 0.
///
/// @param size features in and out
public record Relu(String name, int size, Kernels kernels) implements Layer {
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
    public void forward(Activations in, Activations out, int tile) {
        kernels.relu(
                size, in.memory(), tile * in.tileBytes(), out.memory(), tile * out.tileBytes());
    }

    @Override
    public void backward(
            Activations in, Activations out, Activations dOut, Activations dIn, int tile) {
        kernels.reluBackward(
                size,
                out.memory(),
                tile * out.tileBytes(),
                dOut.memory(),
                tile * dOut.tileBytes(),
                dIn.memory(),
                tile * dIn.tileBytes());
    }
}
