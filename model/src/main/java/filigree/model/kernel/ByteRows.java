package filigree.model.kernel;

/// Which examples of a data set the columns of a tile show. One object is set anew for each tile,
/// so that nothing is allocated.
public final class ByteRows {
    private byte[] source = {};
    private int[] examples = {};
    private int features;
    private int first;
    private int count;

    /// @param source `[examples][features]`
    /// @param examples which example each column of the batch shows
    /// @param first column of the batch that is the tile's first
    /// @param count columns of the tile, from 1 to 64
    /// @return this
    public ByteRows set(byte[] source, int features, int[] examples, int first, int count) {
        this.source = source;
        this.features = features;
        this.examples = examples;
        this.first = first;
        this.count = count;
        return this;
    }

    byte[] source() {
        return source;
    }

    int count() {
        return count;
    }

    /// Where the example of column `c` begins in [#source()].
    int start(int c) {
        return examples[first + c] * features;
    }
}
