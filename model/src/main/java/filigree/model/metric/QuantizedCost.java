package filigree.model.metric;

/// Bytes of the weights of one layer whose values have fewer bits. Masked weights are 0 in every
/// storage.
///
/// ```
/// values    ceil(b nnz / 8), or ceil(b n / 8) dense
/// bitmask   n / 8 + values           csr   index nnz + 4 (rows + 1) + values
/// beside    4 a scale; for kept weights 4 + index each and 4 (rows + 1), and no b bits
/// ```
///
/// @param layer its shape and active weights
/// @param bits of a value, 1 to 32
/// @param kept active weights that stay 32-bit floats beside the others
/// @param scales 32-bit numbers that values are multiplied by; 0 where values are floats
public record QuantizedCost(LayerCost layer, int bits, long kept, int scales) {
    public QuantizedCost {
        if (bits < 1 || bits > Float.SIZE || kept < 0 || kept > layer.nonZeros()) {
            throw new IllegalArgumentException(bits + " bits, " + kept + " kept of " + layer);
        }
    }

    /// Bytes with all weights, zeros too.
    public long denseBytes() {
        return values(layer.shape().size()) + beside();
    }

    /// Bytes of one bit a weight and of the active values.
    public long bitmaskBytes() {
        return layer.bitmaskBytes(0) + values(layer.nonZeros() - kept) + beside();
    }

    /// Bytes as compressed sparse rows with the smallest index that fits.
    public long csrBytes() {
        long rounded = layer.nonZeros() - kept;
        return rounded * layer.indexBytes() + starts() + values(rounded) + beside();
    }

    /// The fewest of all storages.
    public long fewestBytes() {
        return Math.min(denseBytes(), Math.min(bitmaskBytes(), csrBytes()));
    }

    private long values(long count) {
        return Math.ceilDiv(count * bits, 8L);
    }

    private long starts() {
        return (layer.shape().rows() + 1L) * Integer.BYTES;
    }

    private long beside() {
        long own = kept == 0 ? 0 : kept * (Float.BYTES + layer.indexBytes()) + starts();
        return own + (long) scales * Float.BYTES;
    }
}
