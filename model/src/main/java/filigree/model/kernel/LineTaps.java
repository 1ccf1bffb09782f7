package filigree.model.kernel;

/// The weights through which a line of input pixels gathers under one kernel column, or an output
/// pixel at the edge, beside one another.
///
/// Without them the hot loop would be one over kernel rows around one over weights, its sums
/// carried through both, or one that asks for each weight whether its pixel is inside. By chance,
/// C2 compiled those well in some processes; in others the first was eight times slower and the
/// second made an object of each vector. A single loop without a question was compiled well in all.
final class LineTaps {
    private static final ThreadLocal<LineTaps> OF_THREAD = ThreadLocal.withInitial(LineTaps::new);

    int count;
    int[] rows = {}; // of dy, at output column 0; or pixels of x
    float[] values = {};

    private LineTaps() {}

    /// The calling thread's, to be overwritten by its next call.
    ///
    /// @param columns the weight column by column: one row a tap, one column an output channel
    /// @param channel of the input
    /// @param y input row
    /// @param kx kernel column
    static LineTaps collect(Convolution g, SparseRows columns, int channel, int y, int kx) {
        LineTaps taps = OF_THREAD.get();
        taps.reserve(g.kernelHeight * columns.columns);
        int n = 0;
        for (int ky = 0; ky < g.kernelHeight; ky++) {
            int from = y + g.padding - ky;
            int oy = from / g.stride;
            if (from < 0 || oy * g.stride != from || oy >= g.outHeight) {
                continue;
            }
            int tap = (channel * g.kernelHeight + ky) * g.kernelWidth + kx;
            for (int k = columns.starts[tap]; k < columns.starts[tap + 1]; k++) {
                taps.rows[n] = (columns.column(k) * g.outHeight + oy) * g.outWidth;
                taps.values[n++] = columns.values[k];
            }
        }
        taps.count = n;
        return taps;
    }

    /// Those of one output pixel that lie inside the input; the calling thread's as well.
    ///
    /// @param channel of the output
    static LineTaps ofPixel(Convolution g, SparseRows weights, int channel, int oy, int ox) {
        LineTaps taps = OF_THREAD.get();
        int from = weights.starts[channel];
        int to = weights.starts[channel + 1];
        taps.reserve(to - from);
        int n = 0;
        for (int k = from; k < to; k++) {
            int tap = weights.column(k);
            if (g.reads(tap, oy, ox)) {
                taps.rows[n] = g.corner(oy, ox) + g.offset[tap];
                taps.values[n++] = weights.values[k];
            }
        }
        taps.count = n;
        return taps;
    }

    private void reserve(int most) {
        if (rows.length < most) {
            rows = new int[most];
            values = new float[most];
        }
    }
}
