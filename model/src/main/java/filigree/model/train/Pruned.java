package filigree.model.train;

import filigree.model.matrix.WeightMatrix;
import filigree.model.sparsity.Mask;

/// What is left of a layer whose effective weights can be exactly 0.
///
/// @param layer its name
/// @param inputs columns of its weights
/// @param inputsKept those with a weight that is not 0; the others' units can be removed
/// @param weights active or not
/// @param weightsKept those that are not 0
public record Pruned(String layer, int inputs, int inputsKept, long weights, long weightsKept) {
    static Pruned of(String layer, WeightMatrix matrix) {
        Mask mask = matrix.mask();
        float[] effective = matrix.effective();
        boolean[] kept = new boolean[mask.columns()];
        long weights = 0;
        for (int i = 0; i < mask.rows(); i++) {
            for (int k = mask.rowStarts()[i]; k < mask.rowStarts()[i + 1]; k++) {
                if (effective[matrix.position(i, k)] != 0) {
                    kept[mask.column(k)] = true;
                    weights++;
                }
            }
        }
        int inputs = 0;
        for (boolean column : kept) {
            inputs += column ? 1 : 0;
        }
        return new Pruned(layer, mask.columns(), inputs, mask.size(), weights);
    }
}
