package filigree.model.kernel;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import filigree.model.kernel.Slices.Strand;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// A sparse matrix of int8 for products with a single column of uint8: [Slices] of 64 lanes, 2
/// bytes a lane.
///
/// Rows of like length share a slice. A row of more than 256 weights takes several lanes, and so do
/// all if there are few of them; which lane adds what does not matter, because sums of whole
/// numbers are exact. They are so in 16 bits, if there are two of them: with the products `p = w x`
/// of a lane
///
/// ```
/// low = sum of p mod 2^16        high = sum of floor(p / 256)        p >= -127 * 255, p <= 127 * 255
/// sum of p = 256 high + (low - 256 high) mod 2^16
/// ```
///
/// because `p - 256 floor(p / 256)` is at most 255, and 256 of them are less than 2^16; |high| is
/// at most 127 * 256.
///
/// It has room for the sums of one product at a time.
public final class IntegerRows {
    static final int LANES = 64;
    static final int WINDOW = 128;
    private static final int MOST = 256; // weights of a lane

    final int rows;
    final int columns;
    final int slices;
    final int[] starts; // in steps, by slice
    final int[] bases; // first column of each step's window
    final MemorySegment codes; // [step][lane], 64-byte aligned; 0 in lanes that wait
    final MemorySegment locals; // [step][place(lane)], from 0 to 127
    final MemorySegment halves; // [slice][low, high][lane], 16 bits, overwritten by products
    final int[] sums; // [slice][lane], overwritten by products
    private final int[] rowOf; // of each lane in use

    private IntegerRows(int rows, int columns, List<Strand> strands, Slices cut) {
        this.rows = rows;
        this.columns = columns;
        this.slices = cut.starts.length - 1;
        this.starts = cut.starts;
        this.bases = cut.bases;
        long lanes = Math.max(1L, cut.bases.length) * LANES;
        this.codes = Arena.ofAuto().allocate(lanes, 64);
        this.locals = Arena.ofAuto().allocate(lanes, 64);
        this.halves = Arena.ofAuto().allocate(Math.max(1L, slices) * LANES * 4, 64);
        this.sums = new int[slices * LANES];
        this.rowOf = strands.stream().mapToInt(Strand::row).toArray();
    }

    /// @param starts length rows + 1
    /// @param indices columns, ascending in each row
    /// @param weights one a column, from -127 to 127
    public static IntegerRows of(
            int rows, int columns, int[] starts, int[] indices, byte[] weights) {
        List<Strand> strands = strands(rows, starts);
        Slices cut = Slices.of(strands, indices, LANES, WINDOW, 1);
        var made = new IntegerRows(rows, columns, strands, cut);
        for (int at = 0; at < cut.sources.length; at++) {
            int k = cut.sources[at];
            if (k >= 0) {
                if (weights[k] == Byte.MIN_VALUE) {
                    throw new IllegalArgumentException("weight " + weights[k]);
                }
                int step = at / LANES;
                byte local = (byte) (indices[k] - made.bases[step]);
                made.codes.set(JAVA_BYTE, at, weights[k]);
                made.locals.set(JAVA_BYTE, step * LANES + place(at % LANES), local);
            }
        }
        return made;
    }

    /// Long ones first. Strands of one row take its weights in turns, so all go through the columns
    /// at the same pace.
    private static List<Strand> strands(int rows, int[] starts) {
        int least = Math.max(1, LANES / Math.max(1, rows)); // fewer would leave lanes without work
        List<Strand> strands = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            int count = Math.max(least, Math.ceilDiv(starts[i + 1] - starts[i], MOST));
            for (int n = 0; n < count && starts[i] + n < starts[i + 1]; n++) {
                strands.add(new Strand(i, starts[i] + n, starts[i + 1], count));
            }
        }
        strands.sort(Comparator.comparingInt(Strand::length).reversed());
        return strands;
    }

    /// At which byte of a register a lane's column is looked up: 16-bit numbers made of the even
    /// bytes are lanes 0 to 31, of the odd ones 32 to 63.
    static int place(int lane) {
        return lane % (LANES / 2) * 2 + lane / (LANES / 2);
    }

    /// Returns memory for x of such a product: all 0, and longer than `features`, because whole
    /// windows are read.
    ///
    /// @param features columns of the matrix
    public static MemorySegment column(int features) {
        return Arena.ofAuto().allocate(bytes(features), 64);
    }

    /// Bytes of [#column].
    static long bytes(int features) {
        return features + (long) WINDOW;
    }

    /// Adds up what the lanes of each row came to.
    void collect(int[] rowSums) {
        Arrays.fill(rowSums, 0, rows, 0);
        for (int l = 0; l < rowOf.length; l++) {
            rowSums[rowOf[l]] += sums[l];
        }
    }

    /// Which share of the lanes holds a weight, for tests and benchmarks.
    double fill() {
        long filled = 0;
        for (long at = 0; at < starts[slices] * (long) LANES; at++) {
            filled += codes.get(JAVA_BYTE, at) != 0 ? 1 : 0;
        }
        return (double) filled / Math.max(1, starts[slices] * (long) LANES);
    }
}
