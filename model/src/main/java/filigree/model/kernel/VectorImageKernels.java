package filigree.model.kernel;

import java.lang.foreign.MemorySegment;

/// [ImageKernels] on the Vector API.
final class VectorImageKernels implements ImageKernels {
    @Override
    public void convolve(
            Convolution g,
            SparseRows w,
            int from,
            int to,
            float[] bias,
            MemorySegment x,
            long xAt,
            MemorySegment y,
            long yAt) {
        VectorConvolution.convolve(g, w, from, to, bias, x, xAt, y, yAt);
    }

    @Override
    public void convolveBackward(
            Convolution g,
            SparseRows columns,
            int from,
            int to,
            MemorySegment dy,
            long dyAt,
            MemorySegment dx,
            long dxAt) {
        VectorConvolution.convolveBackward(g, columns, from, to, dy, dyAt, dx, dxAt);
    }

    @Override
    public void convolutionGradient(
            Convolution g,
            SparseRows w,
            int from,
            int to,
            float[] gradients,
            MemorySegment x,
            long xTile,
            MemorySegment dy,
            long dyTile,
            int tiles) {
        VectorConvolutionGradient.convolutionGradient(
                g, w, from, to, gradients, x, xTile, dy, dyTile, tiles);
    }

    @Override
    public void denseConvolutionGradient(
            Convolution g,
            int from,
            int to,
            float[] gradients,
            MemorySegment x,
            long xTile,
            MemorySegment dy,
            long dyTile,
            int tiles) {
        VectorConvolutionGradient.denseConvolutionGradient(
                g, from, to, gradients, x, xTile, dy, dyTile, tiles);
    }

    @Override
    public void channelSums(
            int pixels, int from, int to, float[] sums, MemorySegment dy, long dyTile, int tiles) {
        VectorSum.channels(pixels, from, to, sums, dy, dyTile, tiles);
    }

    @Override
    public void maxPool(
            Pooling g, int from, int to, MemorySegment x, long xAt, MemorySegment y, long yAt) {
        VectorPooling.maxPool(g, from, to, x, xAt, y, yAt);
    }

    @Override
    public void maxPoolBackward(
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
            long dxAt) {
        VectorPooling.maxPoolBackward(g, from, to, x, xAt, y, yAt, dy, dyAt, dx, dxAt);
    }

    @Override
    public void averagePool(
            Pooling g, int from, int to, MemorySegment x, long xAt, MemorySegment y, long yAt) {
        VectorPooling.averagePool(g, from, to, x, xAt, y, yAt);
    }

    @Override
    public void averagePoolBackward(
            Pooling g, int from, int to, MemorySegment dy, long dyAt, MemorySegment dx, long dxAt) {
        VectorPooling.averagePoolBackward(g, from, to, dy, dyAt, dx, dxAt);
    }
}
