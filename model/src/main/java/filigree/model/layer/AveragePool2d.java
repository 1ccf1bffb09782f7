package filigree.model.layer;

import filigree.model.kernel.ImageKernels;
import filigree.model.kernel.Pooling;
import filigree.model.matrix.Activations;
import java.util.List;

/// The mean of each window of pixels.
///
/// @param geometry sizes of the input and of the windows
/// @param kernels run the loops
public record AveragePool2d(String name, Pooling geometry, ImageKernels kernels)
        implements LocalLayer {
    @Override
    public int inputSize() {
        return geometry.inputSize();
    }

    @Override
    public int outputSize() {
        return geometry.outputSize();
    }

    @Override
    public List<Parameter> parameters() {
        return List.of();
    }

    @Override
    public int parts() {
        return geometry.channels();
    }

    @Override
    public void forward(Activations in, Activations out, int tile, int from, int to) {
        kernels.averagePool(
                geometry,
                from,
                to,
                in.memory(),
                tile * in.tileBytes(),
                out.memory(),
                tile * out.tileBytes());
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
        kernels.averagePoolBackward(
                geometry,
                from,
                to,
                dOut.memory(),
                tile * dOut.tileBytes(),
                dIn.memory(),
                tile * dIn.tileBytes());
    }
}
