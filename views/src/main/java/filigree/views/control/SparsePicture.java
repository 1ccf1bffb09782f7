package filigree.views.control;

import filigree.views.theme.DataColor;
import filigree.views.theme.DataColors;
import java.util.Arrays;

/// The picture of a matrix in compressed rows.
///
/// Arrays are kept, not copied: whoever passes them must not write to them afterwards.
public final class SparsePicture implements MatrixPicture {
    /// How a value becomes a colour.
    @FunctionalInterface
    public interface Paint {
        int argb(DataColors colors, float value);
    }

    private final int columns;
    private final int[] rowStarts;
    private final int[] columnOf;
    private final float[] values;
    private final Paint paint;

    /// Takes the rows one after another.
    ///
    /// @param rowStarts where each row starts among the cells, rows + 1 of them
    /// @param columnOf each cell's column, ascending within a row
    /// @param values each cell's value
    public SparsePicture(
            int columns, int[] rowStarts, int[] columnOf, float[] values, Paint paint) {
        this.columns = columns;
        this.rowStarts = rowStarts;
        this.columnOf = columnOf;
        this.values = values;
        this.paint = paint;
    }

    /// Paints every active weight in one grey.
    public static Paint mask() {
        return (colors, _) -> colors.argb(DataColor.ACTIVE);
    }

    /// Paints by sign and size, symmetric about 0.
    ///
    /// @param limit the size at the ends of the scale, over 0
    public static Paint signed(double limit) {
        return (colors, v) -> colors.signed().symmetric(v, limit);
    }

    /// Paints by size alone.
    ///
    /// @param limit the size at the bright end, over 0
    public static Paint magnitude(double limit) {
        return (colors, v) -> colors.magnitude().argb(Math.abs(v) / limit);
    }

    @Override
    public int rows() {
        return rowStarts.length - 1;
    }

    @Override
    public int columns() {
        return columns;
    }

    @Override
    public int cells(DataColors colors, int row, int first, int end, int[] at, int[] argb) {
        int k = lowerBound(row, first);
        int stop = rowStarts[row + 1];
        int n = 0;
        for (; k < stop && columnOf[k] < end; k++) {
            at[n] = columnOf[k];
            argb[n++] = paint.argb(colors, values[k]);
        }
        return n;
    }

    @Override
    public boolean negative(int row, int column) {
        int k = lowerBound(row, column);
        return k < rowStarts[row + 1] && columnOf[k] == column && values[k] < 0;
    }

    private int lowerBound(int row, int column) {
        int k = Arrays.binarySearch(columnOf, rowStarts[row], rowStarts[row + 1], column);
        return k < 0 ? -k - 1 : k;
    }
}
