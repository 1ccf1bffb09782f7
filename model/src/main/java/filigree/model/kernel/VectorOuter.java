package filigree.model.kernel;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;
import static jdk.incubator.vector.FloatVector.fromMemorySegment;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.nio.ByteOrder;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The gradient of a whole matrix on registers of 512 bits, as a sum of outer products: 64 features
/// of a tile stand beside one another for each column ([Turned]), in the first-level cache, and a
/// block of 4 rows by 64 columns of the gradient stays in 16 registers over the whole tile.
///
/// No sum over the lanes of a register is left, so it is twice as fast as [VectorGradient], whose
/// last bits are others: here columns of the batch are added one after the other.
final class VectorOuter {
    static final int LANES = 16;
    private static final VectorSpecies<Float> F = FloatVector.SPECIES_512;
    private static final long V = 64; // bytes of one register
    private static final long ROW = Tiles.ROW_BYTES;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final ThreadLocal<Turned> TURNED = ThreadLocal.withInitial(Turned::new);

    private VectorOuter() {}

    /// Rows from … to of `dY X^T`, written into their places of a whole matrix.
    static void gradient(
            int from,
            int to,
            int columns,
            float[] gradients,
            MemorySegment xMemory,
            long xTile,
            MemorySegment dyMemory,
            long dyTile,
            int tiles) {
        if (tiles == 0 || from == to) {
            return;
        }
        long xAt = Unchecked.at(xMemory, 0, (tiles - 1) * xTile + columns * ROW);
        long dyAt = Unchecked.at(dyMemory, 0, (tiles - 1) * dyTile + to * ROW);
        Turned turned = TURNED.get();
        try {
            for (int j = 0; j < columns; j += Turned.FEATURES) {
                int count = Math.min(Turned.FEATURES, columns - j);
                for (int t = 0; t < tiles; t++) {
                    turned.fill(xMemory, xAt + t * xTile + j * ROW, count);
                    long dy = dyAt + t * dyTile;
                    strip(from, to, columns, gradients, j, count, turned, dyMemory, dy, t > 0);
                }
            }
        } finally {
            Reference.reachabilityFence(xMemory);
            Reference.reachabilityFence(dyMemory);
        }
    }

    /// Some columns of the gradient over one tile.
    ///
    /// @param adds to what is there
    private static void strip(
            int from,
            int to,
            int columns,
            float[] gradients,
            int j,
            int count,
            Turned x,
            MemorySegment dy,
            long dyAt,
            boolean adds) {
        float[] edge = x.edge;
        for (int i = from; i < to; i += 4) {
            int rows = Math.min(4, to - i);
            int at = i * columns + j;
            for (int r = 0; !adds && r < rows; r++) {
                Arrays.fill(gradients, at + r * columns, at + r * columns + count, 0);
            }
            long row = dyAt + i * ROW;
            if (count == Turned.FEATURES) {
                block(x.memory, x.at, dy, row, rows, gradients, at, columns);
                continue;
            }
            for (int r = 0; r < rows; r++) {
                System.arraycopy(gradients, at + r * columns, edge, r * Turned.FEATURES, count);
            }
            block(x.memory, x.at, dy, row, rows, edge, 0, Turned.FEATURES);
            for (int r = 0; r < rows; r++) {
                System.arraycopy(edge, r * Turned.FEATURES, gradients, at + r * columns, count);
            }
        }
    }

    /// Adds to four rows; if there are fewer, the last is taken again, with the same result.
    private static void block(
            MemorySegment xMemory,
            long xAt,
            MemorySegment dyMemory,
            long dyAt,
            int rows,
            float[] to,
            int first,
            int step) {
        MemorySegment x = Unchecked.memory(xMemory);
        MemorySegment dy = Unchecked.memory(dyMemory);
        int second = first + Math.min(1, rows - 1) * step;
        int third = first + Math.min(2, rows - 1) * step;
        int last = first + (rows - 1) * step;
        long secondRow = Math.min(1, rows - 1) * ROW;
        long thirdRow = Math.min(2, rows - 1) * ROW;
        long lastRow = (rows - 1) * ROW;
        FloatVector a0 = fromArray(F, to, first);
        FloatVector a1 = fromArray(F, to, first + 16);
        FloatVector a2 = fromArray(F, to, first + 32);
        FloatVector a3 = fromArray(F, to, first + 48);
        FloatVector b0 = fromArray(F, to, second);
        FloatVector b1 = fromArray(F, to, second + 16);
        FloatVector b2 = fromArray(F, to, second + 32);
        FloatVector b3 = fromArray(F, to, second + 48);
        FloatVector c0 = fromArray(F, to, third);
        FloatVector c1 = fromArray(F, to, third + 16);
        FloatVector c2 = fromArray(F, to, third + 32);
        FloatVector c3 = fromArray(F, to, third + 48);
        FloatVector d0 = fromArray(F, to, last);
        FloatVector d1 = fromArray(F, to, last + 16);
        FloatVector d2 = fromArray(F, to, last + 32);
        FloatVector d3 = fromArray(F, to, last + 48);
        long from = xAt;
        for (long row = dyAt, end = row + ROW; row < end; row += 4, from += 4 * V) {
            FloatVector x0 = fromMemorySegment(F, x, from, ORDER);
            FloatVector x1 = fromMemorySegment(F, x, from + V, ORDER);
            FloatVector x2 = fromMemorySegment(F, x, from + 2 * V, ORDER);
            FloatVector x3 = fromMemorySegment(F, x, from + 3 * V, ORDER);
            FloatVector d = broadcast(F, dy.get(JAVA_FLOAT, row));
            a0 = d.fma(x0, a0);
            a1 = d.fma(x1, a1);
            a2 = d.fma(x2, a2);
            a3 = d.fma(x3, a3);
            d = broadcast(F, dy.get(JAVA_FLOAT, row + secondRow));
            b0 = d.fma(x0, b0);
            b1 = d.fma(x1, b1);
            b2 = d.fma(x2, b2);
            b3 = d.fma(x3, b3);
            d = broadcast(F, dy.get(JAVA_FLOAT, row + thirdRow));
            c0 = d.fma(x0, c0);
            c1 = d.fma(x1, c1);
            c2 = d.fma(x2, c2);
            c3 = d.fma(x3, c3);
            d = broadcast(F, dy.get(JAVA_FLOAT, row + lastRow));
            d0 = d.fma(x0, d0);
            d1 = d.fma(x1, d1);
            d2 = d.fma(x2, d2);
            d3 = d.fma(x3, d3);
        }
        a0.intoArray(to, first);
        a1.intoArray(to, first + 16);
        a2.intoArray(to, first + 32);
        a3.intoArray(to, first + 48);
        b0.intoArray(to, second);
        b1.intoArray(to, second + 16);
        b2.intoArray(to, second + 32);
        b3.intoArray(to, second + 48);
        c0.intoArray(to, third);
        c1.intoArray(to, third + 16);
        c2.intoArray(to, third + 32);
        c3.intoArray(to, third + 48);
        d0.intoArray(to, last);
        d1.intoArray(to, last + 16);
        d2.intoArray(to, last + 32);
        d3.intoArray(to, last + 48);
    }
}
