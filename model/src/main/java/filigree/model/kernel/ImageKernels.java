package filigree.model.kernel;

import java.lang.foreign.MemorySegment;

/// The hot loops of convolutional networks. What [Kernels] says of layout, bits and bounds holds
/// here too. Feature `(channel * height + y) * width + x`: a pixel is one row of a tile.
public interface ImageKernels {
    /// Some channels of one tile of the convolution `Y = W * X + b`.
    ///
    /// ```
    /// y(i, p) = bias(i) + sum_k values(k) x(pixel of tap indices(k) at p)      k over row i
    /// ```
    ///
    /// @param w one row an output channel, one column a tap
    /// @param from first output channel
    /// @param to one past the last output channel
    /// @param bias one a row
    void convolve(
            Convolution g,
            SparseRows w,
            int from,
            int to,
            float[] bias,
            MemorySegment x,
            long xAt,
            MemorySegment y,
            long yAt);

    /// Some channels of one tile of dL/dx of [#convolve].
    ///
    /// @param columns the weight column by column: one row a tap, one column an output channel
    /// @param from first input channel
    /// @param to one past the last input channel
    void convolveBackward(
            Convolution g,
            SparseRows columns,
            int from,
            int to,
            MemorySegment dy,
            long dyAt,
            MemorySegment dx,
            long dxAt);

    /// dL/dw of [#convolve] on the mask for some rows, over all tiles.
    ///
    /// @param from first row
    /// @param to one past the last row
    /// @param gradients one a non-zero of `w`, overwritten for those rows
    /// @param tiles how many; tile t begins at byte `t * xTile`, `t * dyTile`
    void convolutionGradient(
            Convolution g,
            SparseRows w,
            int from,
            int to,
            float[] gradients,
            MemorySegment x,
            long xTile,
            MemorySegment dy,
            long dyTile,
            int tiles);

    /// The same for every weight of some rows, active or not.
    ///
    /// @param gradients `[to - from, columns]`, overwritten
    void denseConvolutionGradient(
            Convolution g,
            int from,
            int to,
            float[] gradients,
            MemorySegment x,
            long xTile,
            MemorySegment dy,
            long dyTile,
            int tiles);

    /// `sums(i) = sum of dy over tiles, pixels of channel i and columns`, for channels from … to:
    /// the gradient of a bias.
    ///
    /// @param pixels of one channel
    void channelSums(
            int pixels, int from, int to, float[] sums, MemorySegment dy, long dyTile, int tiles);

    /// The largest number of each window, for channels from … to of one tile.
    void maxPool(Pooling g, int from, int to, MemorySegment x, long xAt, MemorySegment y, long yAt);

    /// dL/dx of [#maxPool]: a window's gradient goes to the first of its largest pixels, row by
    /// row.
    void maxPoolBackward(
            Pooling g,
            int from,
            int to,
            MemorySegment x,
            long xAt,
            MemorySegment y,
            long yAt,
            MemorySegment dy,
            long dyAt,
            MemorySegment dx,
            long dxAt);

    /// The mean of each window, for channels from … to of one tile.
    void averagePool(
            Pooling g, int from, int to, MemorySegment x, long xAt, MemorySegment y, long yAt);

    /// dL/dx of [#averagePool].
    void averagePoolBackward(
            Pooling g, int from, int to, MemorySegment dy, long dyAt, MemorySegment dx, long dxAt);
}
