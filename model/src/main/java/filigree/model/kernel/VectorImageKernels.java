package filigree.model.kernel;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// [ImageKernels] on the Vector API.
///
/// Two neighbouring pixels in four registers each make eight independent sums for one broadcast
/// weight. Where a window hangs over the edge, or a row has an odd pixel, single pixels are taken
/// with a check for each tap. Small methods on purpose, see [VectorKernels].
final class VectorImageKernels implements ImageKernels {
    private static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;
    private static final long V = F.length() * 4L; // bytes of one register
    private static final long GROUP = 4 * V;
    private static final long ROW = Tiles.ROW_BYTES;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    @Override
    public void convolve(
            Convolution g,
            SparseRows w,
            float[] bias,
            MemorySegment x,
            long xAt,
            MemorySegment y,
            long yAt) {
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
    @Override
    public void convolveBackward(
            Convolution g,
            SparseRows columns,
            MemorySegment dy,
            long dyAt,
            MemorySegment dx,
            long dxAt) {
        clear(dx, dxAt, g.inputSize());
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
                                + ((long) line * g.width + (long) ox * g.stride - g.padding + kx)
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
        for (int i = from; i < to; i++) {
            int n = w.starts[i + 1] - w.starts[i];
            rowGradient(
                    g,
                    i,
                    w.indices,
                    w.starts[i],
                    n,
                    gradients,
                    w.starts[i],
                    x,
                    xTile,
                    dy,
                    dyTile,
                    tiles);
        }
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
        int n = g.columns();
        for (int i = from; i < to; i++) {
            rowGradient(g, i, g.taps, 0, n, gradients, (i - from) * n, x, xTile, dy, dyTile, tiles);
        }
    }

    /// Output channel i: pixel by pixel, each pixel's dy held in registers for all taps.
    private static void rowGradient(
            Convolution g,
            int i,
            int[] taps,
            int first,
            int count,
            float[] gradients,
            int at,
            MemorySegment x,
            long xTile,
            MemorySegment dy,
            long dyTile,
            int tiles) {
        java.util.Arrays.fill(gradients, at, at + count, 0);
        for (int t = 0; t < tiles; t++) {
            long d = t * dyTile + (long) i * g.outPixels() * ROW;
            for (int oy = 0; oy < g.outHeight; oy++) {
                for (int ox = 0; ox < g.outWidth; d += ROW) {
                    if (ox + 1 < g.outWidth && g.isInside(oy, ox, ox + 1)) {
                        long corner = t * xTile + g.corner(oy, ox) * ROW;
                        for (long v = 0; v < ROW; v += GROUP) {
                            pairGradient(
                                    g, taps, first, count, gradients, at, x, corner + v, dy, d + v);
                        }
                        d += ROW;
                        ox += 2;
                    } else {
                        for (long v = 0; v < ROW; v += GROUP) {
                            singleGradient(
                                    g,
                                    oy,
                                    ox,
                                    taps,
                                    first,
                                    count,
                                    gradients,
                                    at,
                                    x,
                                    t * xTile + v,
                                    dy,
                                    d + v);
                        }
                        ox++;
                    }
                }
            }
        }
    }

    private static void pairGradient(
            Convolution g,
            int[] taps,
            int first,
            int count,
            float[] gradients,
            int to,
            MemorySegment x,
            long corner,
            MemorySegment dy,
            long dyAt) {
        int[] offset = g.offset;
        long next = g.stride * ROW;
        FloatVector d0 = load(dy, dyAt);
        FloatVector d1 = load(dy, dyAt + V);
        FloatVector d2 = load(dy, dyAt + 2 * V);
        FloatVector d3 = load(dy, dyAt + 3 * V);
        FloatVector e0 = load(dy, dyAt + ROW);
        FloatVector e1 = load(dy, dyAt + ROW + V);
        FloatVector e2 = load(dy, dyAt + ROW + 2 * V);
        FloatVector e3 = load(dy, dyAt + ROW + 3 * V);
        for (int k = 0; k < count; k++) {
            long at = corner + offset[taps[first + k]] * ROW;
            FloatVector s = d0.mul(load(x, at));
            FloatVector u = e0.mul(load(x, at + next));
            s = d1.fma(load(x, at + V), s);
            u = e1.fma(load(x, at + next + V), u);
            s = d2.fma(load(x, at + 2 * V), s);
            u = e2.fma(load(x, at + next + 2 * V), u);
            s = d3.fma(load(x, at + 3 * V), s);
            u = e3.fma(load(x, at + next + 3 * V), u);
            gradients[to + k] += VectorSum.of(s.add(u));
        }
    }

    private static void singleGradient(
            Convolution g,
            int oy,
            int ox,
            int[] taps,
            int first,
            int count,
            float[] gradients,
            int to,
            MemorySegment x,
            long xAt,
            MemorySegment dy,
            long dyAt) {
        FloatVector d0 = load(dy, dyAt);
        FloatVector d1 = load(dy, dyAt + V);
        FloatVector d2 = load(dy, dyAt + 2 * V);
        FloatVector d3 = load(dy, dyAt + 3 * V);
        for (int k = 0; k < count; k++) {
            int tap = taps[first + k];
            if (g.reads(tap, oy, ox)) {
                long at = xAt + (g.corner(oy, ox) + g.offset[tap]) * ROW;
                FloatVector s = d0.mul(load(x, at));
                FloatVector u = d1.mul(load(x, at + V));
                s = d2.fma(load(x, at + 2 * V), s);
                u = d3.fma(load(x, at + 3 * V), u);
                gradients[to + k] += VectorSum.of(s.add(u));
            }
        }
    }

    @Override
    public void channelSums(
            int pixels, int from, int to, float[] sums, MemorySegment dy, long dyTile, int tiles) {
        for (int i = from; i < to; i++) {
            FloatVector s = FloatVector.zero(F);
            for (int t = 0; t < tiles; t++) {
                long at = t * dyTile + (long) i * pixels * ROW;
                for (long v = 0; v < pixels * ROW; v += V) {
                    s = s.add(load(dy, at + v));
                }
            }
            sums[i] = VectorSum.of(s);
        }
    }

    @Override
    public void maxPool(Pooling g, MemorySegment x, long xAt, MemorySegment y, long yAt) {
        long to = yAt;
        for (int line = 0; line < g.channels() * g.outHeight(); line++) {
            for (int ox = 0; ox < g.outWidth(); ox++, to += ROW) {
                long corner = xAt + corner(g, line, ox) * ROW;
                for (long v = 0; v < ROW; v += V) {
                    FloatVector max = load(x, corner + v);
                    for (int wy = 0; wy < g.size(); wy++) {
                        long row = corner + (long) wy * g.width() * ROW + v;
                        for (int wx = 0; wx < g.size(); wx++) {
                            max = max.max(load(x, row + wx * ROW));
                        }
                    }
                    store(max, y, to + v);
                }
            }
        }
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
        clear(dx, dxAt, g.inputSize());
        FloatVector zero = FloatVector.zero(F);
        long from = 0;
        for (int line = 0; line < g.channels() * g.outHeight(); line++) {
            for (int ox = 0; ox < g.outWidth(); ox++, from += ROW) {
                long corner = corner(g, line, ox) * ROW;
                for (long v = 0; v < ROW; v += V) {
                    FloatVector max = load(y, yAt + from + v);
                    FloatVector left = load(dy, dyAt + from + v); // 0 once a pixel has taken it
                    for (int wy = 0; wy < g.size(); wy++) {
                        long row = corner + (long) wy * g.width() * ROW + v;
                        for (int wx = 0; wx < g.size(); wx++) {
                            long at = row + wx * ROW;
                            VectorMask<Float> here =
                                    load(x, xAt + at).compare(VectorOperators.EQ, max);
                            store(zero.blend(left, here), dx, dxAt + at);
                            left = left.blend(zero, here);
                        }
                    }
                }
            }
        }
    }

    @Override
    public void averagePool(Pooling g, MemorySegment x, long xAt, MemorySegment y, long yAt) {
        float scale = 1f / (g.size() * g.size());
        long to = yAt;
        for (int line = 0; line < g.channels() * g.outHeight(); line++) {
            for (int ox = 0; ox < g.outWidth(); ox++, to += ROW) {
                long corner = xAt + corner(g, line, ox) * ROW;
                for (long v = 0; v < ROW; v += V) {
                    FloatVector sum = FloatVector.zero(F);
                    for (int wy = 0; wy < g.size(); wy++) {
                        long row = corner + (long) wy * g.width() * ROW + v;
                        for (int wx = 0; wx < g.size(); wx++) {
                            sum = sum.add(load(x, row + wx * ROW));
                        }
                    }
                    store(sum.mul(scale), y, to + v);
                }
            }
        }
    }

    @Override
    public void averagePoolBackward(
            Pooling g, MemorySegment dy, long dyAt, MemorySegment dx, long dxAt) {
        float scale = 1f / (g.size() * g.size());
        clear(dx, dxAt, g.inputSize());
        long from = dyAt;
        for (int line = 0; line < g.channels() * g.outHeight(); line++) {
            for (int ox = 0; ox < g.outWidth(); ox++, from += ROW) {
                long corner = dxAt + corner(g, line, ox) * ROW;
                for (long v = 0; v < ROW; v += V) {
                    FloatVector share = load(dy, from + v).mul(scale);
                    for (int wy = 0; wy < g.size(); wy++) {
                        long row = corner + (long) wy * g.width() * ROW + v;
                        for (int wx = 0; wx < g.size(); wx++) {
                            store(share, dx, row + wx * ROW);
                        }
                    }
                }
            }
        }
    }

    /// @param line output row, counted through all channels
    private static long corner(Pooling g, int line, int ox) {
        return g.corner(line / g.outHeight(), line % g.outHeight(), ox);
    }

    private static void clear(MemorySegment m, long at, int rows) {
        m.asSlice(at, rows * ROW).fill((byte) 0);
    }

    private static FloatVector load(MemorySegment m, long at) {
        return FloatVector.fromMemorySegment(F, m, at, ORDER);
    }

    private static void store(FloatVector v, MemorySegment m, long at) {
        v.intoMemorySegment(m, at, ORDER);
    }
}
