package filigree.model.loss;

import filigree.model.kernel.Kernels;
import filigree.model.matrix.Activations;
import filigree.model.method.Method;

/// What training makes small.
public interface Loss extends Method {
    /// Scores one tile and writes the loss's gradient.
    ///
    /// @param z what the network says, `[classes, columns]`, only read
    /// @param labels the right class of each column, of the whole batch
    /// @param dz dL/dz of the mean over all columns, that tile overwritten, padding 0
    /// @param totals where this tile's sums go
    void evaluate(
            Kernels kernels, Activations z, int[] labels, Activations dz, Totals totals, int tile);

    /// Writes the loss of each column of one tile.
    ///
    /// @param work same size as z, that tile overwritten with anything
    /// @param losses one a column of the batch, in nats, that tile's overwritten
    /// @param columns how many of the tile's columns count
    void perColumn(
            Kernels kernels,
            Activations z,
            int[] labels,
            Activations work,
            double[] losses,
            int tile,
            int columns);

    /// Sums over columns, one a tile, added up in a fixed order.
    final class Totals {
        private final double[] losses;
        private final int[] correct;

        public Totals(int tiles) {
            losses = new double[tiles];
            correct = new int[tiles];
        }

        public void set(int tile, double loss, int right) {
            losses[tile] = loss;
            correct[tile] = right;
        }

        /// Sum of the losses of all columns, in nats.
        public double loss() {
            double sum = 0;
            for (double loss : losses) {
                sum += loss;
            }
            return sum;
        }

        /// Columns whose largest output is the right class.
        public int correct() {
            int sum = 0;
            for (int right : correct) {
                sum += right;
            }
            return sum;
        }
    }
}
