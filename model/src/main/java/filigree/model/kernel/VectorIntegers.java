package filigree.model.kernel;

import static jdk.incubator.vector.ByteVector.fromMemorySegment;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.nio.ByteOrder;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Products of whole numbers with a single column on registers of 512 bits: the column's next 128
/// bytes stand in two of them, in which 64 lanes look up 64 at once. That is one instruction where
/// there is AVX-512 VBMI (Ice Lake, Zen 4); on older processors with AVX-512 it is right, but slow.
final class VectorIntegers {
    static final int BITS = 512;
    private static final VectorSpecies<Byte> B = ByteVector.SPECIES_512;
    private static final VectorSpecies<Byte> HALF = ByteVector.SPECIES_256;
    private static final VectorSpecies<Short> S = ShortVector.SPECIES_512;
    private static final VectorSpecies<Short> S16 = ShortVector.SPECIES_256;
    private static final VectorSpecies<Integer> I = IntVector.SPECIES_512;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final long V = 64; // bytes of one register
    private static final long SLICE = 4 * V; // of its halves

    private VectorIntegers() {}

    static void multiply(IntegerRows w, MemorySegment x, int[] sums) {
        long xAt = Unchecked.at(x, 0, IntegerRows.bytes(w.columns));
        long codesAt = Unchecked.at(w.codes, 0, w.codes.byteSize());
        long localsAt = Unchecked.at(w.locals, 0, w.locals.byteSize());
        long halvesAt = Unchecked.at(w.halves, 0, w.halves.byteSize());
        try {
            slices(w, x, xAt, codesAt, localsAt, halvesAt);
            join(w, halvesAt);
        } finally {
            Reference.reachabilityFence(x);
            Reference.reachabilityFence(w);
        }
        w.collect(sums);
    }

    /// Sums of each lane, modulo 2^16 and in steps of 256.
    private static void slices(
            IntegerRows w,
            MemorySegment xMemory,
            long xAt,
            long codesAt,
            long localsAt,
            long halvesAt) {
        MemorySegment x = Unchecked.memory(xMemory);
        MemorySegment codes = Unchecked.memory(w.codes);
        MemorySegment locals = Unchecked.memory(w.locals);
        MemorySegment halves = Unchecked.memory(w.halves);
        int[] starts = w.starts;
        int[] bases = w.bases;
        for (int g = 0; g < w.slices; g++) {
            ShortVector low0 = ShortVector.zero(S);
            ShortVector low1 = low0;
            ShortVector high0 = low0;
            ShortVector high1 = low0;
            for (int s = starts[g], end = starts[g + 1]; s < end; s++) {
                long from = xAt + bases[s];
                long at = codesAt + s * V;
                ShortVector xs =
                        fromMemorySegment(B, locals, localsAt + s * V, ORDER)
                                .selectFrom(
                                        fromMemorySegment(B, x, from, ORDER),
                                        fromMemorySegment(B, x, from + V, ORDER))
                                .reinterpretAsShorts();
                ShortVector p0 =
                        ((ShortVector)
                                        fromMemorySegment(HALF, codes, at, ORDER)
                                                .convertShape(VectorOperators.B2S, S, 0))
                                .mul(xs.and((short) 0xff));
                ShortVector p1 =
                        ((ShortVector)
                                        fromMemorySegment(HALF, codes, at + V / 2, ORDER)
                                                .convertShape(VectorOperators.B2S, S, 0))
                                .mul(xs.lanewise(VectorOperators.LSHR, 8));
                low0 = low0.add(p0);
                low1 = low1.add(p1);
                high0 = high0.add(p0.lanewise(VectorOperators.ASHR, 8));
                high1 = high1.add(p1.lanewise(VectorOperators.ASHR, 8));
            }
            long to = halvesAt + g * SLICE;
            low0.intoMemorySegment(halves, to, ORDER);
            low1.intoMemorySegment(halves, to + V, ORDER);
            high0.intoMemorySegment(halves, to + 2 * V, ORDER);
            high1.intoMemorySegment(halves, to + 3 * V, ORDER);
        }
    }

    /// The sums themselves.
    private static void join(IntegerRows w, long halvesAt) {
        MemorySegment halves = Unchecked.memory(w.halves);
        int[] sums = w.sums;
        for (int l = 0; l < sums.length; l += I.length()) {
            long at = halvesAt + l / IntegerRows.LANES * SLICE + l % IntegerRows.LANES * 2L;
            IntVector high =
                    ((IntVector)
                                    ShortVector.fromMemorySegment(S16, halves, at + 2 * V, ORDER)
                                            .convertShape(VectorOperators.S2I, I, 0))
                            .lanewise(VectorOperators.LSHL, 8);
            ((IntVector)
                            ShortVector.fromMemorySegment(S16, halves, at, ORDER)
                                    .convertShape(VectorOperators.S2I, I, 0))
                    .sub(high)
                    .and(0xffff)
                    .add(high)
                    .intoArray(sums, l);
        }
    }
}
