package filigree.model.quantize;

import filigree.model.matrix.CsrMatrix;
import filigree.model.matrix.WeightMatrix;
import filigree.model.sparsity.Mask;
import java.util.List;

/// The weights of one layer under LSQ: symmetric whole numbers with a learned step size.
///
/// ```
/// w' = s clamp(round(w / s), -Q, Q)                  s at first 2 mean(|w|) / sqrt(Q), or max(|w|) / Q
/// dL/dw = dL/dw' where |w / s| < Q, else 0 (or dL/dw' as well)
/// dL/ds = sum of dL/dw' d / sqrt(n Q) (or not divided)
///         d = round(w / s) - w / s inside, +-Q outside
/// ```
///
/// n, the mean and the maximum run over the active weights that share the step size.
final class LearnedStep implements QuantizedWeights {
    private static final float SMALLEST = 1e-8f; // a step size stays positive

    private final Lsq rule;
    private final Granularity granularity;
    private final CsrMatrix steps;
    private final List<Learned> learned;
    private final double[] rowGradients;
    private int largest;

    /// @param stored with its first values
    LearnedStep(WeightMatrix stored, Lsq rule, WeightFormat format) {
        int rows = stored.mask().rows();
        this.rule = rule;
        this.granularity = rule.granularity();
        this.largest = format.largest();
        this.rowGradients = new double[rows];
        this.steps = new CsrMatrix(Mask.full(granularity.units(rows), 1));
        this.learned = List.of(new Learned("step", steps, false));
        var magnitudes = new Magnitudes();
        for (int u = 0; u < steps.values().length; u++) {
            int from = granularity.from(u);
            magnitudes.take(stored, from, granularity.to(u, rows), Float.POSITIVE_INFINITY);
            steps.values()[u] =
                    switch (rule.firstStep()) {
                        case MEAN -> (float) (2 * magnitudes.mean() / Math.sqrt(largest));
                        case MAX -> magnitudes.largest() / largest;
                    };
        }
        steps.publish();
    }

    @Override
    public List<Learned> learned() {
        return learned;
    }

    /// Rescales the step sizes as their first values would be.
    @Override
    public void use(WeightFormat format) {
        if (format.isFull()) {
            throw new IllegalArgumentException("step sizes need whole numbers");
        }
        double fewer = (double) largest / format.largest();
        float factor = (float) (rule.firstStep() == Lsq.FirstStep.MEAN ? Math.sqrt(fewer) : fewer);
        for (int u = 0; factor != 1 && u < steps.values().length; u++) {
            steps.values()[u] *= factor;
        }
        largest = format.largest();
    }

    @Override
    public int scales() {
        return steps.values().length;
    }

    @Override
    public float scale(int row) {
        return Math.max(SMALLEST, steps.values()[granularity.unit(row)]);
    }

    @Override
    public boolean isKept(float weight) {
        return false;
    }

    @Override
    public void forward(WeightMatrix w, float[] effective, int from, int to) {
        int[] starts = w.stored().starts;
        for (int i = from; i < to; i++) {
            Rounding.symmetric(w.values(), scale(i), largest, effective, starts[i], starts[i + 1]);
        }
    }

    @Override
    public void backward(WeightMatrix w, int from, int to) {
        int[] starts = w.stored().starts;
        float[] values = w.values();
        float[] gradients = w.gradients();
        for (int i = from; i < to; i++) {
            rowGradients[i] = stepGradient(w, i);
            float clip = rule.passClipped() ? Float.POSITIVE_INFINITY : scale(i) * largest;
            for (int k = starts[i]; k < starts[i + 1]; k++) {
                gradients[k] = Math.abs(values[k]) < clip ? gradients[k] : 0;
            }
        }
    }

    /// What the active weights of a row add to the gradient of its step size, unscaled.
    private double stepGradient(WeightMatrix w, int row) {
        int[] starts = w.mask().rowStarts();
        float[] values = w.values();
        float[] gradients = w.gradients();
        float s = scale(row);
        double sum = 0;
        for (int k = starts[row]; k < starts[row + 1]; k++) {
            int at = w.position(row, k);
            float v = values[at] / s;
            float d = Math.abs(v) < largest ? Rounding.halfEven(v) - v : Math.copySign(largest, v);
            sum += (double) gradients[at] * d;
        }
        return sum;
    }

    @Override
    public void reduce(WeightMatrix w) {
        int[] starts = w.mask().rowStarts();
        float[] gradients = steps.gradients();
        for (int u = 0; u < gradients.length; u++) {
            int from = granularity.from(u);
            int to = granularity.to(u, rowGradients.length);
            double sum = 0;
            for (int i = from; i < to; i++) {
                sum += rowGradients[i];
            }
            double n = Math.max(1, starts[to] - starts[from]);
            double divisor = rule.scaleGradient() ? Math.sqrt(n * largest) : 1;
            gradients[u] = (float) (sum / divisor);
        }
    }
}
