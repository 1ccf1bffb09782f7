package filigree.model.topology;

import filigree.model.method.Method;
import filigree.model.sparsity.LayerShape;
import filigree.model.sparsity.Mask;

/// Which weights of a layer stay or go together, or limit each other: the structure of a mask.
public interface Pattern extends Method {
    /// Marks a weight that may not stay, in the scores of [#keep].
    float NEVER = Float.NEGATIVE_INFINITY;

    /// Whether any mask is one of this pattern.
    default boolean isFree() {
        return false;
    }

    /// Whether a layer is left dense.
    ///
    /// @param index of the layer, from 0
    /// @param layers how many there are
    default boolean leavesDense(int index, int layers) {
        return false;
    }

    /// Refuses a layer that it does not fit.
    ///
    /// @param sparsity that the layer is to have in the end
    /// @throws filigree.model.error.UserFacingException with the layer and the reason
    void check(LayerShape shape, double sparsity);

    /// Returns the mask of highest score. Its count is exact: `Allocation.activeCount` of the
    /// weights, or, where whole groups stay, of the groups. Equal scores go to the lower index.
    ///
    /// @param scores `[rows, columns]`, row-major, one a weight; any number but NaN
    /// @param sparsity in [0, 1]
    Mask keep(LayerShape shape, float[] scores, double sparsity);

    /// Returns the share of the squared weights that a mask keeps, in [0, 1].
    ///
    /// @param weights `[rows, columns]`, row-major
    static double energyKept(Mask mask, float[] weights) {
        double all = 0;
        for (float w : weights) {
            all += (double) w * w;
        }
        double kept = 0;
        for (long i : mask.flatIndices()) {
            kept += (double) weights[(int) i] * weights[(int) i];
        }
        return all == 0 ? 1 : kept / all;
    }
}
