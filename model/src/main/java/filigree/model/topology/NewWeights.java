package filigree.model.topology;

import filigree.model.matrix.WeightMatrix;
import filigree.model.random.RandomStreams;
import filigree.model.sparsity.Mask;
import java.util.Set;

/// Where grown weights start. Optimizer slots start at 0 in any case.
public enum NewWeights {
    ZERO,

    /// Normal, of mean 0 and the standard deviation of the layer's active weights (as in SET's
    /// paper, whose deviation is a constant).
    NORMAL,

    /// As [#NORMAL] in size, against the sign of the gradient: where the first step would go.
    GRADIENT_SIGNED;

    /// Returns the first values of what is to grow, in its order; empty for zeros.
    ///
    /// @param layer before the update
    /// @param grown inactive there
    /// @param key of the layer and the step, from [RandomStreams#key]
    public float[] values(LayerView layer, Mask grown, long key) {
        if (this == ZERO) {
            return new float[0];
        }
        float[] values = new float[grown.activeCount()];
        double deviation = deviation(layer);
        long[] flat = grown.flatIndices();
        for (int k = 0; k < values.length; k++) {
            values[k] = (float) (deviation * RandomStreams.normal(key, flat[k]));
        }
        if (this == GRADIENT_SIGNED) {
            int next = 0;
            for (Entries e : layer.all(Set.of(Signal.GRADIENT))) {
                float[] g = e.get(Signal.GRADIENT);
                for (int k = 0; k < e.size() && next < flat.length; k++) {
                    if (e.index(k) == flat[next]) {
                        values[next] = -Math.signum(g[k]) * Math.abs(values[next]);
                        next++;
                    }
                }
            }
        }
        return values;
    }

    /// Writes the first values, after the mask has changed.
    static void put(WeightMatrix matrix, Mask grown, float[] values) {
        if (values.length == 0) {
            return;
        }
        int[] places = grown.positionsIn(matrix.mask());
        for (int i = 0; i < grown.rows(); i++) {
            for (int k = grown.rowStarts()[i]; k < grown.rowStarts()[i + 1]; k++) {
                matrix.values()[matrix.position(i, places[k])] = values[k];
            }
        }
        matrix.publish();
    }

    private static double deviation(LayerView layer) {
        double sum = 0;
        double squares = 0;
        int n = layer.mask().activeCount();
        for (Entries e : layer.active(Set.of(Signal.WEIGHT))) {
            float[] w = e.get(Signal.WEIGHT);
            for (int k = 0; k < e.size(); k++) {
                sum += w[k];
                squares += (double) w[k] * w[k];
            }
        }
        double mean = n == 0 ? 0 : sum / n;
        return n == 0 ? 0 : Math.sqrt(Math.max(0, squares / n - mean * mean));
    }
}
