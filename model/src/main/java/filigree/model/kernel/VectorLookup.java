package filigree.model.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.nio.ByteOrder;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Bytes through a table into a tile on registers of 512 bits: the table of 256 numbers stands in
/// 16 registers, in which 16 bytes are looked up at once; blocks of 16 examples are then turned
/// ([Turned]). Examples are read one after the other, as they lie in memory.
final class VectorLookup {
    static final int SIDE = 16;
    private static final VectorSpecies<Byte> B = ByteVector.SPECIES_128;
    private static final VectorSpecies<Integer> I = IntVector.SPECIES_512;
    private static final VectorSpecies<Float> F = FloatVector.SPECIES_512;
    private static final ThreadLocal<VectorLookup> OWN = ThreadLocal.withInitial(VectorLookup::new);

    private MemorySegment memory = Arena.ofAuto().allocate(SIDE * 4L, 64); // [example][feature]
    private long at = Unchecked.at(memory, 0, SIDE * 4L);

    private VectorLookup() {}

    /// @param to at least `from` + 16
    static void fill(
            ByteRows rows,
            int from,
            int to,
            float[] table,
            int tableAt,
            MemorySegment x,
            long xAt) {
        OWN.get().run(rows, from, to, table, tableAt, x, xAt);
    }

    private void run(
            ByteRows rows,
            int from,
            int to,
            float[] table,
            int tableAt,
            MemorySegment xMemory,
            long xOffset) {
        int features = to - from;
        long step = (features + SIDE - 1L) / SIDE * SIDE * 4;
        if (memory.byteSize() < SIDE * step) {
            memory = Arena.ofAuto().allocate(SIDE * step, 64);
            at = Unchecked.at(memory, 0, SIDE * step);
        }
        long xAt = Unchecked.at(xMemory, xOffset, to * Tiles.ROW_BYTES);
        touch(rows, from, to);
        try {
            for (int c = 0; c < rows.count(); c += SIDE) {
                int last = Math.min(SIDE, rows.count() - c) - 1;
                for (int e = 0; e <= last; e++) {
                    int start = rows.start(c + e);
                    example(
                            rows.source(),
                            start + from,
                            start + to,
                            table,
                            tableAt,
                            memory,
                            at + e * step);
                }
                for (int f = 0; f < features; f += SIDE) {
                    int g = Math.min(f, features - SIDE); // the last block may take some again
                    long block = xAt + (from + g) * Tiles.ROW_BYTES + c * 4L;
                    Turned.block(memory, at + g * 4L, step, last, xMemory, block);
                }
            }
        } finally {
            Reference.reachabilityFence(xMemory);
        }
    }

    /// Examples lie all over a large memory. Asked for one cache line after the other, in a loop
    /// that does nothing else, many lines are under way at once.
    private static void touch(ByteRows rows, int from, int to) {
        byte[] source = rows.source();
        int sum = 0;
        for (int c = 0; c < rows.count(); c++) {
            int start = rows.start(c);
            for (int f = from; f < to; f += 64) {
                sum += source[start + f];
            }
        }
        if (sum == Integer.MIN_VALUE) { // never, but that is not known to the compiler
            Thread.onSpinWait();
        }
    }

    private static void example(
            byte[] source,
            int from,
            int to,
            float[] table,
            int tableAt,
            MemorySegment memory,
            long at) {
        MemorySegment m = Unchecked.memory(memory);
        IntVector t0 = FloatVector.fromArray(F, table, tableAt).reinterpretAsInts();
        IntVector t1 = FloatVector.fromArray(F, table, tableAt + 16).reinterpretAsInts();
        IntVector t2 = FloatVector.fromArray(F, table, tableAt + 32).reinterpretAsInts();
        IntVector t3 = FloatVector.fromArray(F, table, tableAt + 48).reinterpretAsInts();
        IntVector t4 = FloatVector.fromArray(F, table, tableAt + 64).reinterpretAsInts();
        IntVector t5 = FloatVector.fromArray(F, table, tableAt + 80).reinterpretAsInts();
        IntVector t6 = FloatVector.fromArray(F, table, tableAt + 96).reinterpretAsInts();
        IntVector t7 = FloatVector.fromArray(F, table, tableAt + 112).reinterpretAsInts();
        IntVector t8 = FloatVector.fromArray(F, table, tableAt + 128).reinterpretAsInts();
        IntVector t9 = FloatVector.fromArray(F, table, tableAt + 144).reinterpretAsInts();
        IntVector t10 = FloatVector.fromArray(F, table, tableAt + 160).reinterpretAsInts();
        IntVector t11 = FloatVector.fromArray(F, table, tableAt + 176).reinterpretAsInts();
        IntVector t12 = FloatVector.fromArray(F, table, tableAt + 192).reinterpretAsInts();
        IntVector t13 = FloatVector.fromArray(F, table, tableAt + 208).reinterpretAsInts();
        IntVector t14 = FloatVector.fromArray(F, table, tableAt + 224).reinterpretAsInts();
        IntVector t15 = FloatVector.fromArray(F, table, tableAt + 240).reinterpretAsInts();
        for (int f = from; f < to; f += SIDE) {
            int g = Math.min(f, to - SIDE);
            IntVector b =
                    (IntVector)
                            ByteVector.fromArray(B, source, g)
                                    .convertShape(VectorOperators.ZERO_EXTEND_B2I, I, 0);
            VectorMask<Integer> bit5 = b.lanewise(VectorOperators.LSHL, 26).lt(0);
            VectorMask<Integer> bit6 = b.lanewise(VectorOperators.LSHL, 25).lt(0);
            IntVector low = b.and(31);
            IntVector a0 = low.selectFrom(t0, t1).blend(low.selectFrom(t2, t3), bit5);
            IntVector a1 = low.selectFrom(t4, t5).blend(low.selectFrom(t6, t7), bit5);
            IntVector a2 = low.selectFrom(t8, t9).blend(low.selectFrom(t10, t11), bit5);
            IntVector a3 = low.selectFrom(t12, t13).blend(low.selectFrom(t14, t15), bit5);
            IntVector value =
                    a0.blend(a1, bit6)
                            .blend(a2.blend(a3, bit6), b.compare(VectorOperators.GT, 127));
            value.intoMemorySegment(m, at + (g - from) * 4L, ByteOrder.nativeOrder());
        }
    }
}
