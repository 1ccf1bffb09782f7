package filigree.model.kernel;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Softmax of a tile, with an exponential of its own.
final class VectorSoftmax {
    private static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;
    private static final long V = F.length() * 4L; // bytes of one register
    private static final long ROW = Tiles.ROW_BYTES;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private VectorSoftmax() {}

    static void softmax(int rows, MemorySegment z, long zAt, MemorySegment p, long pAt) {
        for (long v = 0; v < ROW; v += V) {
            FloatVector max = load(z, zAt + v);
            for (int i = 1; i < rows; i++) {
                max = max.max(load(z, zAt + i * ROW + v));
            }
            FloatVector sum = FloatVector.zero(F);
            for (int i = 0; i < rows; i++) {
                FloatVector e = exp(load(z, zAt + i * ROW + v).sub(max));
                store(e, p, pAt + i * ROW + v);
                sum = sum.add(e);
            }
            FloatVector scale = FloatVector.broadcast(F, 1).div(sum);
            for (int i = 0; i < rows; i++) {
                store(load(p, pAt + i * ROW + v).mul(scale), p, pAt + i * ROW + v);
            }
        }
    }

    /// exp(x) for x <= 0 by range reduction to |r| <= ln 2 / 2 and a polynomial of degree 6 (the
    /// minimax coefficients of Cephes `expf`); relative error below 2e-7.
    ///
    /// Not `lanewise(EXP)`: C2 replaces that by another routine than the interpreter's, so bits
    /// would change when the code gets compiled.
    private static FloatVector exp(FloatVector x) {
        FloatVector clamped = x.max(-87f);
        FloatVector shifted = // adding 1.5 * 2^23 rounds to a whole number in the low bits
                clamped.fma(
                        FloatVector.broadcast(F, 1.442695f), FloatVector.broadcast(F, 12582912f));
        FloatVector n = shifted.sub(12582912f);
        FloatVector r = n.fma(FloatVector.broadcast(F, -0.6933594f), clamped);
        r = n.fma(FloatVector.broadcast(F, 2.1219444E-4f), r);
        FloatVector y =
                r.fma(
                        FloatVector.broadcast(F, 1.9875691E-4f),
                        FloatVector.broadcast(F, 0.0013981999f));
        y = y.fma(r, FloatVector.broadcast(F, 0.008333452f));
        y = y.fma(r, FloatVector.broadcast(F, 0.041665796f));
        y = y.fma(r, FloatVector.broadcast(F, 0.16666666f));
        y = y.fma(r, FloatVector.broadcast(F, 0.5f));
        y = y.fma(r.mul(r), r).add(1f);
        return shifted.reinterpretAsInts()
                .lanewise(VectorOperators.LSHL, 23)
                .add(0x3f800000)
                .reinterpretAsFloats()
                .mul(y);
    }

    private static FloatVector load(MemorySegment m, long at) {
        return FloatVector.fromMemorySegment(F, m, at, ORDER);
    }

    private static void store(FloatVector v, MemorySegment m, long at) {
        v.intoMemorySegment(m, at, ORDER);
    }
}
