package filigree.model.kernel;

import static jdk.incubator.vector.FloatVector.fromMemorySegment;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// The sum of a register's lanes by a fixed tree: halves are added, then quarters, and so on.
///
/// `reduceLanes(ADD)` promises no order, so its bits may change when code gets compiled. Loops
/// write the tree out, from the shuffles that stand here, since a vector must not pass through a
/// method of ours (see [VectorKernels]); the later steps are cheaper on narrower registers:
///
/// ```java
/// FloatVector r = …;
/// r = LANES < 16 ? r : (FloatVector) r.add(r.rearrange(SWAP_8)).reinterpretShape(F256, 0);
/// r = LANES < 8 ? r : (FloatVector) r.add(r.rearrange(SWAP_4)).reinterpretShape(F128, 0);
/// r = r.add(r.rearrange(SWAP_2));
/// float sum = r.add(r.rearrange(SWAP_1)).lane(0);
/// ```
final class VectorSum {
    private static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;
    static final VectorSpecies<Float> F256 = FloatVector.SPECIES_256;
    static final VectorSpecies<Float> F128 = FloatVector.SPECIES_128;
    static final VectorShuffle<Float> SWAP_8 = swap(F, 8);
    static final VectorShuffle<Float> SWAP_4 = swap(F256, 4);
    static final VectorShuffle<Float> SWAP_2 = swap(F128, 2);
    static final VectorShuffle<Float> SWAP_1 = swap(F128, 1);

    private static final int LANES = F.length();
    private static final int V = LANES * 4; // bytes of one register
    private static final int ROW = (int) Tiles.ROW_BYTES;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private VectorSum() {}

    /// Sums over all columns of all pixels of some channels.
    ///
    /// @param pixels of a channel; 1 where there are rows and no images
    static void channels(
            int pixels,
            int from,
            int to,
            float[] sums,
            MemorySegment dyMemory,
            long dyTile,
            int tiles) {
        long channel = (long) pixels * ROW;
        long dyAt = Unchecked.at(dyMemory, 0, Math.max(0, (tiles - 1) * dyTile + to * channel));
        MemorySegment dy = Unchecked.memory(dyMemory);
        try {
            for (int i = from; i < to; i++) {
                FloatVector r = FloatVector.zero(F);
                for (int t = 0; t < tiles; t++) {
                    long at = dyAt + t * dyTile + i * channel;
                    for (int v = 0; v < channel; v += V) {
                        r = r.add(fromMemorySegment(F, dy, at + v, ORDER));
                    }
                }
                r =
                        LANES < 16
                                ? r
                                : (FloatVector)
                                        r.add(r.rearrange(SWAP_8)).reinterpretShape(F256, 0);
                r =
                        LANES < 8
                                ? r
                                : (FloatVector)
                                        r.add(r.rearrange(SWAP_4)).reinterpretShape(F128, 0);
                r = r.add(r.rearrange(SWAP_2));
                sums[i] = r.add(r.rearrange(SWAP_1)).lane(0);
            }
        } finally {
            Reference.reachabilityFence(dyMemory);
        }
    }

    private static VectorShuffle<Float> swap(VectorSpecies<Float> species, int distance) {
        return VectorShuffle.fromOp(species, i -> (i ^ distance) % species.length());
    }
}
