package filigree.model.sparsity;

import java.util.Arrays;

/// A mask in the making: its weights come one by one, in flat order.
final class MaskBuilder {
    private final int columns;
    private final int[] starts;
    private final char[] low;
    private final char[] high;
    private int row;
    private int count;

    /// @param atMost weights that come
    MaskBuilder(int rows, int columns, int atMost) {
        this.columns = columns;
        this.starts = new int[rows + 1];
        this.low = new char[atMost];
        this.high = columns > Mask.NARROW ? new char[atMost] : Mask.NONE;
    }

    void add(int column) {
        add(column, true);
    }

    /// Without a branch, since a processor cannot foresee which weights stay.
    void add(int column, boolean stays) {
        low[count] = (char) column;
        if (high.length > 0) {
            high[count] = (char) (column >>> 16);
        }
        count += stays ? 1 : 0;
    }

    void endRow() {
        starts[++row] = count;
    }

    int count() {
        return count;
    }

    /// Rows that were not begun are empty.
    Mask mask() {
        Arrays.fill(starts, Math.min(row + 1, starts.length), starts.length, count);
        return new Mask(
                starts.length - 1, columns, starts, cut(low), high.length == 0 ? high : cut(high));
    }

    private char[] cut(char[] array) {
        return count == array.length ? array : Arrays.copyOf(array, count);
    }
}
