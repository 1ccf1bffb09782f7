package filigree.model.kernel;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromMemorySegment;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Products of whole matrices, zeros and all, with a tile: each register of x that is loaded serves
/// several rows, so multiply-adds and not loads set the pace.
///
/// Columns are taken in panels: so few that their rows of x, and of a turned matrix the lines in
/// which their weights stand, stay in the first-level cache while all rows of the matrix pass by.
/// Every sum goes over the columns from left to right, as in [VectorPanels], so a matrix gives the
/// same numbers here and there.
final class VectorWhole {
    private static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;
    private static final boolean WIDE = F.length() == 16; // 32 registers, and a row is four
    private static final long V = F.length() * 4L; // bytes of one register
    private static final long GROUP = 4 * V;
    private static final long ROW = Tiles.ROW_BYTES;
    private static final int PANEL = 64; // columns
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
        long xAt = Unchecked.at(xMemory, xOffset, w.columns * ROW);
        long yAt = Unchecked.at(yMemory, yOffset, w.rows * ROW);
        try {
            begin(bias, w.rows, yMemory, yAt);
            for (int j = 0; j < w.columns; j += PANEL) {
                panel(w, j, Math.min(PANEL, w.columns - j), xMemory, xAt + j * ROW, yMemory, yAt);
            }
        } finally {
            Reference.reachabilityFence(xMemory);
            Reference.reachabilityFence(yMemory);
        }
    }

    /// `y = b`.
    private static void begin(float[] bias, int rows, MemorySegment yMemory, long yAt) {
        MemorySegment y = Unchecked.memory(yMemory);
        for (int i = 0; i < rows; i++) {
            FloatVector b = broadcast(F, bias.length == 0 ? 0 : bias[i]);
            for (long v = 0; v < ROW; v += V) {
                b.intoMemorySegment(y, yAt + i * ROW + v, ORDER);
            }
        }
    }

    /// `y += W x` over some columns.
    private static void panel(
            PanelRows w, int j, int columns, MemorySegment x, long xAt, MemorySegment y, long yAt) {
        int first = j * w.columnStep;
        int i = 0;
        for (; WIDE && i + 4 <= w.rows; i += 4) {
            int k = first + i * w.rowStep;
            fourRows(w.values, k, w.rowStep, w.columnStep, columns, x, xAt, y, yAt + i * ROW);
        }
        for (; i + 2 <= w.rows; i += 2) {
            int k = first + i * w.rowStep;
            for (long g = 0; g < ROW; g += GROUP) {
                long to = yAt + i * ROW + g;
                twoRows(w.values, k, w.rowStep, w.columnStep, columns, x, xAt + g, y, to);
            }
        }
        for (long g = 0; i < w.rows && g < ROW; g += GROUP) {
            int k = first + i * w.rowStep;
            oneRow(w.values, k, w.columnStep, columns, x, xAt + g, y, yAt + i * ROW + g);
        }
    }

    private static void fourRows(
            float[] values,
            int k,
            int rowStep,
            int columnStep,
            int columns,
            MemorySegment x,
            long xAt,
            MemorySegment y,
            long yAt) {
        x = Unchecked.memory(x);
        y = Unchecked.memory(y);
        FloatVector a0 = fromMemorySegment(F, y, yAt, ORDER);
        FloatVector a1 = fromMemorySegment(F, y, yAt + V, ORDER);
        FloatVector a2 = fromMemorySegment(F, y, yAt + 2 * V, ORDER);
        FloatVector a3 = fromMemorySegment(F, y, yAt + 3 * V, ORDER);
        long next = yAt + ROW;
        FloatVector b0 = fromMemorySegment(F, y, next, ORDER);
        FloatVector b1 = fromMemorySegment(F, y, next + V, ORDER);
        FloatVector b2 = fromMemorySegment(F, y, next + 2 * V, ORDER);
        FloatVector b3 = fromMemorySegment(F, y, next + 3 * V, ORDER);
        next += ROW;
        FloatVector c0 = fromMemorySegment(F, y, next, ORDER);
        FloatVector c1 = fromMemorySegment(F, y, next + V, ORDER);
        FloatVector c2 = fromMemorySegment(F, y, next + 2 * V, ORDER);
        FloatVector c3 = fromMemorySegment(F, y, next + 3 * V, ORDER);
        next += ROW;
        FloatVector d0 = fromMemorySegment(F, y, next, ORDER);
        FloatVector d1 = fromMemorySegment(F, y, next + V, ORDER);
        FloatVector d2 = fromMemorySegment(F, y, next + 2 * V, ORDER);
        FloatVector d3 = fromMemorySegment(F, y, next + 3 * V, ORDER);
        long at = xAt;
        for (int j = 0; j < columns; j++, at += ROW, k += columnStep) {
            FloatVector x0 = fromMemorySegment(F, x, at, ORDER);
            FloatVector x1 = fromMemorySegment(F, x, at + V, ORDER);
            FloatVector x2 = fromMemorySegment(F, x, at + 2 * V, ORDER);
            FloatVector x3 = fromMemorySegment(F, x, at + 3 * V, ORDER);
            FloatVector w = broadcast(F, values[k]);
            a0 = w.fma(x0, a0);
            a1 = w.fma(x1, a1);
            a2 = w.fma(x2, a2);
            a3 = w.fma(x3, a3);
            w = broadcast(F, values[k + rowStep]);
            b0 = w.fma(x0, b0);
            b1 = w.fma(x1, b1);
            b2 = w.fma(x2, b2);
            b3 = w.fma(x3, b3);
            w = broadcast(F, values[k + 2 * rowStep]);
            c0 = w.fma(x0, c0);
            c1 = w.fma(x1, c1);
            c2 = w.fma(x2, c2);
            c3 = w.fma(x3, c3);
            w = broadcast(F, values[k + 3 * rowStep]);
            d0 = w.fma(x0, d0);
            d1 = w.fma(x1, d1);
            d2 = w.fma(x2, d2);
            d3 = w.fma(x3, d3);
        }
        a0.intoMemorySegment(y, yAt, ORDER);
        a1.intoMemorySegment(y, yAt + V, ORDER);
        a2.intoMemorySegment(y, yAt + 2 * V, ORDER);
        a3.intoMemorySegment(y, yAt + 3 * V, ORDER);
        next = yAt + ROW;
        b0.intoMemorySegment(y, next, ORDER);
        b1.intoMemorySegment(y, next + V, ORDER);
        b2.intoMemorySegment(y, next + 2 * V, ORDER);
        b3.intoMemorySegment(y, next + 3 * V, ORDER);
        next += ROW;
        c0.intoMemorySegment(y, next, ORDER);
        c1.intoMemorySegment(y, next + V, ORDER);
        c2.intoMemorySegment(y, next + 2 * V, ORDER);
        c3.intoMemorySegment(y, next + 3 * V, ORDER);
        next += ROW;
        d0.intoMemorySegment(y, next, ORDER);
        d1.intoMemorySegment(y, next + V, ORDER);
        d2.intoMemorySegment(y, next + 2 * V, ORDER);
        d3.intoMemorySegment(y, next + 3 * V, ORDER);
    }

    private static void twoRows(
            float[] values,
            int k,
            int rowStep,
            int columnStep,
            int columns,
            MemorySegment x,
            long xAt,
            MemorySegment y,
            long yAt) {
        x = Unchecked.memory(x);
        y = Unchecked.memory(y);
        FloatVector a0 = fromMemorySegment(F, y, yAt, ORDER);
        FloatVector a1 = fromMemorySegment(F, y, yAt + V, ORDER);
        FloatVector a2 = fromMemorySegment(F, y, yAt + 2 * V, ORDER);
        FloatVector a3 = fromMemorySegment(F, y, yAt + 3 * V, ORDER);
        long next = yAt + ROW;
        FloatVector b0 = fromMemorySegment(F, y, next, ORDER);
        FloatVector b1 = fromMemorySegment(F, y, next + V, ORDER);
        FloatVector b2 = fromMemorySegment(F, y, next + 2 * V, ORDER);
        FloatVector b3 = fromMemorySegment(F, y, next + 3 * V, ORDER);
        long at = xAt;
        for (int j = 0; j < columns; j++, at += ROW, k += columnStep) {
            FloatVector x0 = fromMemorySegment(F, x, at, ORDER);
            FloatVector x1 = fromMemorySegment(F, x, at + V, ORDER);
            FloatVector x2 = fromMemorySegment(F, x, at + 2 * V, ORDER);
            FloatVector x3 = fromMemorySegment(F, x, at + 3 * V, ORDER);
            FloatVector w = broadcast(F, values[k]);
            a0 = w.fma(x0, a0);
            a1 = w.fma(x1, a1);
            a2 = w.fma(x2, a2);
            a3 = w.fma(x3, a3);
            w = broadcast(F, values[k + rowStep]);
            b0 = w.fma(x0, b0);
            b1 = w.fma(x1, b1);
            b2 = w.fma(x2, b2);
            b3 = w.fma(x3, b3);
        }
        a0.intoMemorySegment(y, yAt, ORDER);
        a1.intoMemorySegment(y, yAt + V, ORDER);
        a2.intoMemorySegment(y, yAt + 2 * V, ORDER);
        a3.intoMemorySegment(y, yAt + 3 * V, ORDER);
        next = yAt + ROW;
        b0.intoMemorySegment(y, next, ORDER);
        b1.intoMemorySegment(y, next + V, ORDER);
        b2.intoMemorySegment(y, next + 2 * V, ORDER);
        b3.intoMemorySegment(y, next + 3 * V, ORDER);
    }

    private static void oneRow(
            float[] values,
            int k,
            int columnStep,
            int columns,
            MemorySegment x,
            long xAt,
            MemorySegment y,
            long yAt) {
        x = Unchecked.memory(x);
        y = Unchecked.memory(y);
        FloatVector a0 = fromMemorySegment(F, y, yAt, ORDER);
        FloatVector a1 = fromMemorySegment(F, y, yAt + V, ORDER);
        FloatVector a2 = fromMemorySegment(F, y, yAt + 2 * V, ORDER);
        FloatVector a3 = fromMemorySegment(F, y, yAt + 3 * V, ORDER);
        long at = xAt;
        for (int j = 0; j < columns; j++, at += ROW, k += columnStep) {
            FloatVector w = broadcast(F, values[k]);
            a0 = w.fma(fromMemorySegment(F, x, at, ORDER), a0);
            a1 = w.fma(fromMemorySegment(F, x, at + V, ORDER), a1);
            a2 = w.fma(fromMemorySegment(F, x, at + 2 * V, ORDER), a2);
            a3 = w.fma(fromMemorySegment(F, x, at + 3 * V, ORDER), a3);
        }
        a0.intoMemorySegment(y, yAt, ORDER);
        a1.intoMemorySegment(y, yAt + V, ORDER);
        a2.intoMemorySegment(y, yAt + 2 * V, ORDER);
        a3.intoMemorySegment(y, yAt + 3 * V, ORDER);
    }
}
