package filigree.model.regularize;

import filigree.model.matrix.CsrMatrix;
import filigree.model.matrix.Reparameterization;
import filigree.model.matrix.WeightMatrix;
import filigree.model.sparsity.Mask;
import java.util.List;

/// The weights of one layer under a learned soft threshold.
///
/// ```
/// w' = sign(w) max(|w| - t, 0), t = sigmoid(theta)
/// dL/dw = dL/dw' where |w| > t, else 0         dL/dtheta = -t (1 - t) sum of dL/dw' sign(w) there
/// ```
final class ThresholdedWeights implements Reparameterization {
    private final CsrMatrix theta = new CsrMatrix(Mask.full(1, 1));
    private final List<Learned> learned = List.of(new Learned("threshold", theta, true));
    private final double[] rowSums;
    private float threshold;

    /// @param rows of the weights
    /// @param initial theta
    ThresholdedWeights(int rows, double initial) {
        this.rowSums = new double[rows];
        theta.values()[0] = (float) initial;
        theta.publish();
        settle();
    }

    @Override
    public List<Learned> learned() {
        return learned;
    }

    @Override
    public boolean prunes() {
        return true;
    }

    @Override
    public void prepare(WeightMatrix w, boolean trained) {
        settle();
    }

    private void settle() {
        threshold = (float) (1 / (1 + StrictMath.exp(-theta.values()[0])));
    }

    @Override
    public void forward(WeightMatrix w, float[] effective, int from, int to) {
        int[] starts = w.stored().starts;
        System.arraycopy(
                w.values(), starts[from], effective, starts[from], starts[to] - starts[from]);
        L1.soften(threshold, 1, effective, starts[from], starts[to]);
    }

    @Override
    public void backward(WeightMatrix w, int from, int to) {
        float[] values = w.values();
        float[] gradients = w.gradients();
        int[] active = w.mask().rowStarts();
        int[] starts = w.stored().starts;
        for (int i = from; i < to; i++) {
            double sum = 0;
            for (int n = active[i]; n < active[i + 1]; n++) {
                int k = w.position(i, n);
                if (Math.abs(values[k]) > threshold) {
                    sum += gradients[k] * Math.signum(values[k]);
                }
            }
            rowSums[i] = sum;
            for (int k = starts[i]; k < starts[i + 1]; k++) {
                gradients[k] = Math.abs(values[k]) > threshold ? gradients[k] : 0;
            }
        }
    }

    @Override
    public void reduce(WeightMatrix w) {
        double sum = 0;
        for (double row : rowSums) {
            sum += row;
        }
        double t = threshold;
        theta.gradients()[0] = (float) (-t * (1 - t) * sum);
    }
}
