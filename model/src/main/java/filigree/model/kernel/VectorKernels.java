package filigree.model.kernel;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
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
    private static final int GROUPS = (int) (ROW / GROUP);
    private static final float NO_FLOOR = Float.NEGATIVE_INFINITY;
    private static final float[] NO_BIAS = {};
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
            PanelRows w, float[] bias, MemorySegment x, long xAt, MemorySegment y, long yAt) {
        if (LANES == 16 && w.isFull()) {
            fullProduct(w, bias, x, xAt, y, yAt);
        } else {
            product(w, bias, x, xAt, y, yAt, NO_FLOOR);
        }
    }

    @Override
    public void multiplyRelu(
            PanelRows w, float[] bias, MemorySegment x, long xAt, MemorySegment y, long yAt) {
        if (LANES == 16 && w.isFull()) {
            fullProduct(w, bias, x, xAt, y, yAt);
            relu(w.rows, y, yAt, y, yAt);
        } else {
            product(w, bias, x, xAt, y, yAt, 0);
        }
    }

    @Override
    public void multiplyWhere(
            PanelRows w,
            MemorySegment on,
            long onAt,
            MemorySegment x,
            long xAt,
            MemorySegment y,
            long yAt) {
        if (LANES == 16 && w.isFull()) {
            fullProduct(w, NO_BIAS, x, xAt, y, yAt);
        } else {
            product(w, NO_BIAS, x, xAt, y, yAt, NO_FLOOR);
        }
        reluBackward(w.rows, on, onAt, y, yAt, y, yAt);
    }

    /// Four rows at a time: each register of x that is loaded serves four multiply-adds. The sums
    /// are those of [#product], bit for bit; the last rows, fewer than four, are taken again with
    /// those before them.
    private static void fullProduct(
            PanelRows w,
            float[] bias,
            MemorySegment xMemory,
            long xOffset,
            MemorySegment yMemory,
            long yOffset) {
        if (w.rows < 2) {
            product(w, bias, xMemory, xOffset, yMemory, yOffset, NO_FLOOR);
            return;
        }
        MemorySegment x = Unchecked.memory(xMemory);
        MemorySegment y = Unchecked.memory(yMemory);
        long xAt = Unchecked.at(xMemory, xOffset, w.columns * ROW);
        long yAt = Unchecked.at(yMemory, yOffset, w.rows * ROW);
        try {
            for (int i = 0; i < w.rows; i += 2) {
                twoRows(w.values, Math.min(i, w.rows - 2), w.columns, bias, x, xAt, y, yAt);
            }
        } finally {
            Reference.reachabilityFence(xMemory);
            Reference.reachabilityFence(yMemory);
        }
    }

    private static void twoRows(
            float[] values,
            int i,
            int columns,
            float[] bias,
            MemorySegment x,
            long xAt,
            MemorySegment y,
            long yAt) {
        x = Unchecked.memory(x);
        y = Unchecked.memory(y);
        FloatVector a0 = FloatVector.broadcast(F, bias.length == 0 ? 0 : bias[i]);
        FloatVector a1 = a0;
        FloatVector a2 = a0;
        FloatVector a3 = a0;
        FloatVector b0 = FloatVector.broadcast(F, bias.length == 0 ? 0 : bias[i + 1]);
        FloatVector b1 = b0;
        FloatVector b2 = b0;
        FloatVector b3 = b0;
        long at = xAt;
        int k = i * columns;
        for (int end = k + columns; k < end; k++, at += ROW) {
            FloatVector x0 = load(x, at);
            FloatVector x1 = load(x, at + V);
            FloatVector x2 = load(x, at + 2 * V);
            FloatVector x3 = load(x, at + 3 * V);
            FloatVector wk = FloatVector.broadcast(F, values[k]);
            a0 = wk.fma(x0, a0);
            a1 = wk.fma(x1, a1);
            a2 = wk.fma(x2, a2);
            a3 = wk.fma(x3, a3);
            wk = FloatVector.broadcast(F, values[k + columns]);
            b0 = wk.fma(x0, b0);
            b1 = wk.fma(x1, b1);
            b2 = wk.fma(x2, b2);
            b3 = wk.fma(x3, b3);
        }
        long to = yAt + i * ROW;
        store(a0, y, to);
        store(a1, y, to + V);
        store(a2, y, to + 2 * V);
        store(a3, y, to + 3 * V);
        to += ROW;
        store(b0, y, to);
        store(b1, y, to + V);
        store(b2, y, to + 2 * V);
        store(b3, y, to + 3 * V);
    }

    /// Panel by panel; what a row has summed up waits in y for the next panel. No result is less
    /// than `floor`: 0 for a ReLU.
    private static void product(
            PanelRows w,
            float[] bias,
            MemorySegment xMemory,
            long xOffset,
            MemorySegment yMemory,
            long yOffset,
            float floor) {
        MemorySegment x = Unchecked.memory(xMemory);
        MemorySegment y = Unchecked.memory(yMemory);
        long xAt = Unchecked.at(xMemory, xOffset, w.columns * ROW);
        long yAt = Unchecked.at(yMemory, yOffset, w.rows * ROW);
        try {
            panels(w, bias, x, xAt, y, yAt, floor);
        } finally {
            Reference.reachabilityFence(xMemory);
            Reference.reachabilityFence(yMemory);
        }
    }

    private static void panels(
            PanelRows w,
            float[] bias,
            MemorySegment x,
            long xAt,
            MemorySegment y,
            long yAt,
            float floor) {
        x = Unchecked.memory(x);
        y = Unchecked.memory(y);
        int rows = w.rows;
        int panels = w.panels;
        int[] starts = w.starts;
        int[] order = w.order;
        char[] locals = w.locals;
        float[] values = w.values;
        for (int b = 0, q = 0; b < panels; b++) {
            long panel = xAt + ((long) b << w.shift) * ROW;
            boolean last = b == panels - 1;
            float least = last ? floor : NO_FLOOR;
            for (int n = 0; n < rows; n++, q++) {
                int start = starts[q];
                int end = starts[q + 1];
                if (start == end && b > 0 && !(last && floor == 0)) {
                    continue;
                }
                int i = order[q];
                for (long g = 0; g < ROW; g += GROUP) {
                    long to = yAt + i * ROW + g;
                    FloatVector a0;
                    FloatVector a1;
                    FloatVector a2;
                    FloatVector a3;
                    if (b == 0) {
                        a0 = FloatVector.broadcast(F, bias.length == 0 ? 0 : bias[i]);
                        a1 = a0;
                        a2 = a0;
                        a3 = a0;
                    } else {
                        a0 = load(y, to);
                        a1 = load(y, to + V);
                        a2 = load(y, to + 2 * V);
                        a3 = load(y, to + 3 * V);
                    }
                    long from = panel + g;
                    for (int k = start; k < end; k++) {
                        FloatVector wk = FloatVector.broadcast(F, values[k]);
                        long at = from + locals[k] * ROW;
                        a0 = wk.fma(load(x, at), a0);
                        a1 = wk.fma(load(x, at + V), a1);
                        a2 = wk.fma(load(x, at + 2 * V), a2);
                        a3 = wk.fma(load(x, at + 3 * V), a3);
                    }
                    store(a0.max(least), y, to);
                    store(a1.max(least), y, to + V);
                    store(a2.max(least), y, to + 2 * V);
                    store(a3.max(least), y, to + 3 * V);
                }
            }
        }
    }

    @Override
    public void multiplyColumn(
            SlicedRows w, MemorySegment bias, MemorySegment x, MemorySegment y, float floor) {
        if (LANES == SlicedRows.LANES) {
            VectorColumn.multiply(w, bias, x, y, floor);
        } else {
            ScalarColumn.multiply(w, bias, x, y, floor);
        }
    }

    @Override
    public void gradient(
            SparseRows w,
            int from,
            int to,
            float[] gradients,
            MemorySegment xMemory,
            long xTile,
            MemorySegment dyMemory,
            long dyTile,
            int tiles) {
        int groups = tiles * GROUPS;
        if (groups == 0) {
            return;
        }
        MemorySegment x = Unchecked.memory(xMemory);
        MemorySegment dy = Unchecked.memory(dyMemory);
        long xFrom = Unchecked.at(xMemory, 0, (tiles - 1) * xTile + w.columns * ROW);
        long dyFrom = Unchecked.at(dyMemory, 0, (tiles - 1) * dyTile + to * ROW);
        try {
            int n = 0;
            for (; n + 1 < groups; n += 2) {
                long xAt = groupAt(n, xTile);
                long dyAt = groupAt(n, dyTile);
                long xNext = groupAt(n + 1, xTile) - xAt;
                long dyNext = groupAt(n + 1, dyTile) - dyAt;
                gradientOfTwo(
                        w,
                        from,
                        to,
                        gradients,
                        x,
                        xFrom + xAt,
                        xNext,
                        dy,
                        dyFrom + dyAt,
                        dyNext,
                        n > 0);
            }
            if (n < groups) {
                long xAt = xFrom + groupAt(n, xTile);
                long dyAt = dyFrom + groupAt(n, dyTile);
                gradientOfOne(w, from, to, gradients, x, xAt, dy, dyAt, n > 0);
            }
        } finally {
            Reference.reachabilityFence(xMemory);
            Reference.reachabilityFence(dyMemory);
        }
    }

    /// The byte where the n-th group of a row of all tiles begins.
    private static long groupAt(int n, long tile) {
        return n / GROUPS * tile + n % GROUPS * GROUP;
    }

    /// Two groups at once: the sum over a register's lanes costs as much as several products.
    private static void gradientOfTwo(
            SparseRows w,
            int from,
            int to,
            float[] gradients,
            MemorySegment x,
            long xAt,
            long xNext,
            MemorySegment dy,
            long dyAt,
            long dyNext,
            boolean add) {
        x = Unchecked.memory(x);
        dy = Unchecked.memory(dy);
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
            row += dyNext;
            FloatVector d4 = load(dy, row);
            FloatVector d5 = load(dy, row + V);
            FloatVector d6 = load(dy, row + 2 * V);
            FloatVector d7 = load(dy, row + 3 * V);
            for (; k < end; k++) {
                long at = xAt + indices[k] * ROW;
                long next = at + xNext;
                FloatVector s = d0.mul(load(x, at));
                FloatVector u = d4.mul(load(x, next));
                s = d1.fma(load(x, at + V), s);
                u = d5.fma(load(x, next + V), u);
                s = d2.fma(load(x, at + 2 * V), s);
                u = d6.fma(load(x, next + 2 * V), u);
                s = d3.fma(load(x, at + 3 * V), s);
                u = d7.fma(load(x, next + 3 * V), u);
                float dot = sum(s.add(u));
                gradients[k] = add ? gradients[k] + dot : dot;
            }
        }
    }

    /// One group: written, or added to what earlier groups wrote.
    private static void gradientOfOne(
            SparseRows w,
            int from,
            int to,
            float[] gradients,
            MemorySegment x,
            long xAt,
            MemorySegment dy,
            long dyAt,
            boolean add) {
        x = Unchecked.memory(x);
        dy = Unchecked.memory(dy);
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
