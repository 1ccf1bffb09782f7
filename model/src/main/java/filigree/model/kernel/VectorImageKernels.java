package filigree.model.kernel;

import java.lang.foreign.MemorySegment;

/// [ImageKernels] on the Vector API.
final class VectorImageKernels implements ImageKernels {
    @Override
    public void convolve(
            Convolution g,
            SparseRows w,
            float[] bias,
            MemorySegment x,
            long xAt,
            MemorySegment y,
            long yAt) {
        VectorConvolution.convolve(g, w, bias, x, xAt, y, yAt);
    }

    @Override
    public void convolveBackward(
            Convolution g,
            SparseRows columns,
            MemorySegment dy,
            long dyAt,
            MemorySegment dx,
            long dxAt) {
        VectorConvolution.convolveBackward(g, columns, dy, dyAt, dx, dxAt);
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
    public void maxPool(Pooling g, MemorySegment x, long xAt, MemorySegment y, long yAt) {
        VectorPooling.maxPool(g, x, xAt, y, yAt);
    }

    @Override
    public void maxPoolBackward(
            Pooling g,
            MemorySegment x,
            long xAt,
            MemorySegment y,
            long yAt,
            MemorySegment dy,
            long dyAt,
            MemorySegment dx,
            long dxAt) {
        VectorPooling.maxPoolBackward(g, x, xAt, y, yAt, dy, dyAt, dx, dxAt);
    }

    @Override
    public void averagePool(Pooling g, MemorySegment x, long xAt, MemorySegment y, long yAt) {
        VectorPooling.averagePool(g, x, xAt, y, yAt);
    }

    @Override
    public void averagePoolBackward(
            Pooling g, MemorySegment dy, long dyAt, MemorySegment dx, long dxAt) {
        VectorPooling.averagePoolBackward(g, dy, dyAt, dx, dxAt);
    }
}
