package filigree.model.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// The sum of a register's lanes by a fixed tree: halves are added, then quarters, and so on.
///
/// `reduceLanes(ADD)` promises no order, so its bits may change when code gets compiled. Methods
/// are of 35 bytecodes at most: C2 inlines such even where it does not yet know that they are hot,
/// and one that it does not inline is handed its vector in a box.
final class VectorSum {
    private static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Float> F256 = FloatVector.SPECIES_256;
    private static final VectorSpecies<Float> F128 = FloatVector.SPECIES_128;
    private static final VectorShuffle<Float> SWAP_8 = swap(F, 8);
    private static final VectorShuffle<Float> SWAP_4 = swap(F256, 4);
    private static final VectorShuffle<Float> SWAP_2 = swap(F128, 2);
    private static final VectorShuffle<Float> SWAP_1 = swap(F128, 1);

    private static final ThreadLocal<float[]> LANES =
            ThreadLocal.withInitial(() -> new float[F.length()]);

    private VectorSum() {}

    /// @param v of the preferred species: 4, 8 or 16 lanes
    static float of(FloatVector v) {
        return F.length() == 16 ? of256(half(v)) : ofNarrow(v);
    }

    private static float ofNarrow(FloatVector v) {
        return F.length() == 8 ? of256(v) : of128(v);
    }

    /// The later steps are cheaper on narrower registers.
    private static FloatVector half(FloatVector v) {
        return low256(v).add(low256(v.rearrange(SWAP_8)));
    }

    private static float of256(FloatVector v) {
        return of128(low128(v).add(low128(v.rearrange(SWAP_4))));
    }

    private static float of128(FloatVector v) {
        FloatVector pairs = v.add(v.rearrange(SWAP_2));
        return pairs.add(pairs.rearrange(SWAP_1)).lane(0);
    }

    /// The same sum, bit for bit, of a register that was stored: where a sum is rare, C2 may not
    /// keep the registers above from being boxed.
    ///
    /// @param lanes as many as the preferred species has; overwritten
    static float of(float[] lanes) {
        for (int distance = F.length() / 2; distance > 0; distance /= 2) {
            for (int l = 0; l < distance; l++) {
                lanes[l] += lanes[l + distance];
            }
        }
        return lanes[0];
    }

    /// An array for the lanes of one register, this thread's own.
    static float[] lanes() {
        return LANES.get();
    }

    private static FloatVector low256(FloatVector v) {
        return (FloatVector) v.reinterpretShape(F256, 0);
    }

    private static FloatVector low128(FloatVector v) {
        return (FloatVector) v.reinterpretShape(F128, 0);
    }

    private static VectorShuffle<Float> swap(VectorSpecies<Float> species, int distance) {
        return VectorShuffle.fromOp(species, i -> (i ^ distance) % species.length());
    }
}
