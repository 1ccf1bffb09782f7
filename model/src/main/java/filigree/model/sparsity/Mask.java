package filigree.model.sparsity;

import java.util.Arrays;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;

/// Which weights of one matrix are active. Immutable, so free to share between threads.
///
/// Held as compressed sparse rows: row i's active columns, ascending, are `column(rowStarts[i]) …
/// column(rowStarts[i + 1] - 1)`. Columns are kept in 16 bits, which costs 2 bytes an active weight
/// (2 MB for 100 million weights at 99 % sparsity); a matrix wider than that has the upper 16 bits
/// in a second array. The sparse storage and the kernels use the arrays as they are, and two masks
/// are compared row by row, through a table of one row's columns. A weight's *flat index* is `row *
/// columns + column`; the k-th active weight in flat order is *position* k.
public final class Mask {
    static final int NARROW = 1 << 16; // columns that 16 bits can tell apart
    static final char[] NONE = {};

    private final int rows;
    private final int columns;
    private final int[] rowStarts;
    private final char[] low; // of each column
    private final char[] high; // none if narrow

    Mask(int rows, int columns, int[] rowStarts, char[] low, char[] high) {
        this.rows = rows;
        this.columns = columns;
        this.rowStarts = rowStarts;
        this.low = low;
        this.high = high;
    }

    /// Every weight active.
    public static Mask full(int rows, int columns) {
        int[] starts = new int[rows + 1];
        char[] low = new char[Math.multiplyExact(rows, columns)];
        char[] high = columns > NARROW ? new char[low.length] : NONE;
        for (int k = 0; k < low.length; k++) {
            low[k] = (char) (k % columns);
        }
        for (int k = 0; k < high.length; k++) {
            high[k] = (char) (k % columns >>> 16);
        }
        Arrays.setAll(starts, i -> i * columns);
        return new Mask(rows, columns, starts, low, high);
    }

    /// The weights with these flat indices.
    ///
    /// @param flat ascending, without repeats; copied
    public static Mask of(int rows, int columns, long[] flat) {
        var to = new MaskBuilder(rows, columns, flat.length);
        long last = -1;
        long begin = 0; // flat index at which the row does
        for (int k = 0; k < flat.length; k++) {
            if (flat[k] <= last || flat[k] >= (long) rows * columns) {
                throw new IllegalArgumentException(
                        "flat index " + flat[k] + " at " + k + " is out of range or out of order");
            }
            last = flat[k];
            while (last >= begin + columns) {
                begin += columns;
                to.endRow();
            }
            to.add((int) (last - begin));
        }
        return to.mask();
    }

    /// The weights at these places of compressed sparse rows, as a file holds them.
    ///
    /// @param starts rows + 1, from 0 to the number of active weights; copied
    /// @param indices of the columns, ascending in each row; copied
    public static Mask ofRows(int rows, int columns, int[] starts, int[] indices) {
        boolean whole =
                starts.length == rows + 1 && starts[0] == 0 && starts[rows] == indices.length;
        if (!whole) {
            throw new IllegalArgumentException("these are not the starts of " + rows + " rows");
        }
        var to = new MaskBuilder(rows, columns, indices.length);
        for (int i = 0; i < rows; i++) {
            if (starts[i] > starts[i + 1] || starts[i + 1] > indices.length) {
                throw new IllegalArgumentException("row " + i + " ends before it starts");
            }
            for (int k = starts[i]; k < starts[i + 1]; k++) {
                int before = k == starts[i] ? -1 : indices[k - 1];
                if (indices[k] <= before || indices[k] >= columns) {
                    throw new IllegalArgumentException(
                            "column %d of row %d is out of range or out of order"
                                    .formatted(indices[k], i));
                }
                to.add(indices[k]);
            }
            to.endRow();
        }
        return to.mask();
    }

    /// The weights whose flat index passes `active`. Asks for every weight: for tests and files.
    public static Mask where(int rows, int columns, LongPredicate active) {
        return of(
                rows, columns, LongStream.range(0, (long) rows * columns).filter(active).toArray());
    }

    public int rows() {
        return rows;
    }

    public int columns() {
        return columns;
    }

    /// Number of weights, active or not.
    public long size() {
        return (long) rows * columns;
    }

    public int activeCount() {
        return low.length;
    }

    /// Fraction of weights that are zero, in [0, 1].
    public double sparsity() {
        return size() == 0 ? 0 : 1.0 - (double) activeCount() / size();
    }

    /// Whether a weight is active, in O(log of the row's active weights).
    public boolean isActive(int row, int column) {
        int k = firstFrom(row, column);
        return k < rowStarts[row + 1] && column(k) == column;
    }

    /// Position of the row's first active weight at or after a column, in the same time; the end of
    /// the row if there is none.
    public int firstFrom(int row, int column) {
        int from = rowStarts[row];
        int to = rowStarts[row + 1];
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (column(middle) < column) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }

    /// The mask's own array, length rows + 1. Read only.
    public int[] rowStarts() {
        return rowStarts;
    }

    /// The column of the k-th active weight.
    public int column(int k) {
        return high.length == 0 ? low[k] : high[k] << 16 | low[k];
    }

    /// The lower 16 bits of each active weight's column; the mask's own array, length
    /// [#activeCount()]. Read only.
    public char[] lowColumns() {
        return low;
    }

    /// The upper 16 bits, or an empty array if there are at most 65,536 columns. Read only.
    public char[] highColumns() {
        return high;
    }

    /// The column of each active weight, in a new array.
    public int[] columnIndices() {
        int[] indices = new int[low.length];
        Arrays.setAll(indices, this::column);
        return indices;
    }

    /// Flat indices of the active weights, ascending; a new array of 8 bytes an active weight.
    public long[] flatIndices() {
        long[] flat = new long[low.length];
        for (int i = 0; i < rows; i++) {
            for (int k = rowStarts[i]; k < rowStarts[i + 1]; k++) {
                flat[k] = (long) i * columns + column(k);
            }
        }
        return flat;
    }

    /// For each active weight here, in order: its position in `before`, or -1 where it was
    /// inactive. This is all a topology update needs in order to move any array that is aligned
    /// with a mask.
    public int[] positionsIn(Mask before) {
        checkSameShape(before);
        int[] positions = new int[low.length];
        int[] places = new int[columns]; // of the row's weights in `before`, counted from 1
        for (int i = 0; i < rows; i++) {
            for (int b = before.rowStarts[i]; b < before.rowStarts[i + 1]; b++) {
                places[before.column(b)] = b + 1;
            }
            for (int k = rowStarts[i]; k < rowStarts[i + 1]; k++) {
                positions[k] = places[column(k)] - 1;
            }
            for (int b = before.rowStarts[i]; b < before.rowStarts[i + 1]; b++) {
                places[before.column(b)] = 0;
            }
        }
        return positions;
    }

    /// Weights active here and not in `other`; `now.minus(before)` are the grown ones.
    public Mask minus(Mask other) {
        checkSameShape(other);
        var to = new MaskBuilder(rows, columns, low.length);
        boolean[] taken = new boolean[columns];
        for (int i = 0; i < rows; i++) {
            other.mark(i, taken, true);
            for (int k = rowStarts[i]; k < rowStarts[i + 1]; k++) {
                to.add(column(k), !taken[column(k)]);
            }
            other.mark(i, taken, false);
            to.endRow();
        }
        return to.mask();
    }

    private void mark(int row, boolean[] at, boolean value) {
        for (int k = rowStarts[row]; k < rowStarts[row + 1]; k++) {
            at[column(k)] = value;
        }
    }

    /// Those of the active weights whose flat index passes `wanted`; this mask itself if all do.
    public Mask filtered(LongPredicate wanted) {
        var to = new MaskBuilder(rows, columns, low.length);
        for (int i = 0; i < rows; i++) {
            long first = (long) i * columns;
            for (int k = rowStarts[i]; k < rowStarts[i + 1]; k++) {
                to.add(column(k), wanted.test(first + column(k)));
            }
            to.endRow();
        }
        return to.count() == low.length ? this : to.mask();
    }

    /// Those of the active weights whose row and column are wanted; this mask itself if all are.
    ///
    /// @param inRows one a row
    /// @param inColumns one a column
    public Mask within(boolean[] inRows, boolean[] inColumns) {
        var to = new MaskBuilder(rows, columns, low.length);
        for (int i = 0; i < rows; i++) {
            for (int k = rowStarts[i]; inRows[i] && k < rowStarts[i + 1]; k++) {
                to.add(column(k), inColumns[column(k)]);
            }
            to.endRow();
        }
        return to.count() == low.length ? this : to.mask();
    }

    /// Weights active here, in `other`, or in both.
    public Mask union(Mask other) {
        checkSameShape(other);
        var to = new MaskBuilder(rows, columns, activeCount() + other.activeCount());
        long[] either = new long[(columns + 63) / 64]; // a bit a column
        for (int i = 0; i < rows; i++) {
            setBits(i, either);
            other.setBits(i, either);
            for (int w = 0; w < either.length; w++) {
                for (long bits = either[w]; bits != 0; bits &= bits - 1) {
                    to.add(64 * w + Long.numberOfTrailingZeros(bits));
                }
                either[w] = 0;
            }
            to.endRow();
        }
        return to.mask();
    }

    private void setBits(int row, long[] bits) {
        for (int k = rowStarts[row]; k < rowStarts[row + 1]; k++) {
            bits[column(k) >>> 6] |= 1L << column(k);
        }
    }

    /// Number of weights active in both.
    public int overlap(Mask other) {
        int both = 0;
        for (int position : positionsIn(other)) {
            both += position < 0 ? 0 : 1;
        }
        return both;
    }

    /// Overlap divided by union, in [0, 1]; 1 for two empty masks.
    public double jaccard(Mask other) {
        int both = overlap(other);
        long either = (long) activeCount() + other.activeCount() - both;
        return either == 0 ? 1 : (double) both / either;
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Mask m
                && rows == m.rows
                && columns == m.columns
                && Arrays.equals(rowStarts, m.rowStarts)
                && Arrays.equals(low, m.low)
                && Arrays.equals(high, m.high);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(rowStarts) + Arrays.hashCode(low);
    }

    @Override
    public String toString() {
        return rows + " x " + columns + " mask, " + activeCount() + " active";
    }

    private void checkSameShape(Mask other) {
        if (rows != other.rows || columns != other.columns) {
            throw new IllegalArgumentException(this + " against " + other);
        }
    }
}
