package filigree.model.kernel;

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
            float[] bias,
            MemorySegment x,
            long xOffset,
            MemorySegment y,
            long yOffset) {
        long xAt = Unchecked.at(x, xOffset, g.inputSize() * ROW);
        long yAt = Unchecked.at(y, yOffset, (long) w.rows * g.outPixels() * ROW);
        try {
            for (int i = 0; i < w.rows; i++) {
                long to = yAt + (long) i * g.outPixels() * ROW;
                for (int oy = 0; oy < g.outHeight; oy++) {
                    for (int ox = 0; ox < g.outWidth; to += ROW) {
                        if (ox + 1 < g.outWidth && g.isInside(oy, ox, ox + 1)) {
                            long corner = xAt + g.corner(oy, ox) * ROW;
                            for (long v = 0; v < ROW; v += GROUP) {
                                pair(g, w, i, bias[i], x, corner + v, y, to + v);
                            }
                            to += ROW;
                            ox += 2;
                        } else {
                            for (long v = 0; v < ROW; v += GROUP) {
                                single(g, w, i, bias[i], oy, ox, x, xAt + v, y, to + v);
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
        int[] indices = w.indices;
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
            a0 = wk.fma(load(x, at), a0);
            a1 = wk.fma(load(x, at + V), a1);
            a2 = wk.fma(load(x, at + 2 * V), a2);
            a3 = wk.fma(load(x, at + 3 * V), a3);
            b0 = wk.fma(load(x, at + next), b0);
            b1 = wk.fma(load(x, at + next + V), b1);
            b2 = wk.fma(load(x, at + next + 2 * V), b2);
            b3 = wk.fma(load(x, at + next + 3 * V), b3);
        }
        store(a0, y, to);
        store(a1, y, to + V);
        store(a2, y, to + 2 * V);
        store(a3, y, to + 3 * V);
        store(b0, y, to + ROW);
        store(b1, y, to + ROW + V);
        store(b2, y, to + ROW + 2 * V);
        store(b3, y, to + ROW + 3 * V);
    }

    private static void single(
            Convolution g,
            SparseRows w,
            int i,
            float bias,
            int oy,
            int ox,
            MemorySegment x,
            long xAt,
            MemorySegment y,
            long to) {
        x = Unchecked.memory(x);
        y = Unchecked.memory(y);
        FloatVector a0 = FloatVector.broadcast(F, bias);
        FloatVector a1 = a0;
        FloatVector a2 = a0;
        FloatVector a3 = a0;
        for (int k = w.starts[i]; k < w.starts[i + 1]; k++) {
            int tap = w.indices[k];
            if (g.reads(tap, oy, ox)) {
                FloatVector wk = FloatVector.broadcast(F, w.values[k]);
                long at = xAt + (g.corner(oy, ox) + g.offset[tap]) * ROW;
                a0 = wk.fma(load(x, at), a0);
                a1 = wk.fma(load(x, at + V), a1);
                a2 = wk.fma(load(x, at + 2 * V), a2);
                a3 = wk.fma(load(x, at + 3 * V), a3);
            }
        }
        store(a0, y, to);
        store(a1, y, to + V);
        store(a2, y, to + 2 * V);
        store(a3, y, to + 3 * V);
    }

    /// An input row of one channel gathers from one kernel column after the other: under a fixed
    /// column neighbouring output pixels go to input pixels a stride apart, without a check.
    static void convolveBackward(
            Convolution g,
            SparseRows columns,
            MemorySegment dy,
            long dyOffset,
            MemorySegment dx,
            long dxOffset) {
        long dyAt = Unchecked.at(dy, dyOffset, (long) columns.columns * g.outPixels() * ROW);
        long dxAt = Unchecked.at(dx, dxOffset, g.inputSize() * ROW);
        clear(dx, dxAt, g.inputSize());
        try {
            long step = g.stride * ROW;
            for (int line = 0; line < g.channels * g.height; line++) {
                int channel = line / g.height;
                int y = line % g.height;
                for (int kx = 0; kx < g.kernelWidth; kx++) {
                    int tap = channel * g.kernelHeight * g.kernelWidth + kx;
                    int end = g.endColumn(kx);
                    int ox = g.firstColumn(kx);
                    long to =
                            dxAt
                                    + ((long) line * g.width
                                                    + (long) ox * g.stride
                                                    - g.padding
                                                    + kx)
                                            * ROW;
                    for (; ox + 1 < end; ox += 2, to += 2 * step) {
                        for (long v = 0; v < ROW; v += GROUP) {
                            pairBackward(g, columns, tap, y, dy, dyAt + ox * ROW + v, dx, to + v);
                        }
                    }
                    for (; ox < end; ox++, to += step) {
                        for (long v = 0; v < ROW; v += GROUP) {
                            singleBackward(g, columns, tap, y, dy, dyAt + ox * ROW + v, dx, to + v);
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
            Convolution g,
            SparseRows columns,
            int firstTap,
            int y,
            MemorySegment dy,
            long dyAt,
            MemorySegment dx,
            long to) {
        dy = Unchecked.memory(dy);
        dx = Unchecked.memory(dx);
        int[] indices = columns.indices;
        float[] values = columns.values;
        long plane = g.outPixels() * ROW;
        long next = g.stride * ROW;
        FloatVector a0 = load(dx, to);
        FloatVector a1 = load(dx, to + V);
        FloatVector a2 = load(dx, to + 2 * V);
        FloatVector a3 = load(dx, to + 3 * V);
        FloatVector b0 = load(dx, to + next);
        FloatVector b1 = load(dx, to + next + V);
        FloatVector b2 = load(dx, to + next + 2 * V);
        FloatVector b3 = load(dx, to + next + 3 * V);
        for (int ky = 0; ky < g.kernelHeight; ky++) {
            int from = y + g.padding - ky;
            int oy = from / g.stride;
            if (from < 0 || oy * g.stride != from || oy >= g.outHeight) {
                continue;
            }
            int tap = firstTap + ky * g.kernelWidth;
            long row = dyAt + (long) oy * g.outWidth * ROW;
            int end = columns.starts[tap + 1];
            for (int k = columns.starts[tap]; k < end; k++) {
                FloatVector wk = FloatVector.broadcast(F, values[k]);
                long at = row + indices[k] * plane;
                a0 = wk.fma(load(dy, at), a0);
                a1 = wk.fma(load(dy, at + V), a1);
                a2 = wk.fma(load(dy, at + 2 * V), a2);
                a3 = wk.fma(load(dy, at + 3 * V), a3);
                b0 = wk.fma(load(dy, at + ROW), b0);
                b1 = wk.fma(load(dy, at + ROW + V), b1);
                b2 = wk.fma(load(dy, at + ROW + 2 * V), b2);
                b3 = wk.fma(load(dy, at + ROW + 3 * V), b3);
            }
        }
        store(a0, dx, to);
        store(a1, dx, to + V);
        store(a2, dx, to + 2 * V);
        store(a3, dx, to + 3 * V);
        store(b0, dx, to + next);
        store(b1, dx, to + next + V);
        store(b2, dx, to + next + 2 * V);
        store(b3, dx, to + next + 3 * V);
    }

    private static void singleBackward(
            Convolution g,
            SparseRows columns,
            int firstTap,
            int y,
            MemorySegment dy,
            long dyAt,
            MemorySegment dx,
            long to) {
        dy = Unchecked.memory(dy);
        dx = Unchecked.memory(dx);
        FloatVector a0 = load(dx, to);
        FloatVector a1 = load(dx, to + V);
        FloatVector a2 = load(dx, to + 2 * V);
        FloatVector a3 = load(dx, to + 3 * V);
        for (int ky = 0; ky < g.kernelHeight; ky++) {
            int from = y + g.padding - ky;
            int oy = from / g.stride;
            if (from < 0 || oy * g.stride != from || oy >= g.outHeight) {
                continue;
            }
            int tap = firstTap + ky * g.kernelWidth;
            for (int k = columns.starts[tap]; k < columns.starts[tap + 1]; k++) {
                FloatVector wk = FloatVector.broadcast(F, columns.values[k]);
                long pixel = (long) columns.indices[k] * g.outPixels() + (long) oy * g.outWidth;
                long at = dyAt + pixel * ROW;
                a0 = wk.fma(load(dy, at), a0);
                a1 = wk.fma(load(dy, at + V), a1);
                a2 = wk.fma(load(dy, at + 2 * V), a2);
                a3 = wk.fma(load(dy, at + 3 * V), a3);
            }
        }
        store(a0, dx, to);
        store(a1, dx, to + V);
        store(a2, dx, to + 2 * V);
        store(a3, dx, to + 3 * V);
    }

    /// @param rows of 64 numbers
    private static void clear(MemorySegment memory, long at, int rows) {
        MemorySegment m = Unchecked.memory(memory);
        FloatVector zero = FloatVector.zero(F);
        for (long v = 0; v < rows * ROW; v += V) {
            store(zero, m, at + v);
        }
    }

    private static FloatVector load(MemorySegment m, long at) {
        return FloatVector.fromMemorySegment(F, m, at, ORDER);
    }

    private static void store(FloatVector v, MemorySegment m, long at) {
        v.intoMemorySegment(m, at, ORDER);
    }
}
