package filigree.model.metric;

import filigree.model.sparsity.Mask;
import java.util.Arrays;
import java.util.zip.Deflater;

/// What deflate, the compression of ZIP files, leaves of weights as 32-bit floats, little-endian.
/// Really compressed, at the highest level, row by row; another version of zlib may differ by a few
/// bytes.
///
/// @param dense of all weights, zeros too
/// @param packed of one bit a weight and of the active values
public record Zipped(long dense, long packed) {
    private static final int LEVEL = Deflater.BEST_COMPRESSION;
    private static final int BUFFER = 1 << 16;

    /// Compresses one layer.
    ///
    /// @param active values of the active weights, in mask order; only read
    public static Zipped of(Mask mask, float[] active) {
        return new Zipped(dense(mask, active), packed(mask, active));
    }

    public Zipped plus(Zipped other) {
        return new Zipped(dense + other.dense, packed + other.packed);
    }

    private static long dense(Mask mask, float[] active) {
        var sink = new Sink();
        byte[] row = new byte[mask.columns() * Float.BYTES];
        for (int i = 0; i < mask.rows(); i++) {
            Arrays.fill(row, (byte) 0);
            for (int k = mask.rowStarts()[i]; k < mask.rowStarts()[i + 1]; k++) {
                put(row, mask.column(k) * Float.BYTES, active[k]);
            }
            sink.add(row, row.length);
        }
        return sink.end();
    }

    private static long packed(Mask mask, float[] active) {
        var sink = new Sink();
        byte[] bits = new byte[BUFFER];
        long first = 0; // weight of the first bit in it
        for (int i = 0; i < mask.rows(); i++) {
            for (int k = mask.rowStarts()[i]; k < mask.rowStarts()[i + 1]; k++) {
                long at = (long) i * mask.columns() + mask.column(k);
                while (at - first >= 8L * BUFFER) {
                    sink.add(bits, BUFFER);
                    Arrays.fill(bits, (byte) 0);
                    first += 8L * BUFFER;
                }
                bits[(int) ((at - first) / 8)] |= (byte) (1 << ((at - first) % 8));
            }
        }
        for (; first < mask.size(); first += 8L * BUFFER) {
            sink.add(bits, (int) Math.min(BUFFER, Math.ceilDiv(mask.size() - first, 8L)));
            Arrays.fill(bits, (byte) 0);
        }
        byte[] values = new byte[BUFFER];
        int filled = 0;
        for (float value : active) {
            put(values, filled, value);
            filled += Float.BYTES;
            if (filled == BUFFER) {
                sink.add(values, filled);
                filled = 0;
            }
        }
        sink.add(values, filled);
        return sink.end();
    }

    private static void put(byte[] to, int at, float value) {
        int bits = Float.floatToRawIntBits(value);
        for (int b = 0; b < Float.BYTES; b++) {
            to[at + b] = (byte) (bits >>> (8 * b));
        }
    }

    /// Counts what comes out.
    private static final class Sink {
        private final Deflater deflater = new Deflater(LEVEL);
        private final byte[] out = new byte[BUFFER];
        private long bytes;

        void add(byte[] in, int length) {
            deflater.setInput(in, 0, length);
            while (!deflater.needsInput()) {
                bytes += deflater.deflate(out);
            }
        }

        long end() {
            deflater.finish();
            while (!deflater.finished()) {
                bytes += deflater.deflate(out);
            }
            deflater.end();
            return bytes;
        }
    }
}
