package filigree.model.kernel;

import static jdk.incubator.vector.IntVector.fromMemorySegment;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/// 64 features of a tile, turned: `[column][feature]`. Each thread has one.
///
/// Blocks of 16 by 16 numbers are turned in registers of 512 bits: in four rounds each register
/// changes half of its lanes for those of another, 8, 4, 2 and 1 rows away; two rounds a method.
final class Turned {
    static final int FEATURES = 64;
    private static final VectorSpecies<Integer> I = IntVector.SPECIES_512;
    private static final long V = 64; // bytes of one register
    private static final long BYTES = Tiles.COLUMNS * FEATURES * 4L;
    private static final long ROW = Tiles.ROW_BYTES;
    private static final int SIDE = 16;
    private static final IntVector KEEP_8 = keep(8);
    private static final IntVector KEEP_4 = keep(4);
    private static final IntVector KEEP_2 = keep(2);
    private static final IntVector KEEP_1 = keep(1);
    private static final IntVector TAKE_8 = take(8);
    private static final IntVector TAKE_4 = take(4);
    private static final IntVector TAKE_2 = take(2);
    private static final IntVector TAKE_1 = take(1);

    final float[] edge = new float[4 * FEATURES];
    final MemorySegment memory = Arena.ofAuto().allocate(BYTES, V);
    final long at = Unchecked.at(memory, 0, BYTES);

    /// For the upper of two rows: its own lane, or where bit `distance` is set, one of the lower
    /// row.
    private static IntVector keep(int distance) {
        int[] lanes = new int[SIDE];
        for (int l = 0; l < SIDE; l++) {
            lanes[l] = (l & distance) == 0 ? l : SIDE + l - distance;
        }
        return IntVector.fromArray(I, lanes, 0);
    }

    /// For the lower of two rows.
    private static IntVector take(int distance) {
        int[] lanes = new int[SIDE];
        for (int l = 0; l < SIDE; l++) {
            lanes[l] = (l & distance) == 0 ? l + distance : SIDE + l;
        }
        return IntVector.fromArray(I, lanes, 0);
    }

    /// Fills it from `count` features of a tile; further ones up to 64 are any finite numbers.
    ///
    /// @param xAt an address of [Unchecked]: the first of the features
    void fill(MemorySegment xMemory, long xAt, int count) {
        for (int f = 0; f < count; f += SIDE) {
            for (int c = 0; c < Tiles.COLUMNS; c += SIDE) {
                long to = at + ((long) c * FEATURES + f) * Float.BYTES;
                block(xMemory, xAt + f * ROW + c * 4L, ROW, count - 1 - f, memory, to);
            }
        }
    }

    /// Turns a block of 16 by 16.
    ///
    /// @param step bytes from one of its rows to the next
    /// @param last row, from 0; further ones repeat it
    /// @param to where the turned rows go, [Tiles#ROW_BYTES] apart
    static void block(
            MemorySegment x, long xAt, long step, int last, MemorySegment memory, long to) {
        far(x, xAt, step, last, memory, to);
        near(memory, to);
    }

    /// Rounds 8 and 4.
    private static void far(
            MemorySegment xMemory, long xAt, long step, int last, MemorySegment memory, long to) {
        MemorySegment x = Unchecked.memory(xMemory);
        MemorySegment m = Unchecked.memory(memory);
        for (int j = 0; j < 4; j++) {
            IntVector a =
                    fromMemorySegment(
                            I, x, xAt + Math.min(j, last) * step, ByteOrder.nativeOrder());
            IntVector b =
                    fromMemorySegment(
                            I, x, xAt + Math.min(j + 4, last) * step, ByteOrder.nativeOrder());
            IntVector c =
                    fromMemorySegment(
                            I, x, xAt + Math.min(j + 8, last) * step, ByteOrder.nativeOrder());
            IntVector d =
                    fromMemorySegment(
                            I, x, xAt + Math.min(j + 12, last) * step, ByteOrder.nativeOrder());
            IntVector e = KEEP_8.selectFrom(a, c);
            IntVector g = TAKE_8.selectFrom(a, c);
            IntVector h = KEEP_8.selectFrom(b, d);
            IntVector k = TAKE_8.selectFrom(b, d);
            KEEP_4.selectFrom(e, h).intoMemorySegment(m, to + j * ROW, ByteOrder.nativeOrder());
            TAKE_4.selectFrom(e, h)
                    .intoMemorySegment(m, to + (j + 4) * ROW, ByteOrder.nativeOrder());
            KEEP_4.selectFrom(g, k)
                    .intoMemorySegment(m, to + (j + 8) * ROW, ByteOrder.nativeOrder());
            TAKE_4.selectFrom(g, k)
                    .intoMemorySegment(m, to + (j + 12) * ROW, ByteOrder.nativeOrder());
        }
    }

    /// Rounds 2 and 1, in place.
    private static void near(MemorySegment memory, long to) {
        MemorySegment m = Unchecked.memory(memory);
        for (long at = to; at < to + SIDE * ROW; at += 4 * ROW) {
            IntVector a = fromMemorySegment(I, m, at, ByteOrder.nativeOrder());
            IntVector b = fromMemorySegment(I, m, at + ROW, ByteOrder.nativeOrder());
            IntVector c = fromMemorySegment(I, m, at + 2 * ROW, ByteOrder.nativeOrder());
            IntVector d = fromMemorySegment(I, m, at + 3 * ROW, ByteOrder.nativeOrder());
            IntVector e = KEEP_2.selectFrom(a, c);
            IntVector g = TAKE_2.selectFrom(a, c);
            IntVector h = KEEP_2.selectFrom(b, d);
            IntVector k = TAKE_2.selectFrom(b, d);
            KEEP_1.selectFrom(e, h).intoMemorySegment(m, at, ByteOrder.nativeOrder());
            TAKE_1.selectFrom(e, h).intoMemorySegment(m, at + ROW, ByteOrder.nativeOrder());
            KEEP_1.selectFrom(g, k).intoMemorySegment(m, at + 2 * ROW, ByteOrder.nativeOrder());
            TAKE_1.selectFrom(g, k).intoMemorySegment(m, at + 3 * ROW, ByteOrder.nativeOrder());
        }
    }
}
