package filigree.model.kernel;

/// The layout of activations, known to [Kernels] and to what hands memory to them, and to nobody
/// else: `[tile][feature][64]`, f32, off heap, 64-byte aligned.
///
/// A tile holds 64 columns (examples of a batch) of every feature: four 512-bit registers, one
/// cache line each. One thread owns a tile through a whole forward and backward pass.
public final class Tiles {
    /// Columns of a tile.
    public static final int COLUMNS = 64;

    /// Bytes of one feature's row within a tile.
    public static final long ROW_BYTES = COLUMNS * (long) Float.BYTES;

    private Tiles() {}
}
