package filigree.model.matrix;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import filigree.model.kernel.Tiles;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Objects;

/// What flows between layers: one number a feature and column (example, token), feature-major.
///
/// The memory is off heap, 64-byte aligned, in tiles of 64 columns (see [Tiles]); columns beyond
/// the last are padding, which may hold any finite number after a forward pass and must hold 0 in
/// gradients, so that it never reaches a weight. The network owns every `Activations`; layers write
/// into those they are given. The memory goes when nothing refers to it any more.
public final class Activations {
    private final int features;
    private final int columns;
    private final int tiles;
    private final long tileBytes;
    private final MemorySegment memory;

    /// All 0.
    ///
    /// @param features rows
    /// @param columns examples of a batch, or tokens; at least 1
    public Activations(int features, int columns) {
        this.features = features;
        this.columns = columns;
        this.tiles = Math.ceilDiv(columns, Tiles.COLUMNS);
        this.tileBytes = features * Tiles.ROW_BYTES;
        this.memory = Arena.ofAuto().allocate(tiles * tileBytes, 64);
    }

    private Activations(
            int features, int columns, int tiles, long tileBytes, MemorySegment memory) {
        this.features = features;
        this.columns = columns;
        this.tiles = tiles;
        this.tileBytes = tileBytes;
        this.memory = memory;
    }

    /// Returns some features of these, in the same memory: what is written to one is in the other.
    ///
    /// @param from the first feature
    /// @param count how many
    public Activations rows(int from, int count) {
        Objects.checkFromIndexSize(from, count, features);
        return new Activations(
                count, columns, tiles, tileBytes, memory.asSlice(from * Tiles.ROW_BYTES));
    }

    /// Some tiles of this as activations of their own, over the same memory.
    ///
    /// @param from first tile
    /// @param to one past the last
    public Activations slice(int from, int to) {
        Objects.checkFromToIndex(from, to, tiles);
        return new Activations(
                features,
                Math.min(columns, to * Tiles.COLUMNS) - from * Tiles.COLUMNS,
                to - from,
                tileBytes,
                memory.asSlice(from * tileBytes));
    }

    public int features() {
        return features;
    }

    public int columns() {
        return columns;
    }

    public int tiles() {
        return tiles;
    }

    /// Columns of one tile that are no padding: 64, less in the last tile.
    public int columnsOf(int tile) {
        return Math.min(Tiles.COLUMNS, columns - tile * Tiles.COLUMNS);
    }

    /// The live memory, for kernels.
    public MemorySegment memory() {
        return memory;
    }

    /// Bytes from one tile to the next: tile t begins at byte `t * tileBytes()`. They are those of
    /// the features, or more where these are [#rows] of others.
    public long tileBytes() {
        return tileBytes;
    }

    public float get(int feature, int column) {
        return memory.get(JAVA_FLOAT, at(feature, column));
    }

    public void set(int feature, int column, float value) {
        memory.set(JAVA_FLOAT, at(feature, column), value);
    }

    /// Copies some features of one tile of another of the same size.
    ///
    /// @param from first feature
    /// @param to one past the last
    public void copyRows(Activations other, int tile, int from, int to) {
        long at = from * Tiles.ROW_BYTES;
        MemorySegment.copy(
                other.memory,
                tile * other.tileBytes + at,
                memory,
                tile * tileBytes + at,
                (to - from) * Tiles.ROW_BYTES);
    }

    /// Writes one feature of one tile.
    ///
    /// @param row 64 numbers, one a column; those beyond the last are padding
    public void setRow(int tile, int feature, float[] row) {
        long to = tile * tileBytes() + feature * Tiles.ROW_BYTES;
        MemorySegment.copy(row, 0, memory, JAVA_FLOAT, to, Tiles.COLUMNS);
    }

    private long at(int feature, int column) {
        return column / Tiles.COLUMNS * tileBytes
                + feature * Tiles.ROW_BYTES
                + column % Tiles.COLUMNS * 4L;
    }
}
