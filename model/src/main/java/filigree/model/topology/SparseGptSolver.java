package filigree.model.topology;

import filigree.model.matrix.Cholesky;
import filigree.model.sparsity.LayerShape;
import filigree.model.sparsity.Mask;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/// SparseGPT on one layer, in double precision.
///
/// ```
/// H = 2/N X X^T + dampening mean(diag H) I       U^T U = H^-1, U upper
/// score of w_j    = w_j^2 / U_jj^2
/// err_j           = (w_j - q_j) / U_jj           q_j: 0 if pruned, else w_j, rounded if asked
/// W[:, later]     = W[:, later] - err_j U[j, later]
/// loss            = sum of err_j^2 / 2
/// ```
///
/// Inputs that are always 0 get weight 0 and `H_jj = 1`.
final class SparseGptSolver {
    private final SparseGpt method;
    private final int rows;
    private final int columns;
    private final double[] w;
    private final double[] u;
    private final boolean[] pruned;
    private final RowGrid grid;
    private double loss;

    SparseGptSolver(SparseGpt method, LayerShape shape, float[] weights, InputMoments inputs) {
        this.method = method;
        this.rows = shape.rows();
        this.columns = shape.columns();
        this.w = new double[weights.length];
        Arrays.setAll(w, i -> weights[i]);
        this.grid = new RowGrid(w, rows, columns, method.bits());
        this.u = factor(inputs.hessian());
        this.pruned = new boolean[w.length];
    }

    private double[] factor(double[] h) {
        for (int j = 0; j < columns; j++) {
            if (h[j * columns + j] == 0) {
                h[j * columns + j] = 1;
                for (int i = 0; i < rows; i++) {
                    w[i * columns + j] = 0;
                }
            }
        }
        double mean = 0;
        for (int j = 0; j < columns; j++) {
            mean += h[j * columns + j] / columns;
        }
        for (int j = 0; j < columns; j++) {
            h[j * columns + j] += method.dampening() * mean;
        }
        return Cholesky.upperOfInverse(h, columns);
    }

    LayerPruner.Pruned solve() {
        int width = Math.toIntExact(method.block());
        if (method.pattern() instanceof NOfM p) { // a group lies in one block
            width = Math.toIntExact(Math.max(p.of(), width - width % p.of()));
        }
        for (int from = 0; from < columns; from += width) {
            solveBlock(from, Math.min(columns, from + width));
        }
        float[] left = new float[w.length];
        for (int i = 0; i < left.length; i++) {
            left[i] = (float) w[i];
        }
        Mask mask = Mask.where(rows, columns, i -> !pruned[(int) i]);
        return new LayerPruner.Pruned(mask, left, loss);
    }

    private void solveBlock(int from, int to) {
        if (method.pattern().isFree()) {
            chooseOfBlock(from, to);
        }
        double[] errors = new double[rows * (to - from)];
        for (int j = from; j < to; j++) {
            if (method.pattern() instanceof NOfM p && j % p.of() == 0) {
                chooseOfGroups(j, p);
            }
            for (int i = 0; i < rows; i++) {
                int at = i * columns + j;
                double q = pruned[at] ? 0 : grid.round(i, w[at]);
                double error = (w[at] - q) / u[j * columns + j];
                loss += error * error / 2;
                errors[i * (to - from) + j - from] = error;
                w[at] = q;
                spread(i, j, j + 1, to, error);
            }
        }
        for (int i = 0; i < rows; i++) {
            for (int j = from; j < to; j++) {
                spread(i, j, to, columns, errors[i * (to - from) + j - from]);
            }
        }
    }

    /// Carries an error of column j over to the columns from … to of its row.
    private void spread(int row, int j, int from, int to, double error) {
        for (int k = from; k < to && error != 0; k++) {
            w[row * columns + k] -= error * u[j * columns + k];
        }
    }

    /// All rows together: everything up to the score at place floor(size s) of the sorted ones.
    private void chooseOfBlock(int from, int to) {
        double[] scores = new double[rows * (to - from)];
        for (int n = 0; n < scores.length; n++) {
            scores[n] = score(n / (to - from), from + n % (to - from));
        }
        double[] sorted = scores.clone();
        Arrays.sort(sorted);
        double last = sorted[(int) Math.floor(sorted.length * method.sparsity())];
        for (int n = 0; n < scores.length; n++) {
            pruned[n / (to - from) * columns + from + n % (to - from)] = scores[n] <= last;
        }
    }

    /// Of each row's group the lowest go, as scores stand now. Equal scores: the earlier goes.
    private void chooseOfGroups(int first, NOfM pattern) {
        for (int i = 0; i < rows; i++) {
            int row = i;
            IntStream.range(first, first + Math.toIntExact(pattern.of()))
                    .boxed()
                    .sorted(Comparator.comparingDouble(j -> score(row, j)))
                    .limit(pattern.of() - pattern.kept())
                    .forEach(j -> pruned[row * columns + j] = true);
        }
    }

    private double score(int row, int column) {
        double d = u[column * columns + column];
        return w[row * columns + column] * w[row * columns + column] / (d * d);
    }
}
