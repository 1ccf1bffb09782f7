package filigree.model.layer;

import filigree.model.matrix.Activations;

/// A layer that does the work of a neighbouring ReLU in its own last store, which saves a pass over
/// memory. The bits are those of the two layers one after the other.
public interface MergesRelu extends Layer {
    /// This layer and the ReLU behind it: `out = max(forward(in), 0)`.
    void forwardRelu(Activations in, Activations out, int tile);

    /// Back through this layer and the ReLU before it, which wrote `in`: `dIn` is 0 where `in <=
    /// 0`.
    ///
    /// Parameters are those of [Layer#backward].
    void backwardRelu(Activations in, Activations out, Activations dOut, Activations dIn, int tile);
}
