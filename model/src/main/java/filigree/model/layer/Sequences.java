package filigree.model.layer;

import filigree.model.kernel.Tiles;

/// How sequences of tokens lie in the columns of a batch: token t of sequence n is column `n *
/// length + t`.
///
/// A length divides 64, so a tile holds whole sequences, 64 / length of them, and one thread can
/// carry them through the network without waiting for another's. The last sequence of a batch may
/// be cut short; what is missing is padding.
///
/// @param length tokens of a sequence: 1, 2, 4, 8, 16, 32 or 64
public record Sequences(int length) {
    public Sequences {
        if (length < 1 || Tiles.COLUMNS % length != 0) {
            throw new IllegalArgumentException(
                    "sequences of " + length + " tokens do not fill tiles of " + Tiles.COLUMNS);
        }
    }

    /// Sequences in a tile.
    public int perTile() {
        return Tiles.COLUMNS / length;
    }

    /// Which token of its sequence a column is, from 0.
    public int position(int column) {
        return column % length;
    }
}
