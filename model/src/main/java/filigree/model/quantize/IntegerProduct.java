package filigree.model.quantize;

import filigree.model.error.UserFacingException;
import filigree.model.kernel.IntegerRows;
import filigree.model.kernel.Tiles;
import filigree.model.layer.TrainableLayer;
import filigree.model.matrix.Activations;
import filigree.model.matrix.Reparameterization;
import filigree.model.matrix.WeightMatrix;
import java.util.Arrays;

/// A linear layer or a convolution in whole numbers. Weights are rows of int8 codes with their
/// columns; a weight whose code is 0 is not stored.
///
/// Rows with kept weights, or with numbers too large for fixed point, finish in floats.
final class IntegerProduct implements IntegerStep {
    private static final double LARGEST_BIAS = 1L << 60;
    private static final int LARGEST_SUM = 1 << 30;
    private static final int LARGEST_TERM = 127 * 255;

    /// Which feature a column of the weight reads at an output pixel; -1 beyond the edge.
    @FunctionalInterface
    interface Taps {
        int feature(int column, int pixel);
    }

    /// Of a linear layer, whose columns are the features.
    static final Taps ALL = (column, _) -> column;

    private final int rows;
    private final int inputs;
    private final int positions;
    private final Taps taps;
    private final InputCodes reads;
    private final InputCodes writes;
    private final int[] starts;
    private final int[] columns;
    private final byte[] codes;
    private final float[] scales; // S_w of each row
    private final long[] biases; // in the fixed point of the multipliers
    private final boolean[] real; // rows that finish in floats, with
    private final float[] kept; // weights beside the codes, 0 elsewhere
    private final float[] realBiases;
    private final Multiplier[] multipliers; // to steps of the next layer

    /// @param positions output pixels of a row
    /// @param reads how the input is written
    /// @param writes how the output is; not asked for where it becomes scores
    IntegerProduct(
            TrainableLayer layer, int positions, Taps taps, InputCodes reads, InputCodes writes) {
        WeightMatrix w = layer.weight().matrix();
        QuantizedWeights function = function(layer);
        this.rows = w.mask().rows();
        this.inputs = w.mask().columns();
        this.positions = positions;
        this.taps = taps;
        this.reads = reads;
        this.writes = writes;
        this.starts = new int[rows + 1];
        this.scales = new float[rows];
        this.biases = new long[rows];
        this.real = new boolean[rows];
        this.realBiases = layer.bias().matrix().values().clone();
        this.multipliers = new Multiplier[rows];
        int most = w.mask().activeCount();
        int[] at = new int[most];
        byte[] code = new byte[most];
        float[] beside = new float[most];
        int n = 0;
        for (int i = 0; i < rows; i++) {
            scales[i] = function.scale(i);
            for (int k = w.mask().rowStarts()[i]; k < w.mask().rowStarts()[i + 1]; k++) {
                int position = w.position(i, k);
                boolean keeps = function.isKept(w.values()[position]);
                beside[n] = keeps ? w.effective()[position] : 0;
                code[n] = keeps ? 0 : (byte) function.code(w, i, position);
                real[i] |= keeps;
                at[n] = w.mask().column(k);
                n += keeps || code[n] != 0 ? 1 : 0;
            }
            starts[i + 1] = n;
            finish(i);
        }
        this.columns = Arrays.copyOf(at, n);
        this.codes = Arrays.copyOf(code, n);
        this.kept = Arrays.copyOf(beside, n);
    }

    private static QuantizedWeights function(TrainableLayer layer) {
        Reparameterization function =
                layer.weight().matrix().reparameterization().orElseThrow(() -> none(layer));
        if (function instanceof QuantizedWeights quantized) {
            return quantized;
        }
        throw none(layer);
    }

    private static UserFacingException none(TrainableLayer layer) {
        return new UserFacingException("not-integer", layer.name());
    }

    /// What follows from the scale of a row and its number of weights.
    private void finish(int row) {
        double step = (double) scales[row] * reads.scale();
        double factor = step / writes.scale();
        Multiplier m = Multiplier.of(factor <= Multiplier.MOST ? factor : 0);
        double bias = Math.rint(Math.scalb(realBiases[row] / (double) writes.scale(), m.shift()));
        long most = (long) (starts[row + 1] - starts[row]) * LARGEST_TERM;
        real[row] |= m.whole() == 0 || !(Math.abs(bias) < LARGEST_BIAS) || most >= LARGEST_SUM;
        biases[row] = real[row] ? 0 : (long) bias;
        multipliers[row] = m;
    }

    @Override
    public int outputSize() {
        return rows * positions;
    }

    int storedWeights() {
        return columns.length;
    }

    boolean isLinear() {
        return taps == ALL;
    }

    /// Columns of the weight.
    int inputSize() {
        return inputs;
    }

    InputCodes writes() {
        return writes;
    }

    /// Whether a row finishes in floats.
    boolean isReal(int row) {
        return real[row];
    }

    Multiplier multiplier(int row) {
        return multipliers[row];
    }

    long bias(int row) {
        return biases[row];
    }

    /// What a row would come to if the input were 0.
    int zero(int row) {
        int weight = 0;
        for (int k = starts[row]; k < starts[row + 1]; k++) {
            weight += codes[k];
        }
        return weight * reads.zeroPoint();
    }

    /// Returns the codes; none in rows that finish in floats.
    IntegerRows integerRows() {
        int[] from = new int[rows + 1];
        int[] at = new int[codes.length];
        byte[] code = new byte[codes.length];
        int n = 0;
        for (int i = 0; i < rows; i++) {
            for (int k = starts[i]; k < starts[i + 1] && !real[i]; k++) {
                at[n] = columns[k];
                code[n++] = codes[k];
            }
            from[i + 1] = n;
        }
        return IntegerRows.of(rows, inputs, from, at, code);
    }

    @Override
    public void run(Codes in, Codes out) {
        int[] sums = new int[Tiles.COLUMNS];
        for (int i = 0; i < rows; i++) {
            for (int p = 0; p < positions; p++) {
                int to = (i * positions + p) * Tiles.COLUMNS;
                if (real[i]) {
                    double[] scores = scores(in, i, p);
                    for (int c = 0; c < scores.length; c++) {
                        long steps = (long) Math.rint(scores[c] / writes.scale());
                        out.bytes[to + c] = (byte) writes.clamp(steps);
                    }
                    continue;
                }
                add(in, i, p, sums);
                for (int c = 0; c < sums.length; c++) {
                    out.bytes[to + c] =
                            (byte) writes.clamp(multipliers[i].times(sums[c], biases[i]));
                }
            }
        }
    }

    /// The same as real numbers.
    void scores(Codes in, Activations out, int tile) {
        int[] sums = new int[Tiles.COLUMNS];
        float[] scores = new float[Tiles.COLUMNS];
        for (int i = 0; i < rows; i++) {
            for (int p = 0; p < positions; p++) {
                double[] exact = real[i] ? scores(in, i, p) : new double[0];
                if (!real[i]) {
                    add(in, i, p, sums);
                }
                for (int c = 0; c < scores.length; c++) {
                    scores[c] = real[i] ? (float) exact[c] : score(sums[c], i);
                }
                out.setRow(tile, i * positions + p, scores);
            }
        }
    }

    /// A sum of codes as a real number.
    float score(int sum, int row) {
        double step = (double) scales[row] * reads.scale();
        return (float) (step * sum + realBiases[row]);
    }

    /// A row of a linear layer that finishes in floats, for one example.
    double score(byte[] in, int row) {
        double score = 0;
        for (int k = starts[row]; k < starts[row + 1]; k++) {
            double w = codes[k] * (double) scales[row] + kept[k];
            score += w * ((in[columns[k]] & 0xff) - reads.zeroPoint());
        }
        return score * reads.scale() + realBiases[row];
    }

    /// Overwrites the sums of one row and pixel, in int32.
    private void add(Codes in, int row, int pixel, int[] sums) {
        Arrays.fill(sums, 0);
        int weight = 0; // of all that read inside the input
        for (int k = starts[row]; k < starts[row + 1]; k++) {
            int feature = taps.feature(columns[k], pixel);
            if (feature >= 0) {
                int w = codes[k];
                int at = feature * Tiles.COLUMNS;
                weight += w;
                byte[] x = in.bytes;
                for (int c = 0; c < Tiles.COLUMNS; c++) {
                    sums[c] += w * (x[at + c] & 0xff);
                }
            }
        }
        for (int c = 0; c < Tiles.COLUMNS; c++) {
            sums[c] -= weight * reads.zeroPoint();
        }
    }

    /// Returns one row and pixel with kept weights and bias as they are.
    private double[] scores(Codes in, int row, int pixel) {
        double[] scores = new double[Tiles.COLUMNS];
        for (int k = starts[row]; k < starts[row + 1]; k++) {
            int feature = taps.feature(columns[k], pixel);
            double w = codes[k] * (double) scales[row] + kept[k];
            for (int c = 0; feature >= 0 && c < scores.length; c++) {
                scores[c] += w * (in.get(feature * Tiles.COLUMNS + c) - reads.zeroPoint());
            }
        }
        for (int c = 0; c < scores.length; c++) {
            scores[c] = scores[c] * reads.scale() + realBiases[row];
        }
        return scores;
    }
}
