package filigree.model.data;

import filigree.model.error.Problem;
import filigree.model.error.UserFacingException;
import filigree.model.file.Checksum;
import filigree.model.file.ReadErrors;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/// The content of a file that may be compressed by gzip, seen by its first bytes, not its name.
///
/// It is read in small steps and only as far as the reader asks, so what a file claims about its
/// size costs no memory before the bytes are there.
final class Unpacked implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 16;

    // Allocated at once without having seen the bytes; beyond, arrays grow with the content.
    private static final int TRUSTED_BYTES = 1 << 26;

    private final String name;
    private final InputStream in;
    private final MessageDigest digest;
    private long count;

    /// @param name of the file, for errors
    /// @param raw closed with this object
    Unpacked(String name, InputStream raw) {
        this.name = name;
        this.digest = Checksum.begin();
        InputStream content;
        try {
            content = unpack(new BufferedInputStream(raw, BUFFER_BYTES));
        } catch (IOException e) {
            throw error(e);
        }
        this.in = content;
    }

    private static InputStream unpack(BufferedInputStream raw) throws IOException {
        raw.mark(2);
        boolean gzip = raw.read() == 0x1f && raw.read() == 0x8b;
        raw.reset();
        return gzip ? new GZIPInputStream(raw, BUFFER_BYTES) : raw;
    }

    /// Returns the next `length` bytes, or fewer if the content ends before.
    byte[] read(int length) {
        byte[] bytes = new byte[Math.min(length, TRUSTED_BYTES)];
        int filled = 0;
        try {
            while (filled < length) {
                if (filled == bytes.length) {
                    bytes = Arrays.copyOf(bytes, (int) Math.min(length, filled * 2L));
                }
                int n = in.read(bytes, filled, bytes.length - filled);
                if (n < 0) {
                    break;
                }
                filled += n;
                count += n;
            }
        } catch (IOException e) {
            throw error(e);
        }
        digest.update(bytes, 0, filled);
        return filled == bytes.length ? bytes : Arrays.copyOf(bytes, filled);
    }

    /// Returns all bytes that are left.
    ///
    /// @throws UserFacingException if they are more than `limit`
    byte[] readAll(int limit) {
        byte[] bytes = read(limit);
        if (!atEnd()) {
            throw new UserFacingException("data-too-large", name, limit);
        }
        return bytes;
    }

    /// Whether no byte is left.
    boolean atEnd() {
        return read(1).length == 0;
    }

    /// Number of unpacked bytes read so far.
    long count() {
        return count;
    }

    /// Returns the SHA-256 of the unpacked bytes read so far, 64 hexadecimal digits. Call once.
    String checksum() {
        return Checksum.end(digest);
    }

    private UserFacingException error(IOException e) {
        return switch (e) {
            case EOFException _ ->
                    new UserFacingException(List.of(Problem.of("gzip-short", name, count)), e);
            case ZipException _ ->
                    new UserFacingException(List.of(Problem.of("gzip-damaged", name, count)), e);
            default -> ReadErrors.of(name, e);
        };
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
