package filigree.model.kernel;

import static jdk.incubator.vector.FloatVector.fromMemorySegment;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Convolutions of a tile, forward and backward.
///
/// Two neighbouring pixels in four registers each make eight independent sums for one broadcast
/// weight. Where a window hangs over the edge, or a row has an odd pixel, single pixels are taken
/// with a check for each tap. Small methods on purpose, see [VectorKernels].
final class VectorConvolution {
    private static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;
    private static final long V = F.length() * 4L; // bytes of one register
    private static final long GROUP = 4 * V;
    private static final long ROW = Tiles.ROW_BYTES;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private VectorConvolution() {}

    static void convolve(
            Convolution g,
            SparseRows w,
            int from,
            int to,
            float[] bias,
            MemorySegment x,
            long xOffset,
            MemorySegment y,
            long yOffset) {
        long xAt = Unchecked.at(x, xOffset, g.inputSize() * ROW);
        long yAt = Unchecked.at(y, yOffset, (long) to * g.outPixels() * ROW);
        try {
            for (int i = from; i < to; i++) {
                long at = yAt + (long) i * g.outPixels() * ROW;
                for (int oy = 0; oy < g.outHeight; oy++) {
                    for (int ox = 0; ox < g.outWidth; at += ROW) {
                        if (ox + 1 < g.outWidth && g.isInside(oy, ox, ox + 1)) {
                            long corner = xAt + g.corner(oy, ox) * ROW;
                            for (long v = 0; v < ROW; v += GROUP) {
                                pair(g, w, i, bias[i], x, corner + v, y, at + v);
                            }
                            at += ROW;
                            ox += 2;
                        } else {
                            LineTaps taps = LineTaps.ofPixel(g, w, i, oy, ox);
                            for (long v = 0; v < ROW; v += GROUP) {
                                single(taps, bias[i], x, xAt + v, y, at + v);
                            }
                            ox++;
                        }
                    }
                }
            }
        } finally {
            Reference.reachabilityFence(x);
            Reference.reachabilityFence(y);
        }
    }

    private static void pair(
            Convolution g,
            SparseRows w,
            int i,
            float bias,
            MemorySegment x,
            long corner,
            MemorySegment y,
            long to) {
        x = Unchecked.memory(x);
        y = Unchecked.memory(y);
        char[] indices = w.narrow();
        int[] offset = g.offset;
        float[] values = w.values;
        int end = w.starts[i + 1];
        long next = g.stride * ROW;
        FloatVector a0 = FloatVector.broadcast(F, bias);
        FloatVector a1 = a0;
        FloatVector a2 = a0;
        FloatVector a3 = a0;
        FloatVector b0 = a0;
        FloatVector b1 = a0;
        FloatVector b2 = a0;
        FloatVector b3 = a0;
        for (int k = w.starts[i]; k < end; k++) {
            FloatVector wk = FloatVector.broadcast(F, values[k]);
            long at = corner + offset[indices[k]] * ROW;
            a0 = wk.fma(fromMemorySegment(F, x, at, ORDER), a0);
            a1 = wk.fma(fromMemorySegment(F, x, at + V, ORDER), a1);
            a2 = wk.fma(fromMemorySegment(F, x, at + 2 * V, ORDER), a2);
            a3 = wk.fma(fromMemorySegment(F, x, at + 3 * V, ORDER), a3);
            b0 = wk.fma(fromMemorySegment(F, x, at + next, ORDER), b0);
            b1 = wk.fma(fromMemorySegment(F, x, at + next + V, ORDER), b1);
            b2 = wk.fma(fromMemorySegment(F, x, at + next + 2 * V, ORDER), b2);
            b3 = wk.fma(fromMemorySegment(F, x, at + next + 3 * V, ORDER), b3);
        }
        a0.intoMemorySegment(y, to, ORDER);
        a1.intoMemorySegment(y, to + V, ORDER);
        a2.intoMemorySegment(y, to + 2 * V, ORDER);
        a3.intoMemorySegment(y, to + 3 * V, ORDER);
        b0.intoMemorySegment(y, to + ROW, ORDER);
        b1.intoMemorySegment(y, to + ROW + V, ORDER);
        b2.intoMemorySegment(y, to + ROW + 2 * V, ORDER);
        b3.intoMemorySegment(y, to + ROW + 3 * V, ORDER);
    }

    private static void single(
            LineTaps taps, float bias, MemorySegment x, long xAt, MemorySegment y, long to) {
        x = Unchecked.memory(x);
        y = Unchecked.memory(y);
        int count = taps.count;
        int[] pixels = taps.rows;
        float[] values = taps.values;
        FloatVector a0 = FloatVector.broadcast(F, bias);
        FloatVector a1 = a0;
        FloatVector a2 = a0;
        FloatVector a3 = a0;
        for (int k = 0; k < count; k++) {
            FloatVector wk = FloatVector.broadcast(F, values[k]);
            long at = xAt + pixels[k] * ROW;
            a0 = wk.fma(fromMemorySegment(F, x, at, ORDER), a0);
            a1 = wk.fma(fromMemorySegment(F, x, at + V, ORDER), a1);
            a2 = wk.fma(fromMemorySegment(F, x, at + 2 * V, ORDER), a2);
            a3 = wk.fma(fromMemorySegment(F, x, at + 3 * V, ORDER), a3);
        }
        a0.intoMemorySegment(y, to, ORDER);
        a1.intoMemorySegment(y, to + V, ORDER);
        a2.intoMemorySegment(y, to + 2 * V, ORDER);
        a3.intoMemorySegment(y, to + 3 * V, ORDER);
    }

    /// An input row of one channel gathers from one kernel column after the other: under a fixed
    /// column neighbouring output pixels go to input pixels a stride apart, without a check.
    static void convolveBackward(
            Convolution g,
            SparseRows columns,
            int from,
            int to,
            MemorySegment dy,
            long dyOffset,
            MemorySegment dx,
            long dxOffset) {
        long dyAt = Unchecked.at(dy, dyOffset, (long) columns.columns * g.outPixels() * ROW);
        long dxAt = Unchecked.at(dx, dxOffset, g.inputSize() * ROW);
        int pixels = g.height * g.width;
        clear(dx, dxAt + (long) from * pixels * ROW, (to - from) * pixels);
        try {
            long next = g.stride * ROW;
            for (int line = from * g.height; line < to * g.height; line++) {
                for (int kx = 0; kx < g.kernelWidth; kx++) {
                    LineTaps taps =
                            LineTaps.collect(g, columns, line / g.height, line % g.height, kx);
                    int end = g.endColumn(kx);
                    int ox = g.firstColumn(kx);
                    long corner = (long) line * g.width + (long) ox * g.stride - g.padding + kx;
                    long at = dxAt + corner * ROW;
                    for (; ox + 1 < end; ox += 2, at += 2 * next) {
                        for (long v = 0; v < ROW; v += GROUP) {
                            pairBackward(taps, dy, dyAt + ox * ROW + v, dx, at + v, next);
                        }
                    }
                    for (; ox < end; ox++, at += next) {
                        for (long v = 0; v < ROW; v += GROUP) {
                            singleBackward(taps, dy, dyAt + ox * ROW + v, dx, at + v);
                        }
                    }
                }
            }
        } finally {
            Reference.reachabilityFence(dy);
            Reference.reachabilityFence(dx);
        }
    }

    private static void pairBackward(
            LineTaps taps, MemorySegment dy, long dyAt, MemorySegment dx, long to, long next) {
        dy = Unchecked.memory(dy);
        dx = Unchecked.memory(dx);
        int count = taps.count;
        int[] rows = taps.rows;
        float[] values = taps.values;
        FloatVector a0 = fromMemorySegment(F, dx, to, ORDER);
        FloatVector a1 = fromMemorySegment(F, dx, to + V, ORDER);
        FloatVector a2 = fromMemorySegment(F, dx, to + 2 * V, ORDER);
        FloatVector a3 = fromMemorySegment(F, dx, to + 3 * V, ORDER);
        FloatVector b0 = fromMemorySegment(F, dx, to + next, ORDER);
        FloatVector b1 = fromMemorySegment(F, dx, to + next + V, ORDER);
        FloatVector b2 = fromMemorySegment(F, dx, to + next + 2 * V, ORDER);
        FloatVector b3 = fromMemorySegment(F, dx, to + next + 3 * V, ORDER);
        for (int k = 0; k < count; k++) {
            FloatVector wk = FloatVector.broadcast(F, values[k]);
            long at = dyAt + rows[k] * ROW;
            a0 = wk.fma(fromMemorySegment(F, dy, at, ORDER), a0);
            a1 = wk.fma(fromMemorySegment(F, dy, at + V, ORDER), a1);
            a2 = wk.fma(fromMemorySegment(F, dy, at + 2 * V, ORDER), a2);
            a3 = wk.fma(fromMemorySegment(F, dy, at + 3 * V, ORDER), a3);
            b0 = wk.fma(fromMemorySegment(F, dy, at + ROW, ORDER), b0);
            b1 = wk.fma(fromMemorySegment(F, dy, at + ROW + V, ORDER), b1);
            b2 = wk.fma(fromMemorySegment(F, dy, at + ROW + 2 * V, ORDER), b2);
            b3 = wk.fma(fromMemorySegment(F, dy, at + ROW + 3 * V, ORDER), b3);
        }
        a0.intoMemorySegment(dx, to, ORDER);
        a1.intoMemorySegment(dx, to + V, ORDER);
        a2.intoMemorySegment(dx, to + 2 * V, ORDER);
        a3.intoMemorySegment(dx, to + 3 * V, ORDER);
        b0.intoMemorySegment(dx, to + next, ORDER);
        b1.intoMemorySegment(dx, to + next + V, ORDER);
        b2.intoMemorySegment(dx, to + next + 2 * V, ORDER);
        b3.intoMemorySegment(dx, to + next + 3 * V, ORDER);
    }

    private static void singleBackward(
            LineTaps taps, MemorySegment dy, long dyAt, MemorySegment dx, long to) {
        dy = Unchecked.memory(dy);
        dx = Unchecked.memory(dx);
        int[] rows = taps.rows;
        float[] values = taps.values;
        FloatVector a0 = fromMemorySegment(F, dx, to, ORDER);
        FloatVector a1 = fromMemorySegment(F, dx, to + V, ORDER);
        FloatVector a2 = fromMemorySegment(F, dx, to + 2 * V, ORDER);
        FloatVector a3 = fromMemorySegment(F, dx, to + 3 * V, ORDER);
        for (int k = 0; k < taps.count; k++) {
            FloatVector wk = FloatVector.broadcast(F, values[k]);
            long at = dyAt + rows[k] * ROW;
            a0 = wk.fma(fromMemorySegment(F, dy, at, ORDER), a0);
            a1 = wk.fma(fromMemorySegment(F, dy, at + V, ORDER), a1);
            a2 = wk.fma(fromMemorySegment(F, dy, at + 2 * V, ORDER), a2);
            a3 = wk.fma(fromMemorySegment(F, dy, at + 3 * V, ORDER), a3);
        }
        a0.intoMemorySegment(dx, to, ORDER);
        a1.intoMemorySegment(dx, to + V, ORDER);
        a2.intoMemorySegment(dx, to + 2 * V, ORDER);
        a3.intoMemorySegment(dx, to + 3 * V, ORDER);
    }

    /// @param rows of 64 numbers
    private static void clear(MemorySegment memory, long at, int rows) {
        MemorySegment m = Unchecked.memory(memory);
        FloatVector zero = FloatVector.zero(F);
        for (long v = 0; v < rows * ROW; v += V) {
            zero.intoMemorySegment(m, at + v, ORDER);
        }
    }
}
