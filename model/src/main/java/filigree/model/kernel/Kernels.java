package filigree.model.kernel;

import java.lang.foreign.MemorySegment;

/// The hot loops, behind one seam. Every implementation gives the scalar one's answer within
/// rounding, and its own answer bit for bit each time, interpreted or compiled.
///
/// Callers own shapes and bounds. Memory `x`, `y`, … is laid out as [Tiles] says; `at` is the byte
/// where a tile begins.
public interface Kernels {
    /// For logs and run records, for example `scalar` or `vector-512`.
    String name();

    /// The loops of convolutional networks, for the same registers.
    ImageKernels images();

    /// Some features of one tile, from bytes such as pixels. Every implementation gives the same.
    ///
    /// ```
    /// x(f, c) = table(tableAt + byte f of the example in column c)      f in [from, to)
    /// ```
    ///
    /// @param table 256 numbers from `tableAt`
    void lookUp(
            ByteRows rows, int from, int to, float[] table, int tableAt, MemorySegment x, long xAt);

    /// One tile of `Y = W X + b`.
    ///
    /// ```
    /// y(i, c) = bias(i) + sum_j w(i, j) x(j, c)      j over the non-zeros of row i, c in [0, 64)
    /// ```
    ///
    /// @param bias one a row; empty means 0
    void multiply(PanelRows w, float[] bias, MemorySegment x, long xAt, MemorySegment y, long yAt);

    /// The same with the ReLU that follows: `y = max(W x + b, 0)`.
    void multiplyRelu(
            PanelRows w, float[] bias, MemorySegment x, long xAt, MemorySegment y, long yAt);

    /// The same without a bias, and with the gradient of the ReLU that came before: y is 0 where
    /// `on <= 0`.
    ///
    /// @param on `[rows, 64]`: what that ReLU wrote
    void multiplyWhere(
            PanelRows w,
            MemorySegment on,
            long onAt,
            MemorySegment x,
            long xAt,
            MemorySegment y,
            long yAt);

    /// `y = max(W x + b, floor)` for a single column: one example, as soon as possible.
    ///
    /// Sums are added in another order than in [#multiply], so the last bits may differ from it.
    ///
    /// @param bias of [SlicedRows#column]; what follows the last row is 0
    /// @param x of [SlicedRows#column], where every number is finite
    /// @param y of [SlicedRows#column], overwritten
    /// @param floor 0 for a ReLU, minus infinity for none
    void multiplyColumn(
            SlicedRows w, MemorySegment bias, MemorySegment x, MemorySegment y, float floor);

    /// `sums(i) = sum_j w(i, j) x(j)` for a single column of whole numbers. Exact: every
    /// implementation gives the same.
    ///
    /// @param x of [IntegerRows#column], unsigned bytes
    /// @param sums `[rows]`, overwritten; each is less than 2^31 in magnitude, as the caller knows
    void multiplyIntegers(IntegerRows w, MemorySegment x, int[] sums);

    /// `dW` on the mask for some rows, over all tiles.
    ///
    /// ```
    /// gradients(k) = sum_t sum_c dy(t, i, c) x(t, indices(k), c)     k over rows from … to
    /// ```
    ///
    /// @param from first row
    /// @param to one past the last row
    /// @param gradients one a non-zero of `w`, overwritten for those rows
    /// @param tiles how many; tile t begins at byte `t * xTile`, `t * dyTile`
    void gradient(
            SparseRows w,
            int from,
            int to,
            float[] gradients,
            MemorySegment x,
            long xTile,
            MemorySegment dy,
            long dyTile,
            int tiles);

    /// The whole of some rows of `dY X^T`, for weights that are all trained.
    ///
    /// Sums are added in another order than in [#gradient], so the last bits may differ from it.
    ///
    /// @param columns features of x
    /// @param gradients `[all rows, columns]`, overwritten for those rows
    void wholeGradient(
            int from,
            int to,
            int columns,
            float[] gradients,
            MemorySegment x,
            long xTile,
            MemorySegment dy,
            long dyTile,
            int tiles);

    /// The whole of some rows of `dY X^T`, for growth scores.
    ///
    /// @param columns features of x
    /// @param gradients `[to - from, columns]`, overwritten
    void denseGradient(
            int from,
            int to,
            int columns,
            float[] gradients,
            MemorySegment x,
            long xTile,
            MemorySegment dy,
            long dyTile,
            int tiles);

    /// `sums(i) = sum_t sum_c dy(t, i, c)` for rows from … to: the gradient of a bias.
    void rowSums(int from, int to, float[] sums, MemorySegment dy, long dyTile, int tiles);

    /// `y = max(x, 0)` for some rows of one tile; x and y may be the same.
    void relu(int rows, MemorySegment x, long xAt, MemorySegment y, long yAt);

    /// `dx = dy where y > 0, else 0`; dy and dx may be the same.
    void reluBackward(
            int rows,
            MemorySegment y,
            long yAt,
            MemorySegment dy,
            long dyAt,
            MemorySegment dx,
            long dxAt);

    /// Softmax down the rows of one tile, in place of nothing: reads z, writes p.
    ///
    /// ```
    /// p(i, c) = exp(z(i, c) - max_i z(i, c)) / sum_i exp(…)
    /// ```
    void softmax(int rows, MemorySegment z, long zAt, MemorySegment p, long pAt);

    /// `counts(i) += how many c in [0, columns) have y(i, c) > 0`: how often a neuron fires.
    void countPositive(int rows, int columns, long[] counts, MemorySegment y, long yAt);
}
