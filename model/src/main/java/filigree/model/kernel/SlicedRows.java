package filigree.model.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A sparse matrix for products with a single column: slices of 16 rows, one row a lane.
///
/// ELLPACK in slices (Monakov et al. 2010, HiPEAC), cut by columns as well, because registers are
/// the only memory from which 16 lanes can read 16 places at once. A *step* is, for each of a
/// slice's rows, its next weight, if that lies in the step's window of 64 columns; the window
/// begins where the row that is furthest behind goes on, so most lanes have something to do.
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
        int[] starts = new int[Math.ceilDiv(w.rows, LANES) + 1];
        List<Integer> bases = new ArrayList<>();
        List<int[]> steps = new ArrayList<>(); // which weight each lane takes
        int[] next = new int[LANES];
        for (int g = 0; g + 1 < starts.length; g++) {
            for (int l = 0; l < LANES; l++) {
                next[l] = w.starts[Math.min(g * LANES + l, w.rows)];
            }
            for (int base = base(w, g, next); base >= 0; base = base(w, g, next)) {
                bases.add(base);
                steps.add(step(w, g, next, base));
            }
            starts[g + 1] = steps.size();
        }
        int[] sources = new int[steps.size() * LANES];
        byte[] locals = new byte[sources.length];
        for (int s = 0; s < steps.size(); s++) {
            for (int l = 0; l < LANES; l++) {
                int k = steps.get(s)[l];
                sources[s * LANES + l] = k;
                locals[s * LANES + l] = k < 0 ? 0 : (byte) (w.column(k) - bases.get(s));
            }
        }
        int[] from = bases.stream().mapToInt(Integer::intValue).toArray();
        return new SlicedRows(w, false, starts, from, sources, locals);
    }

    private static int end(SparseRows w, int g, int lane) {
        return w.starts[Math.min(g * LANES + lane + 1, w.rows)];
    }

    /// Where the row goes on that is furthest behind, rounded down to a whole register; -1 if all
    /// are done.
    private static int base(SparseRows w, int g, int[] next) {
        int least = Integer.MAX_VALUE;
        for (int l = 0; l < LANES; l++) {
            if (next[l] < end(w, g, l)) {
                least = Math.min(least, w.column(next[l]));
            }
        }
        return least == Integer.MAX_VALUE ? -1 : least & -LANES;
    }

    private static int[] step(SparseRows w, int g, int[] next, int base) {
        int[] taken = new int[LANES];
        for (int l = 0; l < LANES; l++) {
            boolean has = next[l] < end(w, g, l) && w.column(next[l]) < base + WINDOW;
            taken[l] = has ? next[l]++ : -1;
        }
        return taken;
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
