package filigree.model.kernel;

import filigree.model.kernel.Slices.Strand;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// A sparse matrix for products with a single column: [Slices] of 16 rows, one row a lane, with
/// windows of 64 columns.
///
/// ```
/// step s of slice g, starts[g] <= s < starts[g + 1]; lane l of it adds
///     values[16 s + l] * x[bases[s] + locals[16 s + l]]      to row 16 g + l, columns ascending
/// ```
///
/// A full matrix needs no columns: there step `g columns + j` holds column j of slice g. Memory: 9
/// bytes a lane and 4 a step, 8 bytes a lane if full.
public final class SlicedRows {
    static final int LANES = 16;
    static final int WINDOW = 64;

    public final int rows;
    public final int columns;
    final int slices;
    final boolean full;
    final int[] starts; // in steps, by slice
    final int[] bases; // of each step, a multiple of 16; none if full
    final MemorySegment values; // f32, 64-byte aligned; 0 in lanes that wait
    final MemorySegment locals; // bytes; none if full
    private final int[] sources; // of each lane in the matrix; -1 in lanes that wait

    private SlicedRows(
            SparseRows w, boolean full, int[] starts, int[] bases, int[] sources, byte[] locals) {
        this.rows = w.rows;
        this.columns = w.columns;
        this.slices = Math.ceilDiv(rows, LANES);
        this.full = full;
        this.starts = starts;
        this.bases = bases;
        this.sources = sources;
        this.values = Arena.ofAuto().allocate(Math.max(1, sources.length) * 4L, 64);
        this.locals = Arena.ofAuto().allocate(Math.max(1, locals.length), 64);
        MemorySegment.copy(locals, 0, this.locals, ValueLayout.JAVA_BYTE, 0, locals.length);
        publish(w);
    }

    /// Cuts `w` into slices.
    public static SlicedRows of(SparseRows w) {
        return w.values.length == (long) w.rows * w.columns ? full(w) : sliced(w);
    }

    private static SlicedRows full(SparseRows w) {
        int slices = Math.ceilDiv(w.rows, LANES);
        int[] starts = new int[slices + 1];
        Arrays.setAll(starts, g -> g * w.columns);
        int[] sources = new int[slices * LANES * w.columns];
        for (int at = 0; at < sources.length; at++) {
            int row = at / LANES / w.columns * LANES + at % LANES;
            sources[at] = row < w.rows ? row * w.columns + at / LANES % w.columns : -1;
        }
        return new SlicedRows(w, true, starts, new int[0], sources, new byte[0]);
    }

    private static SlicedRows sliced(SparseRows w) {
        List<Strand> strands =
                IntStream.range(0, w.rows)
                        .mapToObj(i -> new Strand(i, w.starts[i], w.starts[i + 1], 1))
                        .toList();
        Slices cut = Slices.of(strands, w.indices(), LANES, WINDOW, LANES);
        byte[] locals = new byte[cut.sources.length];
        for (int at = 0; at < locals.length; at++) {
            int k = cut.sources[at];
            locals[at] = k < 0 ? 0 : (byte) (w.column(k) - cut.bases[at / LANES]);
        }
        return new SlicedRows(w, false, cut.starts, cut.bases, cut.sources, locals);
    }

    /// Copies changed values over.
    ///
    /// @param w what it was made of, or the same mask with other values
    public void publish(SparseRows w) {
        for (int at = 0; at < sources.length; at++) {
            float value = sources[at] < 0 ? 0 : w.values[sources[at]];
            values.set(ValueLayout.JAVA_FLOAT, at * 4L, value);
        }
    }

    /// Returns memory for x, y or bias of such a product: 64-byte aligned, all 0, and longer than
    /// `features`, because whole registers are read and written.
    ///
    /// @param features rows or columns of the matrix
    public static MemorySegment column(int features) {
        return Arena.ofAuto().allocate(bytes(features), 64);
    }

    /// Bytes of [#column].
    static long bytes(int features) {
        return (Math.ceilDiv(features, LANES) * (long) LANES + WINDOW) * Float.BYTES;
    }

    /// Which share of the lanes holds a weight, for tests and benchmarks.
    double fill() {
        long filled = Arrays.stream(sources).filter(k -> k >= 0).count();
        return (double) filled / Math.max(1, sources.length);
    }
}
