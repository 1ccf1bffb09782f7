package filigree.model.metric;

import filigree.model.sparsity.Mask;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What the weights of one layer take in one format. Counted, not written; what belongs to the
/// whole layer, such as its name or scales of rounded values, is not in it.
///
/// @param format how
/// @param detail sizes of the format, such as `4x4` or `2:4`; empty where it has none
/// @param bytes of values and of their places
public record Stored(Format format, String detail, long bytes) {
    private static final int[][] BLOCKS = {{1, 4}, {4, 1}, {4, 4}, {8, 8}, {16, 16}};
    private static final int[] GROUPS = {4, 8, 16};
    private static final int BYTE = 255;
    private static final int SHORT_INDEX = 65_536;

    /// The id of the format and its detail.
    public String id() {
        return detail.isEmpty() ? format.id() : format.id() + "-" + detail;
    }

    /// Counts every format that can hold a mask; N:M only where the mask fits.
    ///
    /// @param bits of a value, 1 to 32
    public static List<Stored> all(Mask mask, int bits) {
        if (bits < 1 || bits > Float.SIZE) {
            throw new IllegalArgumentException(bits + " bits a value");
        }
        List<Stored> all = new ArrayList<>();
        long active = mask.activeCount();
        all.add(new Stored(Format.DENSE, "", values(mask.size(), bits)));
        all.add(
                new Stored(
                        Format.BITMASK, "", Math.ceilDiv(mask.size(), 8L) + values(active, bits)));
        all.add(
                new Stored(
                        Format.CSR,
                        "",
                        values(active, bits)
                                + active * index(mask.columns())
                                + starts(mask.rows())));
        long entries = active + fillers(mask);
        all.add(
                new Stored(
                        Format.CSR_DELTA,
                        "",
                        values(entries, bits) + entries + starts(mask.rows())));
        for (int[] block : BLOCKS) {
            all.add(blocks(mask, bits, block[0], block[1]));
        }
        for (int m : GROUPS) {
            groups(mask, bits, m).ifPresent(all::add);
        }
        all.add(new Stored(Format.RUN_LENGTH, "", runs(mask) + values(active, bits)));
        return all;
    }

    /// The one of fewest bytes; of equals the first.
    ///
    /// @param stored at least one
    public static Stored smallest(List<Stored> stored) {
        return stored.stream().min(Comparator.comparingLong(Stored::bytes)).orElseThrow();
    }

    /// The one of fewest bytes of a format.
    public static Optional<Stored> smallest(List<Stored> stored, Format format) {
        return stored.stream()
                .filter(s -> s.format() == format)
                .min(Comparator.comparingLong(Stored::bytes));
    }

    private static long values(long count, int bits) {
        return Math.ceilDiv(count * bits, 8L);
    }

    private static long index(int columns) {
        return columns <= SHORT_INDEX ? Short.BYTES : Integer.BYTES;
    }

    private static long starts(int rows) {
        return (rows + 1L) * Integer.BYTES;
    }

    private static long fillers(Mask mask) {
        long fillers = 0;
        for (int i = 0; i < mask.rows(); i++) {
            int before = -1;
            for (int k = mask.rowStarts()[i]; k < mask.rowStarts()[i + 1]; k++) {
                int zeros = mask.column(k) - before - 1;
                fillers += zeros / (BYTE + 1); // the filling value is one of the zeros itself
                before = mask.column(k);
            }
        }
        return fillers;
    }

    private static Stored blocks(Mask mask, int bits, int height, int width) {
        int blockColumns = Math.ceilDiv(mask.columns(), width);
        int blockRows = Math.ceilDiv(mask.rows(), height);
        int[] seen = new int[blockColumns]; // last row of blocks that used it, counted from 1
        long used = 0;
        for (int i = 0; i < mask.rows(); i++) {
            int row = i / height + 1;
            for (int k = mask.rowStarts()[i]; k < mask.rowStarts()[i + 1]; k++) {
                int column = mask.column(k) / width;
                used += seen[column] == row ? 0 : 1;
                seen[column] = row;
            }
        }
        long bytes =
                values(used * height * width, bits)
                        + used * index(blockColumns)
                        + starts(blockRows);
        return new Stored(Format.BSR, height + "x" + width, bytes);
    }

    private static Optional<Stored> groups(Mask mask, int bits, int m) {
        int most = 0;
        for (int i = 0; i < mask.rows(); i++) {
            int group = -1;
            int there = 0;
            for (int k = mask.rowStarts()[i]; k < mask.rowStarts()[i + 1]; k++) {
                int own = mask.column(k) / m;
                there = own == group ? there + 1 : 1;
                group = own;
                most = Math.max(most, there);
            }
        }
        if (mask.columns() % m != 0 || most == 0 || most == m) {
            return Optional.empty();
        }
        long count = mask.size() / m * most;
        int place = Integer.SIZE - Integer.numberOfLeadingZeros(m - 1);
        return Optional.of(
                new Stored(Format.N_M, most + ":" + m, values(count, bits) + values(count, place)));
    }

    private static long runs(Mask mask) {
        long bytes = 0;
        long after = 0; // the place after the run of active weights under way
        long began = 0; // its first
        for (int i = 0; i < mask.rows(); i++) {
            for (int k = mask.rowStarts()[i]; k < mask.rowStarts()[i + 1]; k++) {
                long at = (long) i * mask.columns() + mask.column(k);
                if (at != after || k == 0) {
                    bytes += k == 0 ? 0 : length(after - began);
                    bytes += length(at - after);
                    began = at;
                }
                after = at + 1;
            }
        }
        return bytes + (after > began ? length(after - began) : 0);
    }

    /// Bytes of a LEB128 number.
    private static int length(long number) {
        int significant = Long.SIZE - Long.numberOfLeadingZeros(number);
        return Math.max(1, Math.ceilDiv(significant, 7));
    }
}
