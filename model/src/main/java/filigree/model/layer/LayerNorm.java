package filigree.model.layer;

import filigree.model.matrix.Activations;
import java.util.Arrays;
import java.util.List;

/// Layer normalisation: each column (token) is brought to mean 0 and variance 1 over its features,
/// then scaled and shifted feature by feature (Ba, Kiros and Hinton 2016, arXiv:1607.06450).
///
/// ```
/// n = (x - mean(x)) / sqrt(var(x) + epsilon)      y = gain n + bias      var: divided by size
/// dx = (g - mean(g) - n mean(g n)) / sqrt(var(x) + epsilon)              g = gain dy
/// ```
///
/// Mean and variance are computed anew in each direction: that costs less than to keep them.
public final class LayerNorm implements LearnedLayer {
    private static final double EPSILON = 1e-5; // PyTorch's

    private final String name;
    private final int size;
    private final Parameter gain;
    private final Parameter bias;
    private final ThreadLocal<Work> work;

    /// Gain 1, bias 0, epsilon 1e-5.
    ///
    /// @param size features in and out
    public LayerNorm(String name, int size) {
        this(name, size, EPSILON);
    }

    /// Gain 1, bias 0.
    ///
    /// @param size features in and out
    /// @param epsilon added to the variance, so that a column of equal numbers becomes 0
    public LayerNorm(String name, int size, double epsilon) {
        this.name = name;
        this.size = size;
        this.gain = Parameter.bias(name + ".gain", size);
        this.bias = Parameter.bias(name + ".bias", size);
        Arrays.fill(gain.matrix().values(), 1);
        gain.matrix().publish(0, size);
        this.work = ThreadLocal.withInitial(() -> new Work(size, (float) epsilon));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int inputSize() {
        return size;
    }

    @Override
    public int outputSize() {
        return size;
    }

    /// Gain, then bias, both `[size, 1]`.
    @Override
    public List<Parameter> parameters() {
        return List.of(gain, bias);
    }

    @Override
    public void forward(Activations in, Activations out, int tile) {
        Work w = work.get();
        w.normalise(in, tile);
        float[] g = gain.matrix().values();
        float[] b = bias.matrix().values();
        for (int f = 0; f < size; f++) {
            scaleAndShift(w.normal, f * TileRows.COLUMNS, g[f], b[f]);
        }
        TileRows.write(w.normal, out, tile, 0, size);
    }

    @Override
    public void backward(
            Activations in, Activations out, Activations dOut, Activations dIn, int tile) {
        Work w = work.get();
        w.normalise(in, tile);
        TileRows.read(dOut, tile, 0, size, w.gradient);
        w.carryBack(gain.matrix().values());
        TileRows.write(w.gradient, dIn, tile, 0, size);
    }

    @Override
    public int gradientRows() {
        return size;
    }

    @Override
    public void gradient(Activations in, Activations dOut, int from, int to) {
        Work w = work.get();
        Arrays.fill(w.gains, 0);
        Arrays.fill(w.biases, 0);
        for (int tile = 0; tile < in.tiles(); tile++) {
            w.normalise(in, tile);
            TileRows.read(dOut, tile, 0, size, w.gradient);
            w.addUp(from * TileRows.COLUMNS, to * TileRows.COLUMNS);
        }
        for (int f = from; f < to; f++) {
            gain.matrix().gradients()[f] = TileRows.sum(w.gains, f);
            bias.matrix().gradients()[f] = TileRows.sum(w.biases, f);
        }
    }

    private static void scaleAndShift(float[] row, int at, float gain, float bias) {
        for (int c = at; c < at + TileRows.COLUMNS; c++) {
            row[c] = gain * row[c] + bias;
        }
    }

    /// A thread's room for one tile; nothing in it outlives a call.
    private static final class Work {
        private final int size;
        private final float epsilon;
        private final float[] normal; // [size][64]
        private final float[] gradient; // [size][64]
        private final float[] gains; // [size][64]: sums over tiles
        private final float[] biases;
        private final float[] mean = new float[TileRows.COLUMNS];
        private final float[] scale = new float[TileRows.COLUMNS]; // 1 / standard deviation
        private final float[] mean2 = new float[TileRows.COLUMNS];

        Work(int size, float epsilon) {
            this.size = size;
            this.epsilon = epsilon;
            this.normal = new float[size * TileRows.COLUMNS];
            this.gradient = new float[size * TileRows.COLUMNS];
            this.gains = new float[size * TileRows.COLUMNS];
            this.biases = new float[size * TileRows.COLUMNS];
        }

        /// Leaves n in `normal`.
        void normalise(Activations in, int tile) {
            TileRows.read(in, tile, 0, size, normal);
            Arrays.fill(mean, 0);
            Arrays.fill(scale, 0);
            for (int at = 0; at < normal.length; at += TileRows.COLUMNS) {
                for (int c = 0; c < TileRows.COLUMNS; c++) {
                    mean[c] += normal[at + c];
                }
            }
            for (int c = 0; c < TileRows.COLUMNS; c++) {
                mean[c] /= size;
            }
            for (int at = 0; at < normal.length; at += TileRows.COLUMNS) {
                for (int c = 0; c < TileRows.COLUMNS; c++) {
                    float centred = normal[at + c] - mean[c];
                    normal[at + c] = centred;
                    scale[c] += centred * centred;
                }
            }
            for (int c = 0; c < TileRows.COLUMNS; c++) {
                scale[c] = 1 / (float) Math.sqrt(scale[c] / size + epsilon);
            }
            for (int at = 0; at < normal.length; at += TileRows.COLUMNS) {
                for (int c = 0; c < TileRows.COLUMNS; c++) {
                    normal[at + c] *= scale[c];
                }
            }
        }

        /// Turns dL/dy in `gradient` into dL/dx.
        void carryBack(float[] gain) {
            Arrays.fill(mean, 0);
            Arrays.fill(mean2, 0);
            for (int f = 0; f < size; f++) {
                float factor = gain[f];
                int at = f * TileRows.COLUMNS;
                for (int c = 0; c < TileRows.COLUMNS; c++) {
                    float g = factor * gradient[at + c];
                    gradient[at + c] = g;
                    mean[c] += g;
                    mean2[c] += g * normal[at + c];
                }
            }
            for (int c = 0; c < TileRows.COLUMNS; c++) {
                mean[c] /= size;
                mean2[c] /= size;
            }
            for (int at = 0; at < gradient.length; at += TileRows.COLUMNS) {
                for (int c = 0; c < TileRows.COLUMNS; c++) {
                    gradient[at + c] =
                            scale[c] * (gradient[at + c] - mean[c] - normal[at + c] * mean2[c]);
                }
            }
        }

        /// @param from first place of the rows wanted
        void addUp(int from, int to) {
            for (int k = from; k < to; k++) {
                gains[k] += gradient[k] * normal[k];
                biases[k] += gradient[k];
            }
        }
    }
}
