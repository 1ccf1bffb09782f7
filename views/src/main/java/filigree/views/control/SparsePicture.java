package filigree.views.control;

import filigree.model.sparsity.Mask;
import filigree.views.theme.DataColor;
import filigree.views.theme.DataColors;

/// The picture of the active weights of a matrix.
///
/// Values are kept, not copied: whoever passes them must not write to them afterwards.
public final class SparsePicture implements MatrixPicture {
    /// How a value becomes a colour.
    @FunctionalInterface
    public interface Paint {
        int argb(DataColors colors, float value);
    }

    private final Mask mask;
    private final float[] values;
    private final Paint paint;

    /// @param values one an active weight, row by row
    public SparsePicture(Mask mask, float[] values, Paint paint) {
        this.mask = mask;
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
        return mask.rows();
    }

    @Override
    public int columns() {
        return mask.columns();
    }

    @Override
    public int cells(DataColors colors, int row, int first, int end, int[] at, int[] argb) {
        int k = mask.firstFrom(row, first);
        int stop = mask.rowStarts()[row + 1];
        int n = 0;
        for (; k < stop && mask.column(k) < end; k++) {
            at[n] = mask.column(k);
            argb[n++] = paint.argb(colors, values[k]);
        }
        return n;
    }

    @Override
    public boolean negative(int row, int column) {
        return mask.isActive(row, column) && values[mask.firstFrom(row, column)] < 0;
    }
}
