package filigree.model.metric;

import filigree.model.sparsity.LayerShape;

/// What the weights of one layer cost.
///
/// @param shape of the weight matrix
/// @param positions places of one sample at which each weight is used: 1 in a linear layer, the
///   pixels of the output in a convolution
/// @param nonZeros active weights, from 0 to the layer's size
public record LayerCost(LayerShape shape, long positions, long nonZeros) {
    private static final int SHORT_INDEX_COLUMNS = 65_536; // what two bytes can number

    public LayerCost {
        if (nonZeros < 0 || nonZeros > shape.size()) {
            throw new IllegalArgumentException(shape + " with " + nonZeros + " active weights");
        }
    }

    /// Of a linear layer.
    public LayerCost(LayerShape shape, long nonZeros) {
        this(shape, 1, nonZeros);
    }

    /// FLOPs of one sample through the active weights; a multiply-add counts as 2.
    public long forwardFlops() {
        return 2 * nonZeros * positions;
    }

    /// FLOPs of one sample if every weight were active.
    public long denseForwardFlops() {
        return 2 * shape.size() * positions;
    }

    /// Bytes of all weights, zeros too.
    ///
    /// @param valueBytes 4 for f32, 1 for int8
    public long denseBytes(int valueBytes) {
        return shape.size() * valueBytes;
    }

    /// Bytes of one bit a weight, rounded up to whole bytes, and of the active values.
    ///
    /// @param valueBytes 4 for f32, 1 for int8
    public long bitmaskBytes(int valueBytes) {
        return Math.ceilDiv(shape.size(), 8L) + nonZeros * valueBytes;
    }

    /// Bytes of a column index: 2 where the layer has at most 65,536 columns, else 4.
    public int indexBytes() {
        return shape.columns() <= SHORT_INDEX_COLUMNS ? Short.BYTES : Integer.BYTES;
    }

    /// Bytes as compressed sparse rows with the smallest index that fits: the values, a column
    /// index each, and rows + 1 starts of 4 bytes.
    ///
    /// @param valueBytes 4 for f32, 1 for int8
    public long csrBytes(int valueBytes) {
        return csrBytes(valueBytes, indexBytes());
    }

    /// The same with a chosen index.
    ///
    /// @param indexBytes 2 or 4
    /// @throws IllegalArgumentException if it cannot number the columns
    public long csrBytes(int valueBytes, int indexBytes) {
        if (indexBytes < indexBytes()) {
            throw new IllegalArgumentException(shape + " with an index of " + indexBytes);
        }
        return nonZeros * (valueBytes + indexBytes) + (shape.rows() + 1L) * Integer.BYTES;
    }
}
