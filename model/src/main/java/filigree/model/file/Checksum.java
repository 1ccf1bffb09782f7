package filigree.model.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// SHA-256, as 64 hexadecimal digits.
public final class Checksum {
    private static final int BUFFER_BYTES = 1 << 16;

    private Checksum() {}

    /// Returns the checksum of a file's content.
    public static String of(Path file) throws IOException {
        MessageDigest digest = begin();
        byte[] buffer = new byte[BUFFER_BYTES];
        try (var in = Files.newInputStream(file)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
        }
        return end(digest);
    }

    /// Begins to count bytes.
    public static MessageDigest begin() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /// Returns the checksum of what was counted, and begins anew.
    public static String end(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }
}
