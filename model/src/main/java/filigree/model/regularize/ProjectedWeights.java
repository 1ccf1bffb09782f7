package filigree.model.regularize;

import filigree.model.kernel.SparseRows;
import filigree.model.matrix.Reparameterization;
import filigree.model.matrix.WeightMatrix;

/// The weights of one layer, projected to the N largest of each M; see [SparseRefined]. Weights
/// that do not exist take no part.
final class ProjectedWeights implements Reparameterization {
    private final int kept;
    private final int of;
    private double lambda;

    ProjectedWeights(int kept, int of, double lambda) {
        this.kept = kept;
        this.of = of;
        this.lambda = lambda;
    }

    void use(double pull) {
        lambda = pull;
    }

    @Override
    public boolean prunes() {
        return true;
    }

    @Override
    public void forward(WeightMatrix w, float[] effective, int from, int to) {
        int[] starts = w.stored().starts;
        SparseRows rows = w.stored();
        float[] values = w.values();
        for (int row = from; row < to; row++) {
            for (int k = starts[row]; k < starts[row + 1]; k++) {
                boolean seen = isKept(values, rows, k, starts[row], starts[row + 1]);
                effective[k] = seen ? values[k] : 0;
            }
        }
    }

    @Override
    public void backward(WeightMatrix w, int from, int to) {
        int[] starts = w.stored().starts;
        SparseRows rows = w.stored();
        float[] values = w.values();
        float[] gradients = w.gradients();
        float pull = (float) lambda;
        for (int row = from; row < to; row++) {
            for (int k = starts[row]; k < starts[row + 1]; k++) {
                if (!isKept(values, rows, k, starts[row], starts[row + 1])) {
                    gradients[k] += pull * values[k];
                }
            }
        }
    }

    /// Whether fewer than N of its group are larger, or as large and earlier.
    ///
    /// @param from first place of its row
    /// @param to one past the last
    private boolean isKept(float[] values, SparseRows rows, int k, int from, int to) {
        float size = Math.abs(values[k]);
        int group = rows.column(k) / of;
        int better = 0;
        for (int j = k - 1; j >= from && rows.column(j) / of == group; j--) {
            better += Math.abs(values[j]) >= size ? 1 : 0;
        }
        for (int j = k + 1; j < to && rows.column(j) / of == group; j++) {
            better += Math.abs(values[j]) > size ? 1 : 0;
        }
        return better < kept;
    }
}
