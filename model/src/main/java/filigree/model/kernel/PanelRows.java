package filigree.model.kernel;

import java.util.Arrays;
import java.util.stream.IntStream;

/// A sparse matrix packed for products: its columns are cut into panels, so few that the rows of X
/// they meet stay in the first-level cache while all rows of this matrix pass by.
///
/// A panel holds a piece of every row, pieces of equal length beside one another: the length of the
/// inner loop then rarely changes, which branch prediction rewards. Cut and order change no result,
/// because a row's products are still added from left to right.
///
/// ```
/// piece q (panel q / rows, row order[q]) holds places starts[q] … starts[q + 1] - 1
/// place k is values[k] in column ((q / rows) << shift) + locals[k]
/// ```
///
/// Values are a copy of those the owner trains, refreshed by [#publish]; a large matrix in a single
/// panel needs none unless it is turned.
///
/// A matrix with few zeros is packed *whole*, zeros and all: `values[i * rowStep + j *
/// columnStep]`. Turned, it reads the same values, and a full one reads those the owner trains.
/// Panels and whole matrices give the same products, but for the sign of a zero, as long as x is
/// finite.
public final class PanelRows {
    private static final int WIDEST = 16; // bits of a local column
    private static final int LARGE = 1 << 19; // where memory counts for more than equal lengths
    private static final int[] NONE = {};

    /// Density from which a matrix is packed whole, since its zeros then cost less than panels do.
    /// A constant, because how a layer is computed must not follow from a measurement. `filigree
    /// calibrate` prints beside it where the two forms of the forward product take equally long on
    /// a machine: a line through the times of panels at densities .4 and .6 meets that of the full
    /// matrix there, the median over rounds in which all take turns, 1000 x 1000, batch 128.
    public static final double WHOLE = 0.7;

    public final int rows;
    public final int columns;
    public final float[] values;
    final int shift;
    final int panels;
    final int[] order;
    final int[] starts;
    final char[] locals;
    final int rowStep; // 0 in panels
    final int columnStep;
    private final boolean turned;
    // of each place if turned, of each piece's first place if not; in whole matrices the place of
    // each non-zero
    private final int[] source;

    private PanelRows(
            int rows,
            int columns,
            int shift,
            int[] order,
            int[] starts,
            char[] locals,
            boolean turned,
            int[] source,
            float[] values) {
        this.rows = rows;
        this.columns = columns;
        this.shift = shift;
        this.panels = order.length / rows;
        this.order = order;
        this.starts = starts;
        this.locals = locals;
        this.rowStep = 0;
        this.columnStep = 0;
        this.turned = turned;
        this.source = source;
        this.values = values;
    }

    /// Whole.
    private PanelRows(
            int rows,
            int columns,
            int rowStep,
            int columnStep,
            boolean turned,
            int[] source,
            float[] values) {
        this.rows = rows;
        this.columns = columns;
        this.shift = 0;
        this.panels = 0;
        this.order = NONE;
        this.starts = NONE;
        this.locals = new char[0];
        this.rowStep = rowStep;
        this.columnStep = columnStep;
        this.turned = turned;
        this.source = source;
        this.values = values;
    }

    /// Packs `w` as it is.
    public static PanelRows of(SparseRows w) {
        return isWorthWhole(w) ? whole(w) : pack(w, w.rows, w.columns, false);
    }

    /// Packs `w` transposed.
    ///
    /// @param packed the same as it is
    public static PanelRows transposed(SparseRows w, PanelRows packed) {
        return packed.isWhole()
                ? new PanelRows(
                        w.columns,
                        w.rows,
                        packed.columnStep,
                        packed.rowStep,
                        true,
                        NONE,
                        packed.values)
                : pack(w, w.columns, w.rows, true);
    }

    private static boolean isWorthWhole(SparseRows w) {
        return w.values.length >= WHOLE * w.rows * w.columns;
    }

    private static PanelRows whole(SparseRows w) {
        int n = w.values.length;
        int size = Math.multiplyExact(w.rows, w.columns);
        int[] source = new int[n == size ? 0 : n];
        for (int i = 0; i < w.rows && n < size; i++) {
            for (int k = w.starts[i]; k < w.starts[i + 1]; k++) {
                source[k] = i * w.columns + w.indices[k];
            }
        }
        float[] values = n == size ? w.values : new float[size];
        var packed = new PanelRows(w.rows, w.columns, w.columns, 1, false, source, values);
        packed.publish(w.values, 0, n);
        return packed;
    }

    private static PanelRows pack(SparseRows w, int rows, int columns, boolean turned) {
        int n = w.values.length;
        int shift = shift(columns, (double) n / ((double) rows * columns));
        int panels = ((columns - 1) >> shift) + 1;
        int[] lengths = new int[panels * rows];
        for (int i = 0; i < w.rows; i++) {
            for (int k = w.starts[i]; k < w.starts[i + 1]; k++) {
                int row = turned ? w.indices[k] : i;
                int column = turned ? i : w.indices[k];
                lengths[(column >> shift) * rows + row]++;
            }
        }
        boolean asIs = !turned && panels == 1 && n > LARGE;
        int[] order = asIs ? IntStream.range(0, rows).toArray() : order(rows, panels, lengths);
        int[] starts = new int[order.length + 1];
        int[] pieceOf = new int[order.length]; // by panel and row
        for (int q = 0; q < order.length; q++) {
            int at = q / rows * rows + order[q];
            starts[q + 1] = starts[q] + lengths[at];
            pieceOf[at] = q;
        }
        char[] locals = new char[n];
        int[] source = new int[turned ? n : order.length];
        int[] next = Arrays.copyOf(starts, order.length);
        for (int i = 0; i < w.rows; i++) {
            for (int k = w.starts[i]; k < w.starts[i + 1]; k++) {
                int row = turned ? w.indices[k] : i;
                int column = turned ? i : w.indices[k];
                int q = pieceOf[(column >> shift) * rows + row];
                int place = next[q]++;
                locals[place] = (char) (column & ((1 << shift) - 1));
                if (turned) {
                    source[place] = k;
                } else if (place == starts[q]) {
                    source[q] = k;
                }
            }
        }
        float[] values = asIs ? w.values : new float[n];
        var packed =
                new PanelRows(rows, columns, shift, order, starts, locals, turned, source, values);
        packed.publish(w.values, 0, n);
        return packed;
    }

    /// The emptier the matrix, the wider a panel must be to repay that a row's sums are read and
    /// written once a panel.
    private static int shift(int columns, double density) {
        int whole = Math.min(WIDEST, Integer.SIZE - Integer.numberOfLeadingZeros(columns - 1));
        int bits = density >= .15 ? 7 : density >= .08 ? 8 : 9;
        return density < .04 ? whole : Math.min(whole, bits);
    }

    /// Sorts each panel's rows by length, shortest first, by counting.
    private static int[] order(int rows, int panels, int[] lengths) {
        int[] order = new int[lengths.length];
        for (int from = 0; from < panels * rows; from += rows) {
            int longest = 0;
            for (int i = 0; i < rows; i++) {
                longest = Math.max(longest, lengths[from + i]);
            }
            int[] next = new int[longest + 2];
            for (int i = 0; i < rows; i++) {
                next[lengths[from + i] + 1]++;
            }
            for (int l = 0; l <= longest; l++) {
                next[l + 1] += next[l];
            }
            for (int i = 0; i < rows; i++) {
                order[from + next[lengths[from + i]]++] = i;
            }
        }
        return order;
    }

    /// Whether `values` is the whole matrix, zeros and all.
    public boolean isWhole() {
        return panels == 0;
    }

    /// Whether `values` is an array that another one reads or trains as well.
    public boolean sharesValues() {
        return isWhole() && turned;
    }

    /// Returns a new whole matrix, `[rows, columns]`, row-major: for tests and pictures.
    public float[] toDense() {
        float[] dense = new float[Math.multiplyExact(rows, columns)];
        for (int at = 0; at < dense.length && isWhole(); at++) {
            dense[at] = values[at / columns * rowStep + at % columns * columnStep];
        }
        for (int q = 0; q < order.length; q++) {
            for (int k = starts[q]; k < starts[q + 1]; k++) {
                dense[order[q] * columns + ((q / rows) << shift) + locals[k]] = values[k];
            }
        }
        return dense;
    }

    /// Copies changed values over, place by place. Disjoint ranges may be published by several
    /// threads.
    ///
    /// The copy is filled in its own order because neighbours in it come from rows far apart: if
    /// two threads each wrote the values of their own rows, they would take its cache lines from
    /// each other at every store.
    ///
    /// @param trained what it was packed from, or its successor of the same length
    /// @param from first place
    /// @param to one past the last
    public void publish(float[] trained, int from, int to) {
        if (values == trained || sharesValues()) {
            return;
        }
        if (isWhole()) {
            for (int k = from; k < to; k++) {
                values[source[k]] = trained[k];
            }
            return;
        }
        if (turned) {
            for (int k = from; k < to; k++) {
                values[k] = trained[source[k]];
            }
            return;
        }
        int found = Arrays.binarySearch(starts, from);
        for (int q = found < 0 ? -found - 2 : found, at = from; at < to; q++) {
            int end = Math.min(to, starts[q + 1]);
            if (end > at) {
                System.arraycopy(trained, source[q] + at - starts[q], values, at, end - at);
                at = end;
            }
        }
    }

    /// The same from an array in which the k-th non-zero, row by row, stands at `places[k]`.
    public void publish(float[] trained, int[] places, int from, int to) {
        if (values == trained || sharesValues()) {
            return;
        }
        if (isWhole()) {
            for (int k = from; k < to; k++) {
                values[source[k]] = trained[places[k]];
            }
            return;
        }
        if (turned) {
            for (int k = from; k < to; k++) {
                values[k] = trained[places[source[k]]];
            }
            return;
        }
        int found = Arrays.binarySearch(starts, from);
        int q = found < 0 ? -found - 2 : found;
        for (int k = from; k < to; k++) {
            while (k >= starts[q + 1]) {
                q++;
            }
            values[k] = trained[places[source[q] + k - starts[q]]];
        }
    }
}
