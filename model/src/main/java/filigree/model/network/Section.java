package filigree.model.network;

import filigree.model.layer.DivisibleLayer;
import java.util.ArrayList;
import java.util.List;

/// Pieces of work on a tile, one after the other, that are cut alike: who does some parts of the
/// first does the same parts of the others right behind it and waits for nobody. What they hand on
/// is then still in the cache.
final class Section {
    // Rows that are worth a fork-join of their own, where each is only looked at: 0.5 MB of them
    // take some 20 microseconds, a fork-join 2.
    private static final int MANY_ROWS = 2_048;

    /// A piece of work on one tile.
    @FunctionalInterface
    interface Op {
        /// Does parts from … to, of as many as it was added with.
        void run(int tile, int from, int to);
    }

    /// @param parts into which it can be cut
    private record Piece(Op op, int parts) {}

    private final List<Piece> pieces = new ArrayList<>();
    private int parts;

    /// How a piece of work can be cut.
    ///
    /// @param parts 1 if it cannot
    /// @param isLocal whether a part depends on the same part alone of what stands in front
    /// @param rows it looks at, if it is local
    record Cut(int parts, boolean isLocal, int rows) {
        static final Cut NONE = new Cut(1, false, 0);

        static Cut forward(DivisibleLayer layer) {
            return new Cut(layer.forwardParts(), layer.isLocal(), layer.inputSize());
        }

        static Cut backward(DivisibleLayer layer) {
            return new Cut(layer.backwardParts(), layer.isLocal(), layer.inputSize());
        }

        /// By the row.
        static Cut rows(int count) {
            return new Cut(count, true, count);
        }
    }

    /// Whether some work may stand behind what is here already. That takes work which shares this
    /// cut and, if nothing is cut here, work too small to have threads meet for it.
    boolean takes(Cut cut) {
        if (pieces.isEmpty()) {
            return true;
        }
        if (parts == 1) {
            return cut.parts() == 1 || (cut.isLocal() && cut.rows() < MANY_ROWS);
        }
        boolean divides = cut.parts() % parts == 0 || parts % cut.parts() == 0;
        return cut.isLocal() && cut.parts() > 1 && divides;
    }

    void add(Cut cut, Op op) {
        parts = pieces.isEmpty() ? cut.parts() : Math.min(parts, cut.parts());
        pieces.add(new Piece(op, cut.parts()));
    }

    /// Into how many parts all of it can be cut.
    int parts() {
        return parts;
    }

    /// Does a share of one tile.
    ///
    /// @param share from 0 to `shares`
    /// @param shares at most [#parts()]
    void run(int tile, int share, int shares) {
        int from = (int) ((long) share * parts / shares);
        int to = (int) ((share + 1L) * parts / shares);
        for (int k = 0; k < pieces.size(); k++) { // an iterator would be an object a share
            Piece piece = pieces.get(k);
            int times = piece.parts() / parts;
            piece.op().run(tile, from * times, to * times);
        }
    }
}
