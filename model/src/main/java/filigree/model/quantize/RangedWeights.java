package filigree.model.quantize;

import filigree.model.matrix.WeightMatrix;
import java.util.Map;

/// Fake quantization of the weights of one layer: symmetric whole numbers over a range that follows
/// the weights.
///
/// ```
/// Q = 2^(bits - 1) - 1        S = range / Q        w' = S clamp(round(w / S), -Q, Q)
/// dL/dw = dL/dw' where round(w / S) is within [-Q, Q], else 0 (or dL/dw' as well)
/// ```
///
/// Kept weights, the largest by magnitude in the whole layer, are as they are and do not count for
/// the range (outliers as in SpQR, Dettmers et al. 2023, arXiv:2306.03078, chosen by magnitude).
/// Under [WeightFormat#FULL] all weights are as they are.
final class RangedWeights implements QuantizedWeights {
    private static final float KEEPS = 0.99f; // of the moving average, at each step

    private final Granularity granularity;
    private final WeightRange range;
    private final double percentile;
    private final boolean passClipped;
    private final float[] rowLargest;
    private final float[] scales;
    private final float[] average; // the moving average of a unit's range; empty without
    private final Magnitudes magnitudes = new Magnitudes();
    private WeightFormat format;
    private float cut = Float.POSITIVE_INFINITY; // what is larger is kept

    /// @param stored with its first values
    /// @param rule whose granularity, range and gradients these are
    RangedWeights(WeightMatrix stored, FakeQuant rule, WeightFormat format) {
        int rows = stored.mask().rows();
        this.granularity = rule.granularity();
        this.range = rule.range();
        this.percentile = rule.percentile();
        this.passClipped = rule.passClipped();
        this.format = format;
        this.rowLargest = new float[rows];
        this.scales = new float[granularity.units(rows)];
        this.average = new float[range == WeightRange.MOVING_AVERAGE ? scales.length : 0];
        measure(stored, 0, rows);
        findCut(stored);
        for (int u = 0; u < average.length; u++) {
            average[u] = largest(stored, u);
        }
    }

    @Override
    public void use(WeightFormat next) {
        format = next;
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
        return Math.abs(weight) > cut;
    }

    @Override
    public Map<String, float[]> statistics() {
        return average.length == 0 ? Map.of() : Map.of("range", average);
    }

    @Override
    public void measure(WeightMatrix w, int from, int to) {
        int[] starts = w.mask().rowStarts();
        float[] values = w.values();
        for (int i = from; i < to; i++) {
            float largest = 0;
            for (int k = starts[i]; k < starts[i + 1]; k++) {
                largest = Math.max(largest, Math.abs(values[w.position(i, k)]));
            }
            rowLargest[i] = largest;
        }
    }

    @Override
    public void prepare(WeightMatrix w, boolean trained) {
        if (format.isFull()) {
            return;
        }
        findCut(w);
        for (int u = 0; u < scales.length; u++) {
            scales[u] = range(w, u, trained) / format.largest();
        }
    }

    /// The magnitude of the largest weight that is not kept.
    private void findCut(WeightMatrix w) {
        int n = w.mask().activeCount();
        int kept = (int) Math.round(format.keep() * n);
        cut = Float.POSITIVE_INFINITY;
        if (kept > 0) {
            magnitudes.take(w, 0, w.mask().rows(), Float.POSITIVE_INFINITY);
            cut = kept >= n ? -1 : magnitudes.atRank(n - kept - 1);
        }
    }

    private float range(WeightMatrix w, int unit, boolean trained) {
        return switch (range) {
            case MIN_MAX -> largest(w, unit);
            case MOVING_AVERAGE -> {
                if (trained) {
                    average[unit] = KEEPS * average[unit] + (1 - KEEPS) * largest(w, unit);
                }
                yield average[unit];
            }
            case PERCENTILE -> WeightRange.percentile(taken(w, unit), percentile);
            case MSE -> WeightRange.leastError(taken(w, unit), format.largest());
        };
    }

    private float largest(WeightMatrix w, int unit) {
        int from = granularity.from(unit);
        int to = granularity.to(unit, rowLargest.length);
        float largest = 0;
        for (int i = from; i < to; i++) {
            largest = Math.max(largest, rowLargest[i]);
        }
        return largest <= cut ? largest : taken(w, unit).largest();
    }

    private Magnitudes taken(WeightMatrix w, int unit) {
        int rows = rowLargest.length;
        magnitudes.take(w, granularity.from(unit), granularity.to(unit, rows), cut);
        return magnitudes;
    }

    @Override
    public void forward(WeightMatrix w, float[] effective, int from, int to) {
        int[] starts = w.stored().starts;
        float[] values = w.values();
        if (format.isFull()) {
            int at = starts[from];
            System.arraycopy(values, at, effective, at, starts[to] - at);
            return;
        }
        for (int i = from; i < to; i++) {
            int first = starts[i];
            int end = starts[i + 1];
            Rounding.symmetric(values, scale(i), format.largest(), effective, first, end);
            if (cut < Float.POSITIVE_INFINITY) {
                for (int k = first; k < end; k++) {
                    effective[k] = Math.abs(values[k]) > cut ? values[k] : effective[k];
                }
            }
        }
    }

    @Override
    public void backward(WeightMatrix w, int from, int to) {
        if (passClipped) {
            return;
        }
        int[] starts = w.stored().starts;
        float[] values = w.values();
        float[] gradients = w.gradients();
        for (int i = from; i < to; i++) {
            float inside = scale(i) * (format.largest() + 0.5f);
            for (int k = starts[i]; k < starts[i + 1]; k++) {
                float magnitude = Math.abs(values[k]);
                boolean passes = magnitude < inside || magnitude > cut || inside == 0;
                gradients[k] = passes ? gradients[k] : 0;
            }
        }
    }
}
