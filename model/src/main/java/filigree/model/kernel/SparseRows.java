package filigree.model.kernel;

import java.util.Arrays;

/// A sparse matrix as the kernels read it: row i's non-zeros are `values[starts[i]] …
/// values[starts[i + 1] - 1]`, in the columns [#column], ascending.
///
/// Columns are kept in 16 bits: half the memory, and half of what a product reads of it. A matrix
/// wider than 65,536 columns has the upper 16 bits in a second array, and kernels take it in
/// *parts* of 65,536 columns, one after the other. The arrays are the owner's and live: nothing is
/// copied.
public final class SparseRows {
    private static final int NARROW = 1 << 16;

    public final int rows;
    public final int columns;
    public final int[] starts;
    public final float[] values;
    final char[] low;
    final char[] high; // none if narrow
    private final int[][] cuts;

    /// @param starts length rows + 1
    /// @param low the lower 16 bits of each non-zero's column
    /// @param high the upper 16 bits; of no length if there are at most 65,536 columns
    /// @param values one a non-zero
    public SparseRows(
            int rows, int columns, int[] starts, char[] low, char[] high, float[] values) {
        if (high.length != (columns > NARROW ? low.length : 0)) {
            throw new IllegalArgumentException(high.length + " upper halves of " + low.length);
        }
        this.rows = rows;
        this.columns = columns;
        this.starts = starts;
        this.low = low;
        this.high = high;
        this.values = values;
        this.cuts = cuts();
    }

    /// The same with columns as whole numbers, which are copied.
    ///
    /// @param indices one a non-zero
    public SparseRows(int rows, int columns, int[] starts, int[] indices, float[] values) {
        this(
                rows,
                columns,
                starts,
                halves(indices, 0),
                columns > NARROW ? halves(indices, 16) : new char[0],
                values);
    }

    private static char[] halves(int[] indices, int shift) {
        char[] halves = new char[indices.length];
        for (int k = 0; k < halves.length; k++) {
            halves[k] = (char) (indices[k] >>> shift);
        }
        return halves;
    }

    /// The column of the k-th non-zero.
    public int column(int k) {
        return high.length == 0 ? low[k] : high[k] << 16 | low[k];
    }

    /// The column of each non-zero, in a new array.
    int[] indices() {
        int[] indices = new int[low.length];
        Arrays.setAll(indices, this::column);
        return indices;
    }

    boolean isNarrow() {
        return high.length == 0;
    }

    int parts() {
        return Math.ceilDiv(columns, NARROW);
    }

    /// Where each row goes on in a part, if it is not narrow; in the part after the last, where it
    /// ends.
    int[] cut(int part) {
        return cuts[part];
    }

    private int[][] cuts() {
        int[][] cuts = new int[isNarrow() ? 0 : parts() + 1][rows];
        for (int i = 0; i < rows; i++) {
            int k = starts[i];
            for (int part = 0; part < cuts.length; part++) {
                while (k < starts[i + 1] && high[k] < part) {
                    k++;
                }
                cuts[part][i] = k;
            }
        }
        return cuts;
    }

    /// The columns themselves.
    ///
    /// @throws IllegalStateException if there are more than 65,536
    char[] narrow() {
        if (columns > NARROW) {
            throw new IllegalStateException(columns + " columns, at most " + NARROW);
        }
        return low;
    }
}
