package filigree.views.control;

import filigree.views.theme.DataColors;

/// A weight matrix as colours: what to paint for the cells that are not empty.
///
/// It must not change while shown; a new state is a new picture. The cost of painting follows the
/// cells written, so a sparse matrix that keeps its active cells by row is cheap to show.
public interface MatrixPicture {
    int rows();

    int columns();

    /// Writes the cells of `row` in columns `first` to `end` - 1 that are not pruned.
    ///
    /// @param colors of the theme at hand
    /// @param columns receives their columns, ascending; at least end - first long
    /// @param argb receives their opaque colours, as long
    /// @return how many were written
    int cells(DataColors colors, int row, int first, int end, int[] columns, int[] argb);

    /// Returns whether the weight is negative: shown as a bar at the foot of large cells, for those
    /// who see no colour.
    default boolean negative(int row, int column) {
        return false;
    }

    /// A picture without cells.
    static MatrixPicture empty(int rows, int columns) {
        return new MatrixPicture() {
            @Override
            public int rows() {
                return rows;
            }

            @Override
            public int columns() {
                return columns;
            }

            @Override
            public int cells(DataColors c, int row, int first, int end, int[] at, int[] argb) {
                return 0;
            }
        };
    }
}
