package filigree.model.sparsity;

import java.util.Arrays;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;

/// Which weights of one matrix are active. Immutable, so free to share between threads.
///
/// Held as compressed sparse rows: row i's active columns, ascending, are
/// `columnIndices[rowStarts[i]] … columnIndices[rowStarts[i + 1] - 1]`. That costs 4 bytes an
/// active weight (4 MB for 100 million weights at 99 % sparsity), the sparse storage and the
/// kernels use the arrays as they are, and two masks are compared by merging rows. A weight's *flat
/// index* is `row * columns + column`; the k-th active weight in flat order is *position* k.
public final class Mask {
    private final int rows;
    private final int columns;
    private final int[] rowStarts;
    private final int[] columnIndices;

    private Mask(int rows, int columns, int[] rowStarts, int[] columnIndices) {
        this.rows = rows;
        this.columns = columns;
        this.rowStarts = rowStarts;
        this.columnIndices = columnIndices;
    }

    /// Every weight active.
    public static Mask full(int rows, int columns) {
        int[] starts = new int[rows + 1];
        int[] indices = new int[Math.multiplyExact(rows, columns)];
        for (int k = 0; k < indices.length; k++) {
            indices[k] = k % columns;
        }
        Arrays.setAll(starts, i -> i * columns);
        return new Mask(rows, columns, starts, indices);
    }

    /// The weights with these flat indices.
    ///
    /// @param flat ascending, without repeats; copied
    public static Mask of(int rows, int columns, long[] flat) {
        int[] starts = new int[rows + 1];
        int[] indices = new int[flat.length];
        for (int k = 0; k < flat.length; k++) {
            long before = k == 0 ? -1 : flat[k - 1];
            if (flat[k] <= before || flat[k] >= (long) rows * columns) {
                throw new IllegalArgumentException(
                        "flat index " + flat[k] + " at " + k + " is out of range or out of order");
            }
            starts[(int) (flat[k] / columns) + 1]++;
            indices[k] = (int) (flat[k] % columns);
        }
        for (int i = 0; i < rows; i++) {
            starts[i + 1] += starts[i];
        }
        return new Mask(rows, columns, starts, indices);
    }

    /// The weights at these places of compressed sparse rows, as a file holds them.
    ///
    /// @param starts rows + 1, from 0 to the number of active weights; kept, not copied
    /// @param indices of the columns, ascending in each row; kept, not copied
    public static Mask ofRows(int rows, int columns, int[] starts, int[] indices) {
        boolean whole =
                starts.length == rows + 1 && starts[0] == 0 && starts[rows] == indices.length;
        if (!whole) {
            throw new IllegalArgumentException("these are not the starts of " + rows + " rows");
        }
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
            }
        }
        return new Mask(rows, columns, starts, indices);
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
        return columnIndices.length;
    }

    /// Fraction of weights that are zero, in [0, 1].
    public double sparsity() {
        return size() == 0 ? 0 : 1.0 - (double) activeCount() / size();
    }

    /// Whether a weight is active, in O(log of the row's active weights).
    public boolean isActive(int row, int column) {
        return Arrays.binarySearch(columnIndices, rowStarts[row], rowStarts[row + 1], column) >= 0;
    }

    /// The mask's own array, length rows + 1. Read only.
    public int[] rowStarts() {
        return rowStarts;
    }

    /// The mask's own array, length [#activeCount()]. Read only.
    public int[] columnIndices() {
        return columnIndices;
    }

    /// Flat indices of the active weights, ascending; a new array of 8 bytes an active weight.
    public long[] flatIndices() {
        long[] flat = new long[columnIndices.length];
        for (int i = 0; i < rows; i++) {
            for (int k = rowStarts[i]; k < rowStarts[i + 1]; k++) {
                flat[k] = (long) i * columns + columnIndices[k];
            }
        }
        return flat;
    }

    /// For each active weight here, in order: its position in `before`, or -1 where it was
    /// inactive. This is all a topology update needs in order to move any array that is aligned
    /// with a mask.
    public int[] positionsIn(Mask before) {
        checkSameShape(before);
        int[] positions = new int[columnIndices.length];
        for (int i = 0; i < rows; i++) {
            int b = before.rowStarts[i];
            int bEnd = before.rowStarts[i + 1];
            for (int k = rowStarts[i]; k < rowStarts[i + 1]; k++) {
                while (b < bEnd && before.columnIndices[b] < columnIndices[k]) {
                    b++;
                }
                boolean same = b < bEnd && before.columnIndices[b] == columnIndices[k];
                positions[k] = same ? b : -1;
            }
        }
        return positions;
    }

    /// Weights active here and not in `other`; `now.minus(before)` are the grown ones.
    public Mask minus(Mask other) {
        int[] positions = positionsIn(other);
        int[] starts = new int[rows + 1];
        int[] indices = new int[columnIndices.length];
        int n = 0;
        for (int i = 0; i < rows; i++) {
            for (int k = rowStarts[i]; k < rowStarts[i + 1]; k++) {
                if (positions[k] < 0) {
                    indices[n++] = columnIndices[k];
                }
            }
            starts[i + 1] = n;
        }
        return new Mask(rows, columns, starts, Arrays.copyOf(indices, n));
    }

    /// Those of the active weights whose flat index passes `wanted`; this mask itself if all do.
    public Mask filtered(LongPredicate wanted) {
        int[] starts = new int[rows + 1];
        int[] indices = new int[columnIndices.length];
        int n = 0;
        for (int i = 0; i < rows; i++) {
            for (int k = rowStarts[i]; k < rowStarts[i + 1]; k++) {
                if (wanted.test((long) i * columns + columnIndices[k])) {
                    indices[n++] = columnIndices[k];
                }
            }
            starts[i + 1] = n;
        }
        return n == indices.length
                ? this
                : new Mask(rows, columns, starts, Arrays.copyOf(indices, n));
    }

    /// Weights active here, in `other`, or in both.
    public Mask union(Mask other) {
        checkSameShape(other);
        int[] starts = new int[rows + 1];
        int[] indices = new int[activeCount() + other.activeCount()];
        int n = 0;
        for (int i = 0; i < rows; i++) {
            int a = rowStarts[i];
            int b = other.rowStarts[i];
            while (a < rowStarts[i + 1] || b < other.rowStarts[i + 1]) {
                int left = a < rowStarts[i + 1] ? columnIndices[a] : columns;
                int right = b < other.rowStarts[i + 1] ? other.columnIndices[b] : columns;
                indices[n++] = Math.min(left, right);
                a += left <= right ? 1 : 0;
                b += right <= left ? 1 : 0;
            }
            starts[i + 1] = n;
        }
        return new Mask(rows, columns, starts, Arrays.copyOf(indices, n));
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
                && Arrays.equals(columnIndices, m.columnIndices);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(rowStarts) + Arrays.hashCode(columnIndices);
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
