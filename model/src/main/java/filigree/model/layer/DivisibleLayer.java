package filigree.model.layer;

import filigree.model.matrix.Activations;

/// A layer whose work on a tile may be cut, so that several threads can share it.
///
/// What a pass writes consists of parts of equally many neighbouring rows, channels of an image for
/// instance. Part p of n are the rows from `p / n` to `(p + 1) / n` of all, and each of them is
/// computed as if all were.
public interface DivisibleLayer extends Layer {
    /// Parts of `out`, at least 1.
    int forwardParts();

    /// Parts of `dIn`, at least 1.
    int backwardParts();

    /// Whether part p of what it writes depends on the rows from `p / n` to `(p + 1) / n` alone of
    /// what it reads, on both ways, so that one task may do it right behind the layer in front. A
    /// layer of which that is not true has parameters: `in` and `dOut` stay as they are.
    boolean isLocal();

    /// Computes some parts of one tile of `out` from `in`.
    ///
    /// @param from first part
    /// @param to one past the last part
    void forward(Activations in, Activations out, int tile, int from, int to);

    /// Computes some parts of one tile of `dIn`.
    ///
    /// @param from first part
    /// @param to one past the last part
    void backward(
            Activations in,
            Activations out,
            Activations dOut,
            Activations dIn,
            int tile,
            int from,
            int to);

    @Override
    default void forward(Activations in, Activations out, int tile) {
        forward(in, out, tile, 0, forwardParts());
    }

    @Override
    default void backward(
            Activations in, Activations out, Activations dOut, Activations dIn, int tile) {
        backward(in, out, dOut, dIn, tile, 0, backwardParts());
    }
}
