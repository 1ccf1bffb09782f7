package filigree.model.kernel;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromMemorySegment;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Softmax of a tile, with an exponential of its own: exp(x) for x <= 0 by range reduction to |r|
/// <= ln 2 / 2 and a polynomial of degree 6 (the minimax coefficients of Cephes `expf`); relative
/// error below 2e-7.
///
/// Not `lanewise(EXP)`: C2 replaces that by another routine than the interpreter's, so bits would
/// change when the code gets compiled.
final class VectorSoftmax {
    private static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;
    private static final long V = F.length() * 4L; // bytes of one register
    private static final long ROW = Tiles.ROW_BYTES;
    // 1.5 * 2^23: adding it rounds to a whole number in the low bits
    private static final float ROUNDS = 12582912f;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private VectorSoftmax() {}

    static void softmax(int rows, MemorySegment z, long zAt, MemorySegment p, long pAt) {
        for (long v = 0; v < ROW; v += V) {
            FloatVector max = fromMemorySegment(F, z, zAt + v, ORDER);
            for (int i = 1; i < rows; i++) {
                max = max.max(fromMemorySegment(F, z, zAt + i * ROW + v, ORDER));
            }
            FloatVector sum = FloatVector.zero(F);
            for (int i = 0; i < rows; i++) {
                FloatVector x =
                        fromMemorySegment(F, z, zAt + i * ROW + v, ORDER).sub(max).max(-87f);
                FloatVector shifted = x.fma(broadcast(F, 1.442695f), broadcast(F, ROUNDS));
                FloatVector n = shifted.sub(ROUNDS);
                FloatVector r = n.fma(broadcast(F, -0.6933594f), x);
                r = n.fma(broadcast(F, 2.1219444E-4f), r);
                FloatVector y = r.fma(broadcast(F, 1.9875691E-4f), broadcast(F, 0.0013981999f));
                y = y.fma(r, broadcast(F, 0.008333452f));
                y = y.fma(r, broadcast(F, 0.041665796f));
                y = y.fma(r, broadcast(F, 0.16666666f));
                y = y.fma(r, broadcast(F, 0.5f));
                y = y.fma(r.mul(r), r).add(1f);
                FloatVector e =
                        shifted.reinterpretAsInts()
                                .lanewise(VectorOperators.LSHL, 23)
                                .add(0x3f800000)
                                .reinterpretAsFloats()
                                .mul(y);
                e.intoMemorySegment(p, pAt + i * ROW + v, ORDER);
                sum = sum.add(e);
            }
            FloatVector scale = broadcast(F, 1).div(sum);
            for (int i = 0; i < rows; i++) {
                fromMemorySegment(F, p, pAt + i * ROW + v, ORDER)
                        .mul(scale)
                        .intoMemorySegment(p, pAt + i * ROW + v, ORDER);
            }
        }
    }
}
