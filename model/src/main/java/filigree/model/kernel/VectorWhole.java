package filigree.model.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Products of whole matrices, zeros and all, with a tile: each register of x that is loaded serves
/// several rows, so multiply-adds and not loads set the pace.
///
/// Every sum goes over the columns from left to right, as in [VectorPanels], so a matrix gives the
/// same numbers here and there.
final class VectorWhole {
    private static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;
    private static final boolean WIDE = F.length() == 16; // 32 registers, and a row is four
    private static final long V = F.length() * 4L; // bytes of one register
    private static final long GROUP = 4 * V;
    private static final long ROW = Tiles.ROW_BYTES;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private VectorWhole() {}

    /// `y = W x + b`.
    static void multiply(
            PanelRows w,
            float[] bias,
            MemorySegment xMemory,
            long xOffset,
            MemorySegment yMemory,
            long yOffset) {
        MemorySegment x = Unchecked.memory(xMemory);
        MemorySegment y = Unchecked.memory(yMemory);
        long xAt = Unchecked.at(xMemory, xOffset, w.columns * ROW);
        long yAt = Unchecked.at(yMemory, yOffset, w.rows * ROW);
        try {
            int i = 0;
            for (; WIDE && i + 4 <= w.rows; i += 4) {
                fourRows(w.values, i, w.rowStep, w.columnStep, w.columns, bias, x, xAt, y, yAt);
            }
            for (; i + 2 <= w.rows; i += 2) {
                for (long g = 0; g < ROW; g += GROUP) {
                    twoRows(w, i, bias, x, xAt + g, y, yAt + g);
                }
            }
            for (long g = 0; i < w.rows && g < ROW; g += GROUP) {
                oneRow(w, i, bias, x, xAt + g, y, yAt + g);
            }
        } finally {
            Reference.reachabilityFence(xMemory);
            Reference.reachabilityFence(yMemory);
        }
    }

    private static FloatVector start(float[] bias, int i) {
        return FloatVector.broadcast(F, bias.length == 0 ? 0 : bias[i]);
    }

    private static void fourRows(
            float[] values,
            int i,
            int rowStep,
            int columnStep,
            int columns,
            float[] bias,
            MemorySegment x,
            long xAt,
            MemorySegment y,
            long yAt) {
        x = Unchecked.memory(x);
        y = Unchecked.memory(y);
        FloatVector a0 = start(bias, i);
        FloatVector a1 = a0;
        FloatVector a2 = a0;
        FloatVector a3 = a0;
        FloatVector b0 = start(bias, i + 1);
        FloatVector b1 = b0;
        FloatVector b2 = b0;
        FloatVector b3 = b0;
        FloatVector c0 = start(bias, i + 2);
        FloatVector c1 = c0;
        FloatVector c2 = c0;
        FloatVector c3 = c0;
        FloatVector d0 = start(bias, i + 3);
        FloatVector d1 = d0;
        FloatVector d2 = d0;
        FloatVector d3 = d0;
        long at = xAt;
        int k = i * rowStep;
        for (int j = 0; j < columns; j++, at += ROW, k += columnStep) {
            FloatVector x0 = load(x, at);
            FloatVector x1 = load(x, at + V);
            FloatVector x2 = load(x, at + 2 * V);
            FloatVector x3 = load(x, at + 3 * V);
            FloatVector w = FloatVector.broadcast(F, values[k]);
            a0 = w.fma(x0, a0);
            a1 = w.fma(x1, a1);
            a2 = w.fma(x2, a2);
            a3 = w.fma(x3, a3);
            w = FloatVector.broadcast(F, values[k + rowStep]);
            b0 = w.fma(x0, b0);
            b1 = w.fma(x1, b1);
            b2 = w.fma(x2, b2);
            b3 = w.fma(x3, b3);
            w = FloatVector.broadcast(F, values[k + 2 * rowStep]);
            c0 = w.fma(x0, c0);
            c1 = w.fma(x1, c1);
            c2 = w.fma(x2, c2);
            c3 = w.fma(x3, c3);
            w = FloatVector.broadcast(F, values[k + 3 * rowStep]);
            d0 = w.fma(x0, d0);
            d1 = w.fma(x1, d1);
            d2 = w.fma(x2, d2);
            d3 = w.fma(x3, d3);
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
        to += ROW;
        store(c0, y, to);
        store(c1, y, to + V);
        store(c2, y, to + 2 * V);
        store(c3, y, to + 3 * V);
        to += ROW;
        store(d0, y, to);
        store(d1, y, to + V);
        store(d2, y, to + 2 * V);
        store(d3, y, to + 3 * V);
    }

    private static void twoRows(
            PanelRows w,
            int i,
            float[] bias,
            MemorySegment x,
            long xAt,
            MemorySegment y,
            long yAt) {
        x = Unchecked.memory(x);
        y = Unchecked.memory(y);
        float[] values = w.values;
        int rowStep = w.rowStep;
        int columnStep = w.columnStep;
        int columns = w.columns;
        FloatVector a0 = start(bias, i);
        FloatVector a1 = a0;
        FloatVector a2 = a0;
        FloatVector a3 = a0;
        FloatVector b0 = start(bias, i + 1);
        FloatVector b1 = b0;
        FloatVector b2 = b0;
        FloatVector b3 = b0;
        long at = xAt;
        int k = i * rowStep;
        for (int j = 0; j < columns; j++, at += ROW, k += columnStep) {
            FloatVector x0 = load(x, at);
            FloatVector x1 = load(x, at + V);
            FloatVector x2 = load(x, at + 2 * V);
            FloatVector x3 = load(x, at + 3 * V);
            FloatVector wk = FloatVector.broadcast(F, values[k]);
            a0 = wk.fma(x0, a0);
            a1 = wk.fma(x1, a1);
            a2 = wk.fma(x2, a2);
            a3 = wk.fma(x3, a3);
            wk = FloatVector.broadcast(F, values[k + rowStep]);
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

    private static void oneRow(
            PanelRows w,
            int i,
            float[] bias,
            MemorySegment x,
            long xAt,
            MemorySegment y,
            long yAt) {
        x = Unchecked.memory(x);
        y = Unchecked.memory(y);
        float[] values = w.values;
        int columnStep = w.columnStep;
        int columns = w.columns;
        FloatVector a0 = start(bias, i);
        FloatVector a1 = a0;
        FloatVector a2 = a0;
        FloatVector a3 = a0;
        long at = xAt;
        int k = i * w.rowStep;
        for (int j = 0; j < columns; j++, at += ROW, k += columnStep) {
            FloatVector wk = FloatVector.broadcast(F, values[k]);
            a0 = wk.fma(load(x, at), a0);
            a1 = wk.fma(load(x, at + V), a1);
            a2 = wk.fma(load(x, at + 2 * V), a2);
            a3 = wk.fma(load(x, at + 3 * V), a3);
        }
        long to = yAt + i * ROW;
        store(a0, y, to);
        store(a1, y, to + V);
        store(a2, y, to + 2 * V);
        store(a3, y, to + 3 * V);
    }

    private static FloatVector load(MemorySegment m, long at) {
        return FloatVector.fromMemorySegment(F, m, at, ORDER);
    }

    private static void store(FloatVector v, MemorySegment m, long at) {
        v.intoMemorySegment(m, at, ORDER);
    }
}
