package filigree.model.kernel;

import static filigree.model.kernel.VectorSum.F128;
import static filigree.model.kernel.VectorSum.F256;
import static filigree.model.kernel.VectorSum.SWAP_1;
import static filigree.model.kernel.VectorSum.SWAP_2;
import static filigree.model.kernel.VectorSum.SWAP_4;
import static filigree.model.kernel.VectorSum.SWAP_8;
import static jdk.incubator.vector.FloatVector.fromMemorySegment;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Gradients of weights one by one: each is the product of two rows of a tile, summed over the
/// columns.
final class VectorGradient {
    private static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = F.length();
    private static final long V = LANES * 4L; // bytes of one register
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
            if (w.isNarrow()) {
                gradient(
                        w, w.starts, w.starts, 1, from, to, gradients, x, xFrom, xTile, dy, dyFrom,
                        dyTile, groups);
                return;
            }
            for (int part = 0; part < w.parts(); part++) {
                long xPart = xFrom + ((long) part << 16) * ROW;
                gradient(
                        w,
                        w.cut(part),
                        w.cut(part + 1),
                        0,
                        from,
                        to,
                        gradients,
                        x,
                        xPart,
                        xTile,
                        dy,
                        dyFrom,
                        dyTile,
                        groups);
            }
        } finally {
            Reference.reachabilityFence(xMemory);
            Reference.reachabilityFence(dyMemory);
        }
    }

    /// Of the weights at `begins[i] … ends[i + after] - 1` in each row.
    private static void gradient(
            SparseRows w,
            int[] begins,
            int[] ends,
            int after,
            int from,
            int to,
            float[] gradients,
            MemorySegment x,
            long xFrom,
            long xTile,
            MemorySegment dy,
            long dyFrom,
            long dyTile,
            int groups) {
        int n = 0;
        for (; n + 1 < groups; n += 2) {
            long xAt = groupAt(n, xTile);
            long dyAt = groupAt(n, dyTile);
            long xNext = groupAt(n + 1, xTile) - xAt;
            long dyNext = groupAt(n + 1, dyTile) - dyAt;
            gradientOfTwo(
                    w,
                    begins,
                    ends,
                    after,
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
            gradientOfOne(w, begins, ends, after, from, to, gradients, x, xAt, dy, dyAt, n > 0);
        }
    }

    /// The byte where the n-th group of a row of all tiles begins.
    private static long groupAt(int n, long tile) {
        return n / GROUPS * tile + n % GROUPS * GROUP;
    }

    /// Two groups at once: the sum over a register's lanes costs as much as several products.
    private static void gradientOfTwo(
            SparseRows w,
            int[] begins,
            int[] ends,
            int after,
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
        char[] low = w.low;
        for (int i = from; i < to; i++) {
            int k = begins[i];
            int end = ends[i + after];
            long row = dyAt + i * ROW;
            FloatVector d0 = fromMemorySegment(F, dy, row, ORDER);
            FloatVector d1 = fromMemorySegment(F, dy, row + V, ORDER);
            FloatVector d2 = fromMemorySegment(F, dy, row + 2 * V, ORDER);
            FloatVector d3 = fromMemorySegment(F, dy, row + 3 * V, ORDER);
            row += dyNext;
            FloatVector d4 = fromMemorySegment(F, dy, row, ORDER);
            FloatVector d5 = fromMemorySegment(F, dy, row + V, ORDER);
            FloatVector d6 = fromMemorySegment(F, dy, row + 2 * V, ORDER);
            FloatVector d7 = fromMemorySegment(F, dy, row + 3 * V, ORDER);
            for (; k < end; k++) {
                long at = xAt + low[k] * ROW;
                long next = at + xNext;
                FloatVector s = d0.mul(fromMemorySegment(F, x, at, ORDER));
                FloatVector u = d4.mul(fromMemorySegment(F, x, next, ORDER));
                s = d1.fma(fromMemorySegment(F, x, at + V, ORDER), s);
                u = d5.fma(fromMemorySegment(F, x, next + V, ORDER), u);
                s = d2.fma(fromMemorySegment(F, x, at + 2 * V, ORDER), s);
                u = d6.fma(fromMemorySegment(F, x, next + 2 * V, ORDER), u);
                s = d3.fma(fromMemorySegment(F, x, at + 3 * V, ORDER), s);
                u = d7.fma(fromMemorySegment(F, x, next + 3 * V, ORDER), u);
                FloatVector r = s.add(u); // the tree of VectorSum
                r =
                        LANES < 16
                                ? r
                                : (FloatVector)
                                        r.add(r.rearrange(SWAP_8)).reinterpretShape(F256, 0);
                r =
                        LANES < 8
                                ? r
                                : (FloatVector)
                                        r.add(r.rearrange(SWAP_4)).reinterpretShape(F128, 0);
                r = r.add(r.rearrange(SWAP_2));
                float dot = r.add(r.rearrange(SWAP_1)).lane(0);
                gradients[k] = add ? gradients[k] + dot : dot;
            }
        }
    }

    /// One group: written, or added to what earlier groups wrote.
    private static void gradientOfOne(
            SparseRows w,
            int[] begins,
            int[] ends,
            int after,
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
        char[] low = w.low;
        for (int i = from; i < to; i++) {
            int k = begins[i];
            int end = ends[i + after];
            long row = dyAt + i * ROW;
            FloatVector d0 = fromMemorySegment(F, dy, row, ORDER);
            FloatVector d1 = fromMemorySegment(F, dy, row + V, ORDER);
            FloatVector d2 = fromMemorySegment(F, dy, row + 2 * V, ORDER);
            FloatVector d3 = fromMemorySegment(F, dy, row + 3 * V, ORDER);
            for (; k < end; k++) {
                long at = xAt + low[k] * ROW;
                FloatVector s = d0.mul(fromMemorySegment(F, x, at, ORDER));
                FloatVector u = d1.mul(fromMemorySegment(F, x, at + V, ORDER));
                s = d2.fma(fromMemorySegment(F, x, at + 2 * V, ORDER), s);
                u = d3.fma(fromMemorySegment(F, x, at + 3 * V, ORDER), u);
                FloatVector r = s.add(u); // the tree of VectorSum
                r =
                        LANES < 16
                                ? r
                                : (FloatVector)
                                        r.add(r.rearrange(SWAP_8)).reinterpretShape(F256, 0);
                r =
                        LANES < 8
                                ? r
                                : (FloatVector)
                                        r.add(r.rearrange(SWAP_4)).reinterpretShape(F128, 0);
                r = r.add(r.rearrange(SWAP_2));
                float dot = r.add(r.rearrange(SWAP_1)).lane(0);
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
            FloatVector d0 = fromMemorySegment(F, dy, row, ORDER);
            FloatVector d1 = fromMemorySegment(F, dy, row + V, ORDER);
            FloatVector d2 = fromMemorySegment(F, dy, row + 2 * V, ORDER);
            FloatVector d3 = fromMemorySegment(F, dy, row + 3 * V, ORDER);
            long at = xAt;
            for (int j = 0; j < columns; j++, k++, at += ROW) {
                FloatVector s = d0.mul(fromMemorySegment(F, x, at, ORDER));
                FloatVector u = d1.mul(fromMemorySegment(F, x, at + V, ORDER));
                s = d2.fma(fromMemorySegment(F, x, at + 2 * V, ORDER), s);
                u = d3.fma(fromMemorySegment(F, x, at + 3 * V, ORDER), u);
                FloatVector r = s.add(u); // the tree of VectorSum
                r =
                        LANES < 16
                                ? r
                                : (FloatVector)
                                        r.add(r.rearrange(SWAP_8)).reinterpretShape(F256, 0);
                r =
                        LANES < 8
                                ? r
                                : (FloatVector)
                                        r.add(r.rearrange(SWAP_4)).reinterpretShape(F128, 0);
                r = r.add(r.rearrange(SWAP_2));
                float dot = r.add(r.rearrange(SWAP_1)).lane(0);
                gradients[k] = add ? gradients[k] + dot : dot;
            }
        }
    }
}
