package filigree.views.control;

import java.util.stream.IntStream;

/// The order rows are shown in: position on screen to row, and back. Immutable.
public final class RowOrder {
    private final int[] rows;
    private final int[] positions;

    private RowOrder(int[] rows) {
        this.rows = rows;
        positions = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            positions[rows[i]] = i;
        }
    }

    /// Index order.
    public static RowOrder byIndex(int rows) {
        return new RowOrder(IntStream.range(0, rows).toArray());
    }

    /// Highest count first, ties to the lower row: by fan-in, for example.
    public static RowOrder byCount(int... counts) {
        return new RowOrder(
                IntStream.range(0, counts.length)
                        .boxed()
                        .sorted((a, b) -> Integer.compare(counts[b], counts[a]))
                        .mapToInt(Integer::intValue)
                        .toArray());
    }

    /// Any order.
    ///
    /// @param rows each row once, in the order to show
    public static RowOrder of(int... rows) {
        int[] copy = rows.clone();
        int[] sorted = IntStream.of(copy).sorted().toArray();
        for (int i = 0; i < sorted.length; i++) {
            if (sorted[i] != i) {
                throw new IllegalArgumentException("row " + i + " is missing or there twice");
            }
        }
        return new RowOrder(copy);
    }

    public int size() {
        return rows.length;
    }

    /// Returns the row shown at `position`.
    public int row(int position) {
        return rows[position];
    }

    /// Returns where `row` is shown.
    public int position(int row) {
        return positions[row];
    }
}
