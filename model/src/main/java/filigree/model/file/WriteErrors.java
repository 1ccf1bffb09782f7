package filigree.model.file;

import filigree.model.error.Problem;
import filigree.model.error.UserFacingException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/// What the operating system says about a failed write, as something a person can act on.
public final class WriteErrors {
    private WriteErrors() {}

    /// Returns the error for a file.
    ///
    /// @param file that was to be written; what it held before is unchanged
    public static UserFacingException of(Path file, IOException e) {
        return error(id(file, e), file, e);
    }

    /// @param file whose new content is in place, but perhaps not yet on the disk
    static UserFacingException unconfirmed(Path file, IOException e) {
        return error("write-unconfirmed", file, e);
    }

    private static UserFacingException error(String id, Path file, IOException e) {
        Path folder = Objects.requireNonNullElse(file.toAbsolutePath().getParent(), file);
        return new UserFacingException(List.of(Problem.of(id, file, folder, reason(e))), e);
    }

    private static String id(Path file, IOException e) {
        if (e instanceof ClosedByInterruptException) {
            return "write-interrupted";
        }
        Path folder = file.toAbsolutePath().getParent();
        if (e instanceof NoSuchFileException && (folder == null || !Files.isDirectory(folder))) {
            return "write-folder-missing";
        }
        if (Files.isDirectory(file)) {
            return "write-is-folder";
        }
        String reason = reason(e).toLowerCase(Locale.ROOT);
        if (reason.contains("read-only") || e.getCause() instanceof ReadOnlyFileSystemException) {
            return "write-refused";
        }
        if (e instanceof AccessDeniedException) {
            return "write-refused";
        }
        // Java has no exception of its own for this; these are the words of Linux, macOS, Windows.
        if (reason.contains("no space left")
                || reason.contains("not enough space")
                || reason.contains("quota exceeded")) {
            return "write-disk-full";
        }
        return "write-failed";
    }

    /// The system's own words, without the path that the sentence names already.
    static String reason(IOException e) {
        if (e instanceof FileSystemException f && f.getReason() != null) {
            return f.getReason();
        }
        return Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName());
    }
}
