package filigree.model.kernel;

/// A sparse matrix as the kernels read it: row i's non-zeros are `values[starts[i]] …
/// values[starts[i + 1] - 1]`, in the columns `indices[…]`, ascending.
///
/// The arrays are the owner's and live: nothing is copied.
public final class SparseRows {
    public final int rows;
    public final int columns;
    public final int[] starts;
    public final int[] indices;
    public final float[] values;

    /// @param starts length rows + 1
    /// @param indices one a non-zero
    /// @param values one a non-zero
    public SparseRows(int rows, int columns, int[] starts, int[] indices, float[] values) {
        this.rows = rows;
        this.columns = columns;
        this.starts = starts;
        this.indices = indices;
        this.values = values;
    }
}
