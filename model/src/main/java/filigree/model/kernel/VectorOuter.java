package filigree.model.kernel;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The gradient of a whole matrix on registers of 512 bits, as a sum of outer products: 64 features
/// of x stand beside one another for each column ([Turned]), and a block of 4 rows by 64 columns of
/// the gradient stays in 16 registers over the whole batch.
///
/// No sum over the lanes of a register is left, so it is twice as fast as [VectorGradient], whose
/// last bits are others: here columns of the batch are added one after the other.
final class VectorOuter {
    static final int LANES = 16;
    private static final VectorSpecies<Float> F = FloatVector.SPECIES_512;
    private static final long V = 64; // bytes of one register
    private static final long ROW = Tiles.ROW_BYTES;
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
        float[] edge = turned.edge;
        try {
            for (int j = 0; j < columns; j += Turned.FEATURES) {
                int count = Math.min(Turned.FEATURES, columns - j);
                turned.fill(xMemory, xAt + j * ROW, xTile, tiles, count);
                for (int i = from; i < to; i += 4) {
                    boolean fits = count == Turned.FEATURES;
                    block(
                            turned.memory,
                            turned.at,
                            dyMemory,
                            dyAt + i * ROW,
                            dyTile,
                            tiles,
                            Math.min(4, to - i),
                            fits ? gradients : edge,
                            fits ? i * columns + j : 0,
                            fits ? columns : Turned.FEATURES);
                    for (int r = 0; !fits && r < Math.min(4, to - i); r++) {
                        int at = (i + r) * columns + j;
                        System.arraycopy(edge, r * Turned.FEATURES, gradients, at, count);
                    }
                }
            }
        } finally {
            Reference.reachabilityFence(xMemory);
            Reference.reachabilityFence(dyMemory);
        }
    }

    /// Four rows; if there are fewer, the last is taken again.
    private static void block(
            MemorySegment xMemory,
            long xAt,
            MemorySegment dyMemory,
            long dyAt,
            long dyTile,
            int tiles,
            int rows,
            float[] to,
            int at,
            int step) {
        MemorySegment x = Unchecked.memory(xMemory);
        MemorySegment dy = Unchecked.memory(dyMemory);
        int second = Math.min(1, rows - 1);
        int third = Math.min(2, rows - 1);
        int last = rows - 1;
        FloatVector a0 = FloatVector.zero(F);
        FloatVector a1 = a0;
        FloatVector a2 = a0;
        FloatVector a3 = a0;
        FloatVector b0 = a0;
        FloatVector b1 = a0;
        FloatVector b2 = a0;
        FloatVector b3 = a0;
        FloatVector c0 = a0;
        FloatVector c1 = a0;
        FloatVector c2 = a0;
        FloatVector c3 = a0;
        FloatVector d0 = a0;
        FloatVector d1 = a0;
        FloatVector d2 = a0;
        FloatVector d3 = a0;
        long from = xAt;
        for (int t = 0; t < tiles; t++) {
            long row = dyAt + t * dyTile;
            for (long end = row + ROW; row < end; row += 4, from += 4 * V) {
                FloatVector x0 = load(x, from);
                FloatVector x1 = load(x, from + V);
                FloatVector x2 = load(x, from + 2 * V);
                FloatVector x3 = load(x, from + 3 * V);
                FloatVector d = number(dy, row);
                a0 = d.fma(x0, a0);
                a1 = d.fma(x1, a1);
                a2 = d.fma(x2, a2);
                a3 = d.fma(x3, a3);
                d = number(dy, row + second * ROW);
                b0 = d.fma(x0, b0);
                b1 = d.fma(x1, b1);
                b2 = d.fma(x2, b2);
                b3 = d.fma(x3, b3);
                d = number(dy, row + third * ROW);
                c0 = d.fma(x0, c0);
                c1 = d.fma(x1, c1);
                c2 = d.fma(x2, c2);
                c3 = d.fma(x3, c3);
                d = number(dy, row + last * ROW);
                d0 = d.fma(x0, d0);
                d1 = d.fma(x1, d1);
                d2 = d.fma(x2, d2);
                d3 = d.fma(x3, d3);
            }
        }
        a0.intoArray(to, at);
        a1.intoArray(to, at + 16);
        a2.intoArray(to, at + 32);
        a3.intoArray(to, at + 48);
        b0.intoArray(to, at + second * step);
        b1.intoArray(to, at + second * step + 16);
        b2.intoArray(to, at + second * step + 32);
        b3.intoArray(to, at + second * step + 48);
        c0.intoArray(to, at + third * step);
        c1.intoArray(to, at + third * step + 16);
        c2.intoArray(to, at + third * step + 32);
        c3.intoArray(to, at + third * step + 48);
        d0.intoArray(to, at + last * step);
        d1.intoArray(to, at + last * step + 16);
        d2.intoArray(to, at + last * step + 32);
        d3.intoArray(to, at + last * step + 48);
    }

    private static FloatVector number(MemorySegment m, long at) {
        return FloatVector.broadcast(F, m.get(JAVA_FLOAT, at));
    }

    private static FloatVector load(MemorySegment m, long at) {
        return FloatVector.fromMemorySegment(F, m, at, java.nio.ByteOrder.nativeOrder());
    }
}
