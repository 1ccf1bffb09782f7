package filigree.model.layer;

import filigree.model.matrix.Activations;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// Batch normalisation: each channel is brought to mean 0 and variance 1 over the batch and the
/// pixels, then scaled and shifted (Ioffe and Szegedy 2015, arXiv:1502.03167).
///
/// ```
/// n = (x - mean) / sqrt(var + epsilon)        y = gain n + bias       var: divided by N
/// dx = gain / sqrt(var + epsilon) (dy - mean(dy) - n mean(dy n))
/// ```
///
/// Training uses mean and variance of the batch, N = examples times pixels; evaluation the running
/// ones, which each step moves as PyTorch does, with the unbiased variance:
///
/// ```
/// running = (1 - momentum) running + momentum batch            momentum 0.1, epsilon 1e-5
/// ```
///
/// With one position a channel it normalises plain features.
public final class BatchNorm implements BatchLayer {
    private static final double EPSILON = 1e-5;
    private static final double MOMENTUM = 0.1;

    private final String name;
    private final int channels;
    private final int positions;
    private final PassMode mode;
    private final Parameter gain;
    private final Parameter bias;
    private final float[] runningMean;
    private final float[] runningVariance;
    private final BatchMoments moments;
    private final ThreadLocal<Rows> work = ThreadLocal.withInitial(Rows::new);

    /// A thread's room for two rows.
    private static final class Rows {
        final float[] x = new float[TileRows.COLUMNS];
        final float[] dy = new float[TileRows.COLUMNS];
    }

    /// Gain 1, bias 0, running mean 0 and variance 1.
    ///
    /// @param positions features of a channel, which stand side by side: its pixels
    /// @param mode the network's
    public BatchNorm(String name, int channels, int positions, PassMode mode) {
        this.name = name;
        this.channels = channels;
        this.positions = positions;
        this.mode = mode;
        this.gain = Parameter.bias(name + ".gain", channels);
        this.bias = Parameter.bias(name + ".bias", channels);
        Arrays.fill(gain.matrix().values(), 1);
        gain.matrix().publish();
        this.runningMean = new float[channels];
        this.runningVariance = new float[channels];
        Arrays.fill(runningVariance, 1);
        this.moments = new BatchMoments(channels, positions);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int inputSize() {
        return channels * positions;
    }

    @Override
    public int outputSize() {
        return inputSize();
    }

    /// Added to the variance.
    public double epsilon() {
        return EPSILON;
    }

    /// Gain, then bias, both `[channels, 1]`.
    @Override
    public List<Parameter> parameters() {
        return List.of(gain, bias);
    }

    @Override
    public SequencedMap<String, float[]> statistics() {
        var statistics = new LinkedHashMap<String, float[]>();
        statistics.put("runningMean", runningMean);
        statistics.put("runningVariance", runningVariance);
        return statistics;
    }

    @Override
    public void reserve(int tiles) {
        moments.reserve(tiles);
    }

    @Override
    public void gather(Activations in, int tile, int from, int to) {
        moments.gather(in, tile, from, to);
    }

    @Override
    public void settle() {
        moments.settle();
        double n = moments.count();
        for (int ch = 0; ch < channels; ch++) {
            double unbiased = moments.variance(ch) * (n / Math.max(1, n - 1));
            runningMean[ch] = moved(runningMean[ch], moments.mean(ch));
            runningVariance[ch] = moved(runningVariance[ch], unbiased);
        }
    }

    private static float moved(float running, double batch) {
        return (float) ((1 - MOMENTUM) * running + MOMENTUM * batch);
    }

    @Override
    public void gatherBack(Activations in, Activations dOut, int tile, int from, int to) {
        moments.gatherBack(in, dOut, EPSILON, tile, from, to);
    }

    @Override
    public void settleBack() {
        moments.settleBack();
    }

    @Override
    public int forwardParts() {
        return channels;
    }

    @Override
    public int backwardParts() {
        return channels;
    }

    @Override
    public boolean isLocal() {
        return true;
    }

    @Override
    public void forward(Activations in, Activations out, int tile, int from, int to) {
        float[] x = work.get().x;
        for (int ch = from; ch < to; ch++) {
            double variance = mode.isTraining() ? moments.variance(ch) : runningVariance[ch];
            float mean = (float) (mode.isTraining() ? moments.mean(ch) : runningMean[ch]);
            float scale = gain.matrix().values()[ch] * inverse(variance);
            float shift = bias.matrix().values()[ch];
            for (int f = ch * positions; f < (ch + 1) * positions; f++) {
                TileRows.read(in, tile, f, 1, x);
                for (int c = 0; c < TileRows.COLUMNS; c++) {
                    x[c] = scale * (x[c] - mean) + shift;
                }
                TileRows.write(x, out, tile, f, 1);
            }
        }
    }

    /// Of training: there is no way back through an evaluation.
    @Override
    public void backward(
            Activations in,
            Activations out,
            Activations dOut,
            Activations dIn,
            int tile,
            int from,
            int to) {
        float[] x = work.get().x;
        float[] dy = work.get().dy;
        int columns = in.columnsOf(tile);
        for (int ch = from; ch < to; ch++) {
            float mean = (float) moments.mean(ch);
            float inverse = inverse(moments.variance(ch));
            float scale = gain.matrix().values()[ch] * inverse;
            float meanDy = (float) (moments.dySum(ch) / moments.count());
            float meanDyN = (float) (moments.dyNormalSum(ch) / moments.count());
            for (int f = ch * positions; f < (ch + 1) * positions; f++) {
                TileRows.read(in, tile, f, 1, x);
                TileRows.read(dOut, tile, f, 1, dy);
                for (int c = 0; c < TileRows.COLUMNS; c++) {
                    float normal = (x[c] - mean) * inverse;
                    dy[c] = scale * (dy[c] - meanDy - normal * meanDyN);
                }
                Arrays.fill(dy, columns, TileRows.COLUMNS, 0); // padding
                TileRows.write(dy, dIn, tile, f, 1);
            }
        }
    }

    private static float inverse(double variance) {
        return (float) (1 / Math.sqrt(variance + EPSILON));
    }

    @Override
    public int gradientRows() {
        return channels;
    }

    /// The sums that the way back has gathered.
    @Override
    public void gradient(Activations in, Activations dOut, int from, int to) {
        for (int ch = from; ch < to; ch++) {
            gain.matrix().gradients()[ch] = (float) moments.dyNormalSum(ch);
            bias.matrix().gradients()[ch] = (float) moments.dySum(ch);
        }
    }
}
