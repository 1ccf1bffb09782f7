package filigree.model.kernel;

import static jdk.incubator.vector.FloatVector.fromMemorySegment;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Products of sparse weights, packed in panels, with a tile.
///
/// See [VectorKernels] for why no vector passes through a method of ours.
final class VectorPanels {
    private static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;
    private static final long V = F.length() * 4L; // bytes of one register
    private static final long GROUP = 4 * V;
    private static final long ROW = Tiles.ROW_BYTES;
    private static final float NO_FLOOR = Float.NEGATIVE_INFINITY;
    private static final float[] NO_BIAS = {};
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private VectorPanels() {}

    /// Panel by panel; what a row has summed up waits in y for the next panel. No result is less
    /// than `floor`: 0 for a ReLU.
    static void multiply(
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
            for (int b = 0; b < w.panels; b++) {
                boolean last = b == w.panels - 1;
                panel(w, b, bias, x, xAt, y, yAt, last ? floor : NO_FLOOR, last && floor == 0);
            }
        } finally {
            Reference.reachabilityFence(xMemory);
            Reference.reachabilityFence(yMemory);
        }
    }

    /// The same without a bias, and 0 where `on <= 0`.
    static void multiplyWhere(
            PanelRows w,
            MemorySegment onMemory,
            long onOffset,
            MemorySegment xMemory,
            long xOffset,
            MemorySegment yMemory,
            long yOffset) {
        MemorySegment on = Unchecked.memory(onMemory);
        MemorySegment x = Unchecked.memory(xMemory);
        MemorySegment y = Unchecked.memory(yMemory);
        long onAt = Unchecked.at(onMemory, onOffset, w.rows * ROW);
        long xAt = Unchecked.at(xMemory, xOffset, w.columns * ROW);
        long yAt = Unchecked.at(yMemory, yOffset, w.rows * ROW);
        try {
            for (int b = 0; b < w.panels - 1; b++) {
                panel(w, b, NO_BIAS, x, xAt, y, yAt, NO_FLOOR, false);
            }
            lastWhere(w, on, onAt, x, xAt, y, yAt);
        } finally {
            Reference.reachabilityFence(onMemory);
            Reference.reachabilityFence(xMemory);
            Reference.reachabilityFence(yMemory);
        }
    }

    /// One panel.
    ///
    /// @param all whether rows without a weight in it have to be visited as well
    private static void panel(
            PanelRows w,
            int b,
            float[] bias,
            MemorySegment x,
            long xAt,
            MemorySegment y,
            long yAt,
            float least,
            boolean all) {
        x = Unchecked.memory(x);
        y = Unchecked.memory(y);
        int[] from = w.from;
        int[] to = w.to;
        int[] order = w.order;
        char[] low = w.low;
        float[] values = w.values;
        long panel = xAt + (long) w.base(b) * ROW;
        for (int q = b * w.rows, pieces = q + w.rows; q < pieces; q++) {
            int start = from[q];
            int end = to[q];
            if (start == end && b > 0 && !all) {
                continue;
            }
            int i = order[q];
            for (long g = 0; g < ROW; g += GROUP) {
                long row = yAt + i * ROW + g;
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
                    a0 = fromMemorySegment(F, y, row, ORDER);
                    a1 = fromMemorySegment(F, y, row + V, ORDER);
                    a2 = fromMemorySegment(F, y, row + 2 * V, ORDER);
                    a3 = fromMemorySegment(F, y, row + 3 * V, ORDER);
                }
                long base = panel + g;
                for (int k = start; k < end; k++) {
                    FloatVector wk = FloatVector.broadcast(F, values[k]);
                    long at = base + low[k] * ROW;
                    a0 = wk.fma(fromMemorySegment(F, x, at, ORDER), a0);
                    a1 = wk.fma(fromMemorySegment(F, x, at + V, ORDER), a1);
                    a2 = wk.fma(fromMemorySegment(F, x, at + 2 * V, ORDER), a2);
                    a3 = wk.fma(fromMemorySegment(F, x, at + 3 * V, ORDER), a3);
                }
                a0.max(least).intoMemorySegment(y, row, ORDER);
                a1.max(least).intoMemorySegment(y, row + V, ORDER);
                a2.max(least).intoMemorySegment(y, row + 2 * V, ORDER);
                a3.max(least).intoMemorySegment(y, row + 3 * V, ORDER);
            }
        }
    }

    /// The last panel of a product that a ReLU's gradient follows.
    private static void lastWhere(
            PanelRows w,
            MemorySegment on,
            long onAt,
            MemorySegment x,
            long xAt,
            MemorySegment y,
            long yAt) {
        on = Unchecked.memory(on);
        x = Unchecked.memory(x);
        y = Unchecked.memory(y);
        int[] from = w.from;
        int[] to = w.to;
        int[] order = w.order;
        char[] low = w.low;
        float[] values = w.values;
        int b = w.panels - 1;
        long panel = xAt + (long) w.base(b) * ROW;
        for (int q = b * w.rows, pieces = q + w.rows; q < pieces; q++) {
            int start = from[q];
            int end = to[q];
            int i = order[q];
            for (long g = 0; g < ROW; g += GROUP) {
                long row = yAt + i * ROW + g;
                FloatVector a0 = FloatVector.zero(F);
                FloatVector a1 = a0;
                FloatVector a2 = a0;
                FloatVector a3 = a0;
                if (b > 0) {
                    a0 = fromMemorySegment(F, y, row, ORDER);
                    a1 = fromMemorySegment(F, y, row + V, ORDER);
                    a2 = fromMemorySegment(F, y, row + 2 * V, ORDER);
                    a3 = fromMemorySegment(F, y, row + 3 * V, ORDER);
                }
                long base = panel + g;
                for (int k = start; k < end; k++) {
                    FloatVector wk = FloatVector.broadcast(F, values[k]);
                    long at = base + low[k] * ROW;
                    a0 = wk.fma(fromMemorySegment(F, x, at, ORDER), a0);
                    a1 = wk.fma(fromMemorySegment(F, x, at + V, ORDER), a1);
                    a2 = wk.fma(fromMemorySegment(F, x, at + 2 * V, ORDER), a2);
                    a3 = wk.fma(fromMemorySegment(F, x, at + 3 * V, ORDER), a3);
                }
                long mask = onAt + i * ROW + g;
                FloatVector zero = FloatVector.zero(F);
                zero.blend(a0, fromMemorySegment(F, on, mask, ORDER).compare(VectorOperators.GT, 0))
                        .intoMemorySegment(y, row, ORDER);
                zero.blend(
                                a1,
                                fromMemorySegment(F, on, mask + V, ORDER)
                                        .compare(VectorOperators.GT, 0))
                        .intoMemorySegment(y, row + V, ORDER);
                zero.blend(
                                a2,
                                fromMemorySegment(F, on, mask + 2 * V, ORDER)
                                        .compare(VectorOperators.GT, 0))
                        .intoMemorySegment(y, row + 2 * V, ORDER);
                zero.blend(
                                a3,
                                fromMemorySegment(F, on, mask + 3 * V, ORDER)
                                        .compare(VectorOperators.GT, 0))
                        .intoMemorySegment(y, row + 3 * V, ORDER);
            }
        }
    }
}
