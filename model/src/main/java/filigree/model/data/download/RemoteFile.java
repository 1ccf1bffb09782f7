package filigree.model.data.download;

import java.net.URI;
import java.util.List;

/// One file that its makers publish.
///
/// @param name in the folder it is brought to
/// @param bytes it has
/// @param checksum its SHA-256, 64 hexadecimal digits
/// @param mirrors where it is, the best first; at least one
public record RemoteFile(String name, long bytes, String checksum, List<URI> mirrors) {
    public RemoteFile {
        mirrors = List.copyOf(mirrors);
        if (mirrors.isEmpty() || bytes < 1 || !checksum.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException(name);
        }
    }
}
