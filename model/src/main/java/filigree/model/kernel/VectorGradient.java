package filigree.model.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Gradients of weights one by one: each is the product of two rows of a tile, summed over the
/// columns.
final class VectorGradient {
    private static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;
    private static final long V = F.length() * 4L; // bytes of one register
    private static final long GROUP = 4 * V;
    private static final long ROW = Tiles.ROW_BYTES;
    private static final int GROUPS = (int) (ROW / GROUP);
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private VectorGradient() {}

    static void gradient(
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
                float dot = VectorSum.of(s.add(u));
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
                float dot = VectorSum.of(s.add(u));
                gradients[k] = add ? gradients[k] + dot : dot;
            }
        }
    }

    /// @param first where the first of them goes
    static void denseGradient(
            int from,
            int to,
            int columns,
            float[] gradients,
            int first,
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
                        first,
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
            int first,
            MemorySegment x,
            long xAt,
            MemorySegment dy,
            long dyAt,
            boolean add) {
        int k = first;
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
                float dot = VectorSum.of(s.add(u));
                gradients[k] = add ? gradients[k] + dot : dot;
            }
        }
    }

    private static FloatVector load(MemorySegment m, long at) {
        return FloatVector.fromMemorySegment(F, m, at, ORDER);
    }
}
