package filigree.model.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/// Small IDX files for tests.
final class IdxFiles {
    private IdxFiles() {}

    /// Returns a file of `values` with the magic number and dimensions of `shape`.
    static byte[] idx(byte[] values, int... shape) {
        var bytes = ByteBuffer.allocate(4 + 4 * shape.length + values.length);
        bytes.putInt(0x0800 | shape.length);
        for (int n : shape) {
            bytes.putInt(n);
        }
        return bytes.put(values).array();
    }

    /// Returns `length` values 0, step, 2 step, … modulo `modulus`.
    static byte[] values(int length, int step, int modulus) {
        var values = new byte[length];
        for (int i = 0; i < length; i++) {
            values[i] = (byte) (i * step % modulus);
        }
        return values;
    }

    static byte[] gzip(byte[] bytes) {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("to memory", e);
        }
        return out.toByteArray();
    }

    /// Writes a valid set: 12 training and 5 test images of 3 x 2.
    static void writeAll(Path folder) throws IOException {
        Files.write(
                folder.resolve("train-images-idx3-ubyte.gz"),
                gzip(idx(values(72, 7, 256), 12, 3, 2)));
        Files.write(folder.resolve("train-labels-idx1-ubyte"), idx(values(12, 1, 10), 12));
        Files.write(folder.resolve("t10k-images-idx3-ubyte"), idx(values(30, 11, 256), 5, 3, 2));
        Files.write(folder.resolve("t10k-labels-idx1-ubyte.gz"), gzip(idx(values(5, 3, 10), 5)));
    }
}
