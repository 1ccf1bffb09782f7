package filigree.model.layer;

import filigree.model.matrix.Activations;

/// A layer whose output depends on the whole batch. In training all tiles are gathered before the
/// first one goes forward, and again before the first one goes back; between the two stands a short
/// serial part in a fixed order, so the number of threads changes no bit.
///
/// ```
/// gather(in, tile) for all tiles, settle(), then forward(...) for all tiles
/// gatherBack(in, dOut, tile) for all, settleBack(), then backward(...) for all, gradient(...)
/// ```
///
/// Between these calls it keeps sums over the batch, so one training pass at a time. In evaluation
/// it depends on no batch and `forward` is all there is.
public interface BatchLayer extends LearnedLayer, DivisibleLayer {
    /// Makes room for batches of so many tiles.
    void reserve(int tiles);

    /// Reads some parts of one tile of the input; other threads may read others.
    ///
    /// @param from first of [#forwardParts()]
    /// @param to one past the last part
    void gather(Activations in, int tile, int from, int to);

    /// All parts of a tile.
    default void gather(Activations in, int tile) {
        gather(in, tile, 0, forwardParts());
    }

    /// Brings together what was gathered from each tile, in order.
    void settle();

    /// Reads some parts of one tile of dL/dout; other threads may read others.
    ///
    /// @param from first of [#backwardParts()]
    /// @param to one past the last part
    void gatherBack(Activations in, Activations dOut, int tile, int from, int to);

    /// All parts of a tile.
    default void gatherBack(Activations in, Activations dOut, int tile) {
        gatherBack(in, dOut, tile, 0, backwardParts());
    }

    /// Brings together what was gathered from each tile on the way back, in order.
    void settleBack();
}
