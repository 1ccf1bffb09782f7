package filigree.model.layer;

import filigree.model.matrix.Activations;
import java.util.List;

/// One differentiable step of a network. The network owns every buffer; a layer keeps none between
/// calls. Forward and backward work on one tile of columns at a time, so that one thread can carry
/// a tile through the whole network.
public interface Layer {
    /// Unique within the network, for example `fc1`.
    String name();

    /// Features coming in.
    int inputSize();

    /// Features going out.
    int outputSize();

    List<Parameter> parameters();

    /// Whether `out` may be the same buffer as `in`, and `dIn` the same as `dOut`.
    default boolean worksInPlace() {
        return false;
    }

    /// Whether `backward` reads `out`. Then nothing writes over it but a ReLU, behind whose zeros
    /// no gradient comes back.
    default boolean readsOutput() {
        return false;
    }

    /// Computes one tile of `out` from `in`.
    ///
    /// @param in `[inputSize, columns]`, only read
    /// @param out `[outputSize, columns]`, that tile overwritten
    void forward(Activations in, Activations out, int tile);

    /// Carries one tile of the loss's gradient back through this layer.
    ///
    /// @param in what `forward` was given
    /// @param out what `forward` wrote
    /// @param dOut dL/dout, `[outputSize, columns]`, padding 0, only read
    /// @param dIn dL/din, `[inputSize, columns]`, that tile overwritten
    void backward(Activations in, Activations out, Activations dOut, Activations dIn, int tile);
}
