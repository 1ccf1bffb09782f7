package filigree.model.quantize;

import filigree.model.matrix.WeightMatrix;

/// The weights of one layer as signs times a mean.
///
/// ```
/// w' = a sign(w), sign(0) = 0        a = mean |w| over the active weights of the unit
/// dL/dw = dL/dw' where |w| <= 1, else 0
/// ```
final class SignWeights implements QuantizedWeights {
    private final Granularity granularity;
    private final double[] rowSums;
    private final float[] scales;

    SignWeights(WeightMatrix stored, Granularity granularity) {
        this.granularity = granularity;
        this.rowSums = new double[stored.mask().rows()];
        this.scales = new float[granularity.units(rowSums.length)];
    }

    @Override
    public void use(WeightFormat format) {
        if (format.bits() != 1) {
            throw new IllegalArgumentException(format.bits() + " bits instead of 1");
        }
    }

    @Override
    public int scales() {
        return scales.length;
    }

    @Override
    public float scale(int row) {
        return scales[granularity.unit(row)];
    }

    @Override
    public boolean isKept(float weight) {
        return false;
    }

    @Override
    public void measure(WeightMatrix w, int from, int to) {
        int[] starts = w.mask().rowStarts();
        float[] values = w.values();
        for (int i = from; i < to; i++) {
            double sum = 0;
            for (int k = starts[i]; k < starts[i + 1]; k++) {
                sum += Math.abs(values[w.position(i, k)]);
            }
            rowSums[i] = sum;
        }
    }

    @Override
    public void prepare(WeightMatrix w, boolean trained) {
        int[] starts = w.mask().rowStarts();
        for (int u = 0; u < scales.length; u++) {
            int from = granularity.from(u);
            int to = granularity.to(u, rowSums.length);
            double sum = 0;
            for (int i = from; i < to; i++) {
                sum += rowSums[i];
            }
            scales[u] = (float) (sum / Math.max(1, starts[to] - starts[from]));
        }
    }

    @Override
    public void forward(WeightMatrix w, float[] effective, int from, int to) {
        int[] starts = w.stored().starts;
        for (int i = from; i < to; i++) {
            float scale = scale(i);
            for (int k = starts[i]; k < starts[i + 1]; k++) {
                effective[k] = scale * Math.signum(w.values()[k]);
            }
        }
    }

    @Override
    public void backward(WeightMatrix w, int from, int to) {
        int[] starts = w.stored().starts;
        float[] gradients = w.gradients();
        for (int k = starts[from]; k < starts[to]; k++) {
            gradients[k] = Math.abs(w.values()[k]) <= 1 ? gradients[k] : 0;
        }
    }
}
