package filigree.model.layer;

import filigree.model.matrix.Activations;
import java.util.Arrays;

/// Mean and variance of each channel over a batch, and the two sums of its way back. Tiles are
/// gathered apart from each other and brought together in order.
///
/// Means and squared distances of parts are combined as in Chan, Golub and LeVeque 1983 (The
/// American Statistician 37), so a large mean takes no digits from a small variance.
final class BatchMoments {
    private final int channels;
    private final int positions;
    private final ThreadLocal<Lanes> lanes = ThreadLocal.withInitial(Lanes::new);
    private final double[] mean;
    private final double[] squares; // sum of squared distances from the mean
    private final double[] dySum;
    private final double[] dyNormalSum;
    private double count;
    private double[] tileCount = {}; // [tile]
    private double[] tileMean = {}; // [tile][channel]
    private double[] tileSquares = {};
    private double[] tileDy = {};
    private double[] tileDyNormal = {};

    /// Two rows of 64 numbers and two of sums.
    private static final class Lanes {
        final float[] x = new float[TileRows.COLUMNS];
        final float[] dy = new float[TileRows.COLUMNS];
        final float[] first = new float[TileRows.COLUMNS];
        final float[] second = new float[TileRows.COLUMNS];
    }

    BatchMoments(int channels, int positions) {
        this.channels = channels;
        this.positions = positions;
        this.mean = new double[channels];
        this.squares = new double[channels];
        this.dySum = new double[channels];
        this.dyNormalSum = new double[channels];
    }

    void reserve(int tiles) {
        tileCount = new double[tiles];
        tileMean = new double[tiles * channels];
        tileSquares = new double[tiles * channels];
        tileDy = new double[tiles * channels];
        tileDyNormal = new double[tiles * channels];
    }

    /// Numbers of a channel in the batch.
    double count() {
        return count;
    }

    double mean(int channel) {
        return mean[channel];
    }

    /// Divided by the count.
    double variance(int channel) {
        return squares[channel] / count;
    }

    /// Sum of dL/dy.
    double dySum(int channel) {
        return dySum[channel];
    }

    /// Sum of dL/dy times the normalised input.
    double dyNormalSum(int channel) {
        return dyNormalSum[channel];
    }

    void gather(Activations in, int tile, int from, int to) {
        Lanes l = lanes.get();
        int columns = in.columnsOf(tile);
        tileCount[tile] =
                (double) columns * positions; // whoever has other channels writes the same
        for (int ch = from; ch < to; ch++) {
            Arrays.fill(l.first, 0);
            for (int f = ch * positions; f < (ch + 1) * positions; f++) {
                TileRows.read(in, tile, f, 1, l.x);
                for (int c = 0; c < TileRows.COLUMNS; c++) {
                    l.first[c] += l.x[c];
                }
            }
            double mean = sum(l.first, columns) / tileCount[tile];
            float centre = (float) mean;
            Arrays.fill(l.first, 0);
            for (int f = ch * positions; f < (ch + 1) * positions; f++) {
                TileRows.read(in, tile, f, 1, l.x);
                for (int c = 0; c < TileRows.COLUMNS; c++) {
                    float centred = l.x[c] - centre;
                    l.first[c] += centred * centred;
                }
            }
            tileMean[tile * channels + ch] = mean;
            tileSquares[tile * channels + ch] = sum(l.first, columns);
        }
    }

    void settle() {
        count = 0;
        Arrays.fill(mean, 0);
        Arrays.fill(squares, 0);
        for (int tile = 0; tile < tileCount.length; tile++) {
            double more = tileCount[tile];
            double all = count + more;
            for (int ch = 0; ch < channels; ch++) {
                double apart = tileMean[tile * channels + ch] - mean[ch];
                mean[ch] += apart * more / all;
                squares[ch] +=
                        tileSquares[tile * channels + ch] + apart * apart * count * more / all;
            }
            count = all;
        }
    }

    void gatherBack(Activations in, Activations dOut, double epsilon, int tile, int from, int to) {
        Lanes l = lanes.get();
        int columns = in.columnsOf(tile);
        for (int ch = from; ch < to; ch++) {
            float centre = (float) mean[ch];
            Arrays.fill(l.first, 0);
            Arrays.fill(l.second, 0);
            for (int f = ch * positions; f < (ch + 1) * positions; f++) {
                TileRows.read(in, tile, f, 1, l.x);
                TileRows.read(dOut, tile, f, 1, l.dy);
                for (int c = 0; c < TileRows.COLUMNS; c++) {
                    l.first[c] += l.dy[c];
                    l.second[c] += l.dy[c] * (l.x[c] - centre);
                }
            }
            double inverse = 1 / Math.sqrt(variance(ch) + epsilon);
            tileDy[tile * channels + ch] = sum(l.first, columns);
            tileDyNormal[tile * channels + ch] = inverse * sum(l.second, columns);
        }
    }

    void settleBack() {
        Arrays.fill(dySum, 0);
        Arrays.fill(dyNormalSum, 0);
        for (int tile = 0; tile < tileCount.length; tile++) {
            for (int ch = 0; ch < channels; ch++) {
                dySum[ch] += tileDy[tile * channels + ch];
                dyNormalSum[ch] += tileDyNormal[tile * channels + ch];
            }
        }
    }

    private static double sum(float[] row, int columns) {
        double sum = 0;
        for (int c = 0; c < columns; c++) {
            sum += row[c];
        }
        return sum;
    }
}
