package filigree.model.matrix;

import filigree.model.kernel.SparseRows;
import filigree.model.sparsity.Mask;
import java.util.Arrays;

/// The active weights of a mask column by column, for the products with W transposed, and where in
/// mask order each of them stands.
///
/// Made by counting sort. 10 bytes an active weight: value, row and place in mask order.
final class Transpose {
    private final SparseRows columns;
    private final int[] sources; // place in mask order

    /// All weights 0.
    Transpose(Mask mask) {
        int n = mask.activeCount();
        int[] starts = new int[mask.columns() + 1];
        for (int k = 0; k < n; k++) {
            starts[mask.column(k) + 1]++;
        }
        for (int j = 0; j < mask.columns(); j++) {
            starts[j + 1] += starts[j];
        }
        int[] next = Arrays.copyOf(starts, mask.columns());
        int[] rowOf = new int[n];
        sources = new int[n];
        for (int i = 0; i < mask.rows(); i++) {
            for (int k = mask.rowStarts()[i]; k < mask.rowStarts()[i + 1]; k++) {
                int at = next[mask.column(k)]++;
                rowOf[at] = i;
                sources[at] = k;
            }
        }
        columns = new SparseRows(mask.columns(), mask.rows(), starts, rowOf, new float[n]);
    }

    /// Row j of it is column j of the matrix.
    SparseRows columns() {
        return columns;
    }

    /// The same from an array in which the k-th active weight stands at `places[k]`.
    void gather(float[] values, int[] places, int from, int to) {
        float[] copy = columns.values;
        for (int k = from; k < to; k++) {
            copy[k] = values[places[sources[k]]];
        }
    }

    /// Fills places from … to.
    ///
    /// They are filled in their own order because neighbours come from rows far apart: if two
    /// threads each wrote the values of their own rows, they would take cache lines from each other
    /// at every store. (That way a second thread gained nothing in this half of a step.)
    ///
    /// @param values in mask order
    void gather(float[] values, int from, int to) {
        float[] copy = columns.values;
        for (int k = from; k < to; k++) {
            copy[k] = values[sources[k]];
        }
    }
}
