package filigree.model.kernel;

import static jdk.incubator.vector.ShortVector.fromArray;
import static jdk.incubator.vector.ShortVector.fromMemorySegment;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.nio.ByteOrder;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Bytes through a table into a tile on registers of 512 bits, 16 features at a time.
///
/// Bytes are turned before they are looked up, as 16 bits each: half the work of turning numbers.
/// The halves of 256 numbers stand in 16 registers, in two of which 32 bytes are looked up at once.
/// (Tables of bytes would need AVX-512 VBMI.)
final class VectorLookup {
    static final int SIDE = 16; // features of a block, and columns of its quarters
    private static final VectorSpecies<Byte> B = ByteVector.SPECIES_128;
    private static final VectorSpecies<Short> HALF = ShortVector.SPECIES_256;
    private static final VectorSpecies<Short> S = ShortVector.SPECIES_512;
    private static final int LANES = 32;
    private static final long V = 64; // bytes of one register
    private static final long BLOCK = Tiles.COLUMNS * SIDE * 2L;
    private static final long ROW = Tiles.ROW_BYTES;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final ShortVector EVEN = lanes(0, 2, LANES);
    private static final ShortVector ODD = lanes(1, 2, LANES);
    private static final ShortVector JOIN_EVEN = lanes(0, LANES, 2);
    private static final ShortVector JOIN_ODD = lanes(1, LANES, 2);
    private static final ThreadLocal<VectorLookup> OWN = ThreadLocal.withInitial(VectorLookup::new);

    private final short[] low = new short[256]; // halves of the table
    private final short[] high = new short[256];
    private final MemorySegment memory = Arena.ofAuto().allocate(BLOCK, V);
    private final long at = Unchecked.at(memory, 0, BLOCK);

    private VectorLookup() {}

    /// Lanes of two registers, 64 in all: `first`, then `step` further for `count` of them, then
    /// the same from two lanes on.
    private static ShortVector lanes(int first, int step, int count) {
        short[] lanes = new short[LANES];
        for (int l = 0; l < LANES; l++) {
            lanes[l] = (short) (first + l / count * 2 + l % count * step);
        }
        return fromArray(S, lanes, 0);
    }

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
        for (int b = 0; b < low.length; b++) {
            int bits = Float.floatToRawIntBits(table[tableAt + b]);
            low[b] = (short) bits;
            high[b] = (short) (bits >>> 16);
        }
        long xAt = Unchecked.at(xMemory, xOffset, to * ROW);
        touch(rows, from, to);
        try {
            for (int f = from; f < to; f += SIDE) {
                int first = Math.min(f, to - SIDE); // the last block may take some again
                read(rows, first);
                turn(memory, at);
                lookUp(memory, at, low, high, xMemory, xAt + first * ROW);
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

    /// Reads 16 features of each column: `[column][feature]`. Padding repeats the last column.
    private void read(ByteRows rows, int first) {
        MemorySegment m = Unchecked.memory(memory);
        byte[] source = rows.source();
        int last = rows.count() - 1;
        for (int c = 0; c < Tiles.COLUMNS; c++) {
            int start = rows.start(Math.min(c, last)) + first;
            ((ShortVector)
                            ByteVector.fromArray(B, source, start)
                                    .convertShape(VectorOperators.ZERO_EXTEND_B2S, HALF, 0))
                    .intoMemorySegment(m, at + c * (V / 2), ORDER);
        }
    }

    /// Turns each 16 columns: `[feature % 8][column][feature / 8]`.
    ///
    /// A register holds two columns. Of two registers one then takes all even lanes, the other all
    /// odd ones, so that the lowest bit of a feature's number changes places with a bit of the
    /// column's; three times.
    private static void turn(MemorySegment memory, long from) {
        MemorySegment m = Unchecked.memory(memory);
        for (long at = from; at < from + BLOCK; at += 8 * V) {
            ShortVector a = fromMemorySegment(S, m, at, ORDER);
            ShortVector b = fromMemorySegment(S, m, at + V, ORDER);
            ShortVector c = fromMemorySegment(S, m, at + 2 * V, ORDER);
            ShortVector d = fromMemorySegment(S, m, at + 3 * V, ORDER);
            ShortVector e = fromMemorySegment(S, m, at + 4 * V, ORDER);
            ShortVector f = fromMemorySegment(S, m, at + 5 * V, ORDER);
            ShortVector g = fromMemorySegment(S, m, at + 6 * V, ORDER);
            ShortVector h = fromMemorySegment(S, m, at + 7 * V, ORDER);
            ShortVector a0 = EVEN.selectFrom(a, b);
            ShortVector b0 = EVEN.selectFrom(c, d);
            ShortVector c0 = EVEN.selectFrom(e, f);
            ShortVector d0 = EVEN.selectFrom(g, h);
            ShortVector a1 = ODD.selectFrom(a, b);
            ShortVector b1 = ODD.selectFrom(c, d);
            ShortVector c1 = ODD.selectFrom(e, f);
            ShortVector d1 = ODD.selectFrom(g, h);
            a = EVEN.selectFrom(a0, b0);
            b = EVEN.selectFrom(c0, d0);
            c = ODD.selectFrom(a0, b0);
            d = ODD.selectFrom(c0, d0);
            e = EVEN.selectFrom(a1, b1);
            f = EVEN.selectFrom(c1, d1);
            g = ODD.selectFrom(a1, b1);
            h = ODD.selectFrom(c1, d1);
            EVEN.selectFrom(a, b).intoMemorySegment(m, at, ORDER);
            EVEN.selectFrom(e, f).intoMemorySegment(m, at + V, ORDER);
            EVEN.selectFrom(c, d).intoMemorySegment(m, at + 2 * V, ORDER);
            EVEN.selectFrom(g, h).intoMemorySegment(m, at + 3 * V, ORDER);
            ODD.selectFrom(a, b).intoMemorySegment(m, at + 4 * V, ORDER);
            ODD.selectFrom(e, f).intoMemorySegment(m, at + 5 * V, ORDER);
            ODD.selectFrom(c, d).intoMemorySegment(m, at + 6 * V, ORDER);
            ODD.selectFrom(g, h).intoMemorySegment(m, at + 7 * V, ORDER);
        }
    }

    /// Looks up what [#turn] wrote.
    private static void lookUp(
            MemorySegment memory,
            long from,
            short[] low,
            short[] high,
            MemorySegment xMemory,
            long xAt) {
        MemorySegment m = Unchecked.memory(memory);
        MemorySegment x = Unchecked.memory(xMemory);
        ShortVector l0 = fromArray(S, low, 0);
        ShortVector l1 = fromArray(S, low, LANES);
        ShortVector l2 = fromArray(S, low, 2 * LANES);
        ShortVector l3 = fromArray(S, low, 3 * LANES);
        ShortVector l4 = fromArray(S, low, 4 * LANES);
        ShortVector l5 = fromArray(S, low, 5 * LANES);
        ShortVector l6 = fromArray(S, low, 6 * LANES);
        ShortVector l7 = fromArray(S, low, 7 * LANES);
        ShortVector h0 = fromArray(S, high, 0);
        ShortVector h1 = fromArray(S, high, LANES);
        ShortVector h2 = fromArray(S, high, 2 * LANES);
        ShortVector h3 = fromArray(S, high, 3 * LANES);
        ShortVector h4 = fromArray(S, high, 4 * LANES);
        ShortVector h5 = fromArray(S, high, 5 * LANES);
        ShortVector h6 = fromArray(S, high, 6 * LANES);
        ShortVector h7 = fromArray(S, high, 7 * LANES);
        for (long n = 0; n < BLOCK / V; n++) {
            ShortVector b = fromMemorySegment(S, m, from + n * V, ORDER);
            VectorMask<Short> bit6 = b.lanewise(VectorOperators.LSHL, 9).lt((short) 0);
            VectorMask<Short> bit7 = b.compare(VectorOperators.GT, 127);
            ShortVector l =
                    b.selectFrom(l0, l1)
                            .blend(b.selectFrom(l2, l3), bit6)
                            .blend(b.selectFrom(l4, l5).blend(b.selectFrom(l6, l7), bit6), bit7);
            ShortVector h =
                    b.selectFrom(h0, h1)
                            .blend(b.selectFrom(h2, h3), bit6)
                            .blend(b.selectFrom(h4, h5).blend(b.selectFrom(h6, h7), bit6), bit7);
            long to = xAt + n % 8 * ROW + n / 8 * V;
            JOIN_EVEN.selectFrom(l, h).intoMemorySegment(x, to, ORDER);
            JOIN_ODD.selectFrom(l, h).intoMemorySegment(x, to + 8 * ROW, ORDER);
        }
    }
}
