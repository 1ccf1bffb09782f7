package filigree.model.kernel;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromMemorySegment;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.nio.ByteOrder;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Products with a single column on registers of 512 bits: the column's next 64 numbers stand in
/// four registers, in which 16 lanes look up 16 of them at once. Reading them from memory one by
/// one (a gather) takes twice as long on the processors we know.
final class VectorColumn {
    private static final VectorSpecies<Float> F = FloatVector.SPECIES_512;
    private static final VectorSpecies<Integer> I = IntVector.SPECIES_512;
    private static final VectorSpecies<Byte> B = ByteVector.SPECIES_128;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final long V = 64; // bytes of one register

    private VectorColumn() {}

    /// `y = max(W x + b, floor)`.
    static void multiply(
            SlicedRows w, MemorySegment bias, MemorySegment x, MemorySegment y, float floor) {
        long biasAt = Unchecked.at(bias, 0, w.slices * V);
        long xAt = Unchecked.at(x, 0, SlicedRows.bytes(w.columns));
        long yAt = Unchecked.at(y, 0, w.slices * V);
        long valuesAt = Unchecked.at(w.values, 0, w.values.byteSize());
        try {
            if (w.full) {
                full(w, bias, biasAt, valuesAt, x, xAt, y, yAt, floor);
            } else {
                long localsAt = Unchecked.at(w.locals, 0, w.locals.byteSize());
                sliced(w, bias, biasAt, valuesAt, localsAt, x, xAt, y, yAt, floor);
            }
        } finally {
            Reference.reachabilityFence(bias);
            Reference.reachabilityFence(x);
            Reference.reachabilityFence(y);
            Reference.reachabilityFence(w);
        }
    }

    private static void sliced(
            SlicedRows w,
            MemorySegment biasMemory,
            long biasAt,
            long valuesAt,
            long localsAt,
            MemorySegment xMemory,
            long xAt,
            MemorySegment yMemory,
            long yAt,
            float floor) {
        MemorySegment bias = Unchecked.memory(biasMemory);
        MemorySegment x = Unchecked.memory(xMemory);
        MemorySegment y = Unchecked.memory(yMemory);
        MemorySegment values = Unchecked.memory(w.values);
        MemorySegment locals = Unchecked.memory(w.locals);
        int[] starts = w.starts;
        int[] bases = w.bases;
        for (int g = 0; g < w.slices; g++) {
            FloatVector a = fromMemorySegment(F, bias, biasAt + g * V, ORDER);
            for (int s = starts[g], end = starts[g + 1]; s < end; s++) {
                long from = xAt + bases[s] * 4L;
                IntVector at =
                        (IntVector)
                                ByteVector.fromMemorySegment(B, locals, localsAt + s * 16L, ORDER)
                                        .convertShape(VectorOperators.ZERO_EXTEND_B2I, I, 0);
                IntVector low =
                        at.selectFrom(
                                fromMemorySegment(F, x, from, ORDER).reinterpretAsInts(),
                                fromMemorySegment(F, x, from + V, ORDER).reinterpretAsInts());
                IntVector high =
                        at.selectFrom(
                                fromMemorySegment(F, x, from + 2 * V, ORDER).reinterpretAsInts(),
                                fromMemorySegment(F, x, from + 3 * V, ORDER).reinterpretAsInts());
                IntVector xs = low.blend(high, at.compare(VectorOperators.GT, 31));
                a =
                        fromMemorySegment(F, values, valuesAt + s * V, ORDER)
                                .fma(xs.reinterpretAsFloats(), a);
            }
            a.max(floor).intoMemorySegment(y, yAt + g * V, ORDER);
        }
    }

    /// Four columns a turn, in sums of their own.
    private static void full(
            SlicedRows w,
            MemorySegment biasMemory,
            long biasAt,
            long valuesAt,
            MemorySegment xMemory,
            long xAt,
            MemorySegment yMemory,
            long yAt,
            float floor) {
        MemorySegment bias = Unchecked.memory(biasMemory);
        MemorySegment x = Unchecked.memory(xMemory);
        MemorySegment y = Unchecked.memory(yMemory);
        MemorySegment values = Unchecked.memory(w.values);
        int columns = w.columns;
        long at = valuesAt;
        for (int g = 0; g < w.slices; g++) {
            FloatVector a0 = fromMemorySegment(F, bias, biasAt + g * V, ORDER);
            FloatVector a1 = FloatVector.zero(F);
            FloatVector a2 = a1;
            FloatVector a3 = a1;
            long from = xAt;
            int j = 0;
            for (; j + 4 <= columns; j += 4, at += 4 * V, from += 16) {
                a0 =
                        fromMemorySegment(F, values, at, ORDER)
                                .fma(broadcast(F, x.get(JAVA_FLOAT, from)), a0);
                a1 =
                        fromMemorySegment(F, values, at + V, ORDER)
                                .fma(broadcast(F, x.get(JAVA_FLOAT, from + 4)), a1);
                a2 =
                        fromMemorySegment(F, values, at + 2 * V, ORDER)
                                .fma(broadcast(F, x.get(JAVA_FLOAT, from + 8)), a2);
                a3 =
                        fromMemorySegment(F, values, at + 3 * V, ORDER)
                                .fma(broadcast(F, x.get(JAVA_FLOAT, from + 12)), a3);
            }
            for (; j < columns; j++, at += V, from += 4) {
                a0 =
                        fromMemorySegment(F, values, at, ORDER)
                                .fma(broadcast(F, x.get(JAVA_FLOAT, from)), a0);
            }
            a0.add(a1).add(a2.add(a3)).max(floor).intoMemorySegment(y, yAt + g * V, ORDER);
        }
    }
}
