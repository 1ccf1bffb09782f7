package filigree.views.control;

import filigree.views.theme.DataColor;

/// What one topology update did, cell by cell. Immutable.
public final class CellChanges {
    /// What happened to a weight.
    public enum Kind {
        GROWN(DataColor.GROWN),
        DROPPED(DataColor.DROPPED),
        /// Grown where a weight had been before.
        REGROWN(DataColor.REGROWN);

        private final DataColor color;

        Kind(DataColor color) {
            this.color = color;
        }

        public DataColor color() {
            return color;
        }
    }

    private static final CellChanges NONE = new CellChanges(new int[0], new int[0], new Kind[0]);

    private final int[] rows;
    private final int[] columns;
    private final Kind[] kinds;

    private CellChanges(int[] rows, int[] columns, Kind[] kinds) {
        this.rows = rows;
        this.columns = columns;
        this.kinds = kinds;
    }

    public static CellChanges none() {
        return NONE;
    }

    /// Takes flat indices, row x columns + column, as topology files hold them.
    public static CellChanges of(int columns, int[] grown, int[] dropped, int[] regrown) {
        int n = grown.length + dropped.length + regrown.length;
        var changes = new CellChanges(new int[n], new int[n], new Kind[n]);
        int k = changes.put(0, columns, dropped, Kind.DROPPED);
        k = changes.put(k, columns, regrown, Kind.REGROWN);
        changes.put(k, columns, grown, Kind.GROWN);
        return changes;
    }

    private int put(int from, int width, int[] flat, Kind kind) {
        int k = from;
        for (int index : flat) {
            rows[k] = index / width;
            columns[k] = index % width;
            kinds[k++] = kind;
        }
        return k;
    }

    public int size() {
        return rows.length;
    }

    public int row(int i) {
        return rows[i];
    }

    public int column(int i) {
        return columns[i];
    }

    public Kind kind(int i) {
        return kinds[i];
    }
}
