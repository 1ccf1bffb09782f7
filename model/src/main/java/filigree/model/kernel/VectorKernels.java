package filigree.model.kernel;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// The same loops on the Vector API, for 128, 256 and 512 bits.
///
/// A row of a tile is taken in groups of four registers (the whole row at 512 bits), so that one
/// broadcast weight feeds four independent multiply-adds. Each kernel is one method of its own: C2
/// stops inlining vector calls past some fifty of them in one compilation and then boxes vectors.
final class VectorKernels implements Kernels {
    private static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = F.length();
    private static final long V = LANES * 4L; // bytes of one register
    private static final long GROUP = 4 * V;
    private static final long ROW = Tiles.ROW_BYTES;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private final ImageKernels images = new VectorImageKernels();

    @Override
    public String name() {
        return "vector-" + F.vectorBitSize();
    }

    @Override
    public ImageKernels images() {
        return images;
    }

    @Override
    public void multiply(
            SparseRows w, float[] bias, MemorySegment x, long xAt, MemorySegment y, long yAt) {
        int[] starts = w.starts;
        int[] indices = w.indices;
        float[] values = w.values;
        for (int i = 0; i < w.rows; i++) {
            int end = starts[i + 1];
            for (long g = 0; g < ROW; g += GROUP) {
                FloatVector a0 = FloatVector.broadcast(F, bias.length == 0 ? 0 : bias[i]);
                FloatVector a1 = a0;
                FloatVector a2 = a0;
                FloatVector a3 = a0;
                long from = xAt + g;
                for (int k = starts[i]; k < end; k++) {
                    FloatVector wk = FloatVector.broadcast(F, values[k]);
                    long at = from + indices[k] * ROW;
                    a0 = wk.fma(load(x, at), a0);
                    a1 = wk.fma(load(x, at + V), a1);
                    a2 = wk.fma(load(x, at + 2 * V), a2);
                    a3 = wk.fma(load(x, at + 3 * V), a3);
                }
                long to = yAt + i * ROW + g;
                store(a0, y, to);
                store(a1, y, to + V);
                store(a2, y, to + 2 * V);
                store(a3, y, to + 3 * V);
            }
        }
    }

    @Override
    public void gradient(
            SparseRows w,
            int from,
            int to,
            float[] gradients,
            MemorySegment x,
            long xTile,
            MemorySegment dy,
            long dyTile,
            int tiles) {
        for (int t = 0; t < tiles; t++) {
            for (long g = 0; g < ROW; g += GROUP) {
                gradientOf(w, from, to, gradients, x, t * xTile + g, dy, t * dyTile + g, t + g > 0);
            }
        }
    }

    /// One group of one tile: written, or added to what earlier groups wrote.
    private static void gradientOf(
            SparseRows w,
            int from,
            int to,
            float[] gradients,
            MemorySegment x,
            long xAt,
            MemorySegment dy,
            long dyAt,
            boolean add) {
        int[] starts = w.starts;
        int[] indices = w.indices;
        for (int i = from; i < to; i++) {
            int k = starts[i];
            int end = starts[i + 1];
            long row = dyAt + i * ROW;
            FloatVector d0 = load(dy, row);
            FloatVector d1 = load(dy, row + V);
            FloatVector d2 = load(dy, row + 2 * V);
            FloatVector d3 = load(dy, row + 3 * V);
            for (; k < end; k++) {
                long at = xAt + indices[k] * ROW;
                FloatVector s = d0.mul(load(x, at));
                FloatVector u = d1.mul(load(x, at + V));
                s = d2.fma(load(x, at + 2 * V), s);
                u = d3.fma(load(x, at + 3 * V), u);
                float dot = sum(s.add(u));
                gradients[k] = add ? gradients[k] + dot : dot;
            }
        }
    }

    @Override
    public void denseGradient(
            int from,
            int to,
            int columns,
            float[] gradients,
            MemorySegment x,
            long xTile,
            MemorySegment dy,
            long dyTile,
            int tiles) {
        for (int t = 0; t < tiles; t++) {
            for (long g = 0; g < ROW; g += GROUP) {
                denseGradientOf(
                        from,
                        to,
                        columns,
                        gradients,
                        x,
                        t * xTile + g,
                        dy,
                        t * dyTile + g,
                        t + g > 0);
            }
        }
    }

    private static void denseGradientOf(
            int from,
            int to,
            int columns,
            float[] gradients,
            MemorySegment x,
            long xAt,
            MemorySegment dy,
            long dyAt,
            boolean add) {
        int k = 0;
        for (int i = from; i < to; i++) {
            long row = dyAt + i * ROW;
            FloatVector d0 = load(dy, row);
            FloatVector d1 = load(dy, row + V);
            FloatVector d2 = load(dy, row + 2 * V);
            FloatVector d3 = load(dy, row + 3 * V);
            long at = xAt;
            for (int j = 0; j < columns; j++, k++, at += ROW) {
                FloatVector s = d0.mul(load(x, at));
                FloatVector u = d1.mul(load(x, at + V));
                s = d2.fma(load(x, at + 2 * V), s);
                u = d3.fma(load(x, at + 3 * V), u);
                float dot = sum(s.add(u));
                gradients[k] = add ? gradients[k] + dot : dot;
            }
        }
    }

    @Override
    public void rowSums(int from, int to, float[] sums, MemorySegment dy, long dyTile, int tiles) {
        for (int i = from; i < to; i++) {
            FloatVector s = FloatVector.zero(F);
            for (int t = 0; t < tiles; t++) {
                long row = t * dyTile + i * ROW;
                for (long v = 0; v < ROW; v += V) {
                    s = s.add(load(dy, row + v));
                }
            }
            sums[i] = sum(s);
        }
    }

    @Override
    public void relu(int rows, MemorySegment x, long xAt, MemorySegment y, long yAt) {
        for (long v = 0; v < rows * ROW; v += V) {
            store(load(x, xAt + v).max(0), y, yAt + v);
        }
    }

    @Override
    public void reluBackward(
            int rows,
            MemorySegment y,
            long yAt,
            MemorySegment dy,
            long dyAt,
            MemorySegment dx,
            long dxAt) {
        FloatVector zero = FloatVector.zero(F);
        for (long v = 0; v < rows * ROW; v += V) {
            VectorMask<Float> on = load(y, yAt + v).compare(VectorOperators.GT, 0);
            store(zero.blend(load(dy, dyAt + v), on), dx, dxAt + v);
        }
    }

    @Override
    public void softmax(int rows, MemorySegment z, long zAt, MemorySegment p, long pAt) {
        for (long v = 0; v < ROW; v += V) {
            FloatVector max = load(z, zAt + v);
            for (int i = 1; i < rows; i++) {
                max = max.max(load(z, zAt + i * ROW + v));
            }
            FloatVector sum = FloatVector.zero(F);
            for (int i = 0; i < rows; i++) {
                FloatVector e = exp(load(z, zAt + i * ROW + v).sub(max));
                store(e, p, pAt + i * ROW + v);
                sum = sum.add(e);
            }
            FloatVector scale = FloatVector.broadcast(F, 1).div(sum);
            for (int i = 0; i < rows; i++) {
                store(load(p, pAt + i * ROW + v).mul(scale), p, pAt + i * ROW + v);
            }
        }
    }

    @Override
    public void countPositive(int rows, int columns, long[] counts, MemorySegment y, long yAt) {
        for (int i = 0; i < rows; i++) {
            int c = 0;
            long row = yAt + i * ROW;
            long n = 0;
            for (; c <= columns - LANES; c += LANES) {
                n += load(y, row + c * 4L).compare(VectorOperators.GT, 0).trueCount();
            }
            for (; c < columns; c++) {
                n += y.get(JAVA_FLOAT, row + c * 4L) > 0 ? 1 : 0;
            }
            counts[i] += n;
        }
    }

    /// exp(x) for x <= 0 by range reduction to |r| <= ln 2 / 2 and a polynomial of degree 6 (the
    /// minimax coefficients of Cephes `expf`); relative error below 2e-7.
    ///
    /// Not `lanewise(EXP)`: C2 replaces that by another routine than the interpreter's, so bits
    /// would change when the code gets compiled.
    private static FloatVector exp(FloatVector x) {
        FloatVector clamped = x.max(-87f);
        FloatVector shifted = // adding 1.5 * 2^23 rounds to a whole number in the low bits
                clamped.fma(
                        FloatVector.broadcast(F, 1.442695f), FloatVector.broadcast(F, 12582912f));
        FloatVector n = shifted.sub(12582912f);
        FloatVector r = n.fma(FloatVector.broadcast(F, -0.6933594f), clamped);
        r = n.fma(FloatVector.broadcast(F, 2.1219444E-4f), r);
        FloatVector y =
                r.fma(
                        FloatVector.broadcast(F, 1.9875691E-4f),
                        FloatVector.broadcast(F, 0.0013981999f));
        y = y.fma(r, FloatVector.broadcast(F, 0.008333452f));
        y = y.fma(r, FloatVector.broadcast(F, 0.041665796f));
        y = y.fma(r, FloatVector.broadcast(F, 0.16666666f));
        y = y.fma(r, FloatVector.broadcast(F, 0.5f));
        y = y.fma(r.mul(r), r).add(1f);
        return shifted.reinterpretAsInts()
                .lanewise(VectorOperators.LSHL, 23)
                .add(0x3f800000)
                .reinterpretAsFloats()
                .mul(y);
    }

    private static float sum(FloatVector v) {
        return VectorSum.of(v);
    }

    private static FloatVector load(MemorySegment m, long at) {
        return FloatVector.fromMemorySegment(F, m, at, ORDER);
    }

    private static void store(FloatVector v, MemorySegment m, long at) {
        v.intoMemorySegment(m, at, ORDER);
    }
}
