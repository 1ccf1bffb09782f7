package filigree.model.layer;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import filigree.model.kernel.Tiles;
import filigree.model.matrix.Activations;
import java.lang.foreign.MemorySegment;

/// Rows of one tile in arrays, `[rows][64]`, for layers that work on a few rows several times over.
final class TileRows {
    static final int COLUMNS = Tiles.COLUMNS;

    private TileRows() {}

    /// @param first row of the tile
    /// @param to overwritten from its start, length at least 64 rows
    static void read(Activations from, int tile, int first, int rows, float[] to) {
        MemorySegment.copy(from.memory(), JAVA_FLOAT, at(from, tile, first), to, 0, rows * COLUMNS);
    }

    /// @param first row of the tile
    static void write(float[] from, Activations to, int tile, int first, int rows) {
        MemorySegment.copy(from, 0, to.memory(), JAVA_FLOAT, at(to, tile, first), rows * COLUMNS);
    }

    /// The sum of one row's 64 numbers, halves first, then quarters, and so on: a fixed order that
    /// still lets lanes work side by side.
    ///
    /// @param rows overwritten in that row
    static float sum(float[] rows, int row) {
        int at = row * COLUMNS;
        for (int half = COLUMNS / 2; half > 0; half /= 2) {
            for (int c = at; c < at + half; c++) {
                rows[c] += rows[c + half];
            }
        }
        return rows[at];
    }

    /// The byte where a row of a tile begins.
    static long at(Activations a, int tile, int row) {
        return tile * a.tileBytes() + row * Tiles.ROW_BYTES;
    }
}
