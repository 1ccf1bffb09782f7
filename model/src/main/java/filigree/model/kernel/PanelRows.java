package filigree.model.kernel;

import java.util.Arrays;
import java.util.stream.IntStream;

/// A sparse matrix packed for products: its columns are cut into panels, so few that the rows of X
/// they meet stay in the first-level cache while all rows of this matrix pass by.
///
/// A panel takes a piece of every row, pieces of equal length one after the other: the length of
/// the inner loop then rarely changes, which branch prediction rewards. Cut and order change no
/// result, because a row's products are still added from left to right.
///
/// ```
/// piece q (panel q / rows, row order[q]) holds places from[q] … to[q] - 1
/// place k is values[k] in column base(q / rows) + low[k]
/// ```
///
/// Values and columns are copies, piece after piece, which [#publish] refreshes. Only a large
/// matrix that is not turned reads the owner's, row by row: there memory counts for more than that
/// a product reads one stretch of it, which is a tenth faster.
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
    final int[] from;
    final int[] to;
    final char[] low; // the lower 16 bits of each column
    final int rowStep; // 0 in panels
    final int columnStep;
    private final boolean turned;
    // which of the owner's non-zeros a place holds if turned, and the first place of each piece if
    // not; in whole matrices the place of each non-zero
    private final int[] source;

    private PanelRows(
            int rows,
            int columns,
            int shift,
            int[] order,
            int[] from,
            int[] to,
            char[] low,
            boolean turned,
            int[] source,
            float[] values) {
        this.rows = rows;
        this.columns = columns;
        this.shift = shift;
        this.panels = order.length / rows;
        this.order = order;
        this.from = from;
        this.to = to;
        this.low = low;
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
        this.from = NONE;
        this.to = NONE;
        this.low = new char[0];
        this.rowStep = rowStep;
        this.columnStep = columnStep;
        this.turned = turned;
        this.source = source;
        this.values = values;
    }

    /// Packs `w` as it is.
    public static PanelRows of(SparseRows w) {
        return isWorthWhole(w) ? whole(w) : straight(w);
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
                : turned(w);
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
                source[k] = i * w.columns + w.column(k);
            }
        }
        float[] values = n == size ? w.values : new float[size];
        var packed = new PanelRows(w.rows, w.columns, w.columns, 1, false, source, values);
        packed.publish(w.values, 0, n);
        return packed;
    }

    private static PanelRows straight(SparseRows w) {
        int shift = shift(w.columns, density(w));
        int panels = panels(w.columns, shift);
        int[] ends = new int[panels * w.rows]; // by panel and row
        for (int i = 0; i < w.rows; i++) {
            int k = w.starts[i];
            for (int b = 0; b < panels; b++) {
                while (k < w.starts[i + 1] && w.column(k) >> shift == b) {
                    k++;
                }
                ends[b * w.rows + i] = k;
            }
        }
        int[] lengths = ends.clone();
        for (int at = 0; at < ends.length; at++) {
            lengths[at] -= at < w.rows ? w.starts[at] : ends[at - w.rows];
        }
        boolean asIs = w.values.length > LARGE;
        int[] order =
                asIs && panels == 1
                        ? IntStream.range(0, w.rows).toArray()
                        : order(w.rows, panels, lengths);
        int[] from = new int[order.length];
        int[] to = new int[order.length];
        for (int q = 0; q < order.length; q++) {
            int at = q / w.rows * w.rows + order[q];
            to[q] = ends[at];
            from[q] = ends[at] - lengths[at];
        }
        return asIs
                ? new PanelRows(
                        w.rows, w.columns, shift, order, from, to, w.low, false, from, w.values)
                : copied(w, shift, order, from, to);
    }

    /// The same with its pieces side by side.
    private static PanelRows copied(SparseRows w, int shift, int[] order, int[] source, int[] end) {
        char[] low = new char[w.low.length];
        int[] from = new int[order.length];
        int[] to = new int[order.length];
        for (int q = 0, at = 0; q < order.length; q++) {
            from[q] = at;
            System.arraycopy(w.low, source[q], low, at, end[q] - source[q]);
            at += end[q] - source[q];
            to[q] = at;
        }
        float[] values = new float[low.length];
        var packed =
                new PanelRows(
                        w.rows, w.columns, shift, order, from, to, low, false, source, values);
        packed.publish(w.values, 0, values.length);
        return packed;
    }

    private static PanelRows turned(SparseRows w) {
        int n = w.values.length;
        int rows = w.columns;
        int shift = shift(w.rows, density(w));
        int panels = panels(w.rows, shift);
        int[] lengths = new int[panels * rows];
        for (int i = 0; i < w.rows; i++) {
            for (int k = w.starts[i]; k < w.starts[i + 1]; k++) {
                lengths[(i >> shift) * rows + w.column(k)]++;
            }
        }
        int[] order = order(rows, panels, lengths);
        int[] from = new int[order.length];
        int[] to = new int[order.length];
        int[] next = new int[order.length]; // by panel and row
        for (int q = 0, at = 0; q < order.length; q++) {
            int piece = q / rows * rows + order[q];
            from[q] = at;
            next[piece] = at;
            at += lengths[piece];
            to[q] = at;
        }
        char[] low = new char[n];
        int[] source = new int[n];
        for (int i = 0; i < w.rows; i++) {
            for (int k = w.starts[i]; k < w.starts[i + 1]; k++) {
                int place = next[(i >> shift) * rows + w.column(k)]++;
                low[place] = (char) i;
                source[place] = k;
            }
        }
        var packed =
                new PanelRows(
                        rows, w.rows, shift, order, from, to, low, true, source, new float[n]);
        packed.publish(w.values, 0, n);
        return packed;
    }

    private static double density(SparseRows w) {
        return w.values.length / ((double) w.rows * w.columns);
    }

    private static int panels(int columns, int shift) {
        return ((columns - 1) >> shift) + 1;
    }

    /// What to add to `low` in panel b.
    int base(int b) {
        return (b << shift) & -(1 << WIDEST);
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
            for (int k = from[q]; k < to[q]; k++) {
                dense[order[q] * columns + base(q / rows) + low[k]] = values[k];
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
        if (readsOwner(trained)) {
            return;
        }
        if (isWhole()) {
            for (int k = from; k < to; k++) {
                values[source[k]] = trained[k];
            }
        } else if (turned) {
            for (int k = from; k < to; k++) {
                values[k] = trained[source[k]];
            }
        } else {
            for (int q = pieceOf(from), at = from; at < to; q++) {
                int end = Math.min(to, this.to[q]);
                System.arraycopy(trained, source[q] + at - this.from[q], values, at, end - at);
                at = end;
            }
        }
    }

    /// The same from an array in which the k-th non-zero, row by row, stands at `places[k]`.
    public void publish(float[] trained, int[] places, int from, int to) {
        if (readsOwner(trained)) {
            return;
        }
        if (isWhole()) {
            for (int k = from; k < to; k++) {
                values[source[k]] = trained[places[k]];
            }
        } else if (turned) {
            for (int k = from; k < to; k++) {
                values[k] = trained[places[source[k]]];
            }
        } else {
            for (int q = pieceOf(from), k = from; k < to; q++) {
                int shift = source[q] - this.from[q];
                for (int end = Math.min(to, this.to[q]); k < end; k++) {
                    values[k] = trained[places[k + shift]];
                }
            }
        }
    }

    /// The first piece that ends after a place.
    private int pieceOf(int place) {
        int found = Arrays.binarySearch(to, place + 1);
        int q = found < 0 ? -found - 1 : found;
        while (q > 0 && to[q - 1] > place) {
            q--;
        }
        return q;
    }

    /// Whether there is nothing to copy: large panels read the owner's rows, a turned whole matrix
    /// reads the one that is not.
    private boolean readsOwner(float[] trained) {
        return values == trained || source == from || sharesValues();
    }
}
