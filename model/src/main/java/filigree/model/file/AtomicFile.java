package filigree.model.file;

import filigree.model.error.UserFacingException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// Replaces a file as a whole: a reader, a crash or a full disk sees the old file or the new one,
/// never a part.
///
/// The content goes to a temporary file in the same folder, is forced to the disk, moved over the
/// target in one step, and the folder is forced too. If anything fails before the move, the old
/// file is untouched and no temporary file is left.
public final class AtomicFile {
    private static final String TEMPORARY_PREFIX = ".filigree-";
    private static final String TEMPORARY_SUFFIX = ".tmp";
    private static final int BUFFER_BYTES = 1 << 16;

    // A virus scanner on Windows may hold a fresh file for a moment.
    private static final int MOVE_ATTEMPTS = 5;
    private static final long MOVE_PAUSE_MILLIS = 40;

    private AtomicFile() {}

    /// Writes the bytes of a file, front to back.
    @FunctionalInterface
    public interface Content {
        /// Writes the whole content.
        ///
        /// @param out buffered; need not be flushed or closed
        void writeTo(OutputStream out) throws IOException;
    }

    /// Writes the bytes of a file through a channel, for large ones.
    @FunctionalInterface
    public interface ChannelContent {
        /// Writes the whole content.
        ///
        /// @param channel empty, at position 0; left open
        void writeTo(FileChannel channel) throws IOException;
    }

    /// The move over the target; tests let it fail.
    @FunctionalInterface
    interface Move {
        void move(Path from, Path to) throws IOException;
    }

    /// Replaces `target` by what `content` writes.
    ///
    /// @throws UserFacingException if the file cannot be written; what was there before is
    ///   unchanged
    public static void write(Path target, Content content) {
        writeChannel(
                target,
                channel -> {
                    var out =
                            new BufferedOutputStream(
                                    Channels.newOutputStream(channel), BUFFER_BYTES);
                    content.writeTo(out);
                    out.flush();
                });
    }

    /// Replaces `target` by `text` in UTF-8.
    ///
    /// @throws UserFacingException as [#write(Path, Content)]
    public static void writeString(Path target, String text) {
        write(target, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    /// Replaces `target` by what `content` writes.
    ///
    /// @throws UserFacingException as [#write(Path, Content)]
    public static void writeChannel(Path target, ChannelContent content) {
        writeChannel(
                target,
                content,
                (from, to) ->
                        Files.move(
                                from,
                                to,
                                StandardCopyOption.ATOMIC_MOVE,
                                StandardCopyOption.REPLACE_EXISTING));
    }

    static void writeChannel(Path target, ChannelContent content, Move move) {
        Path real = target;
        Path temporary = null;
        try {
            // The file behind a link is replaced, not the link.
            real = Files.isSymbolicLink(target) ? target.toRealPath() : target.toAbsolutePath();
            temporary = create(folderOf(real));
            try (var channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                content.writeTo(channel);
                channel.force(true);
            }
            moveWithRetries(temporary, real, move);
            temporary = null;
        } catch (IOException e) {
            throw WriteErrors.of(real, e);
        } finally {
            delete(temporary);
        }
        forceFolder(real);
    }

    /// Deletes the temporary files that killed processes left in `folder`. Call it only where
    /// nobody else writes, as on a run that is locked.
    ///
    /// @return how many there were
    /// @throws UserFacingException if the folder cannot be read
    public static int deleteLeftovers(Path folder) {
        int count = 0;
        try (var files = Files.newDirectoryStream(folder, AtomicFile::isTemporary)) {
            for (Path file : files) {
                delete(file);
                count++;
            }
        } catch (IOException e) {
            throw ReadErrors.of(folder, e);
        }
        return count;
    }

    /// Whether this is a temporary file, of a write going on or of a process that was killed.
    public static boolean isTemporary(Path file) {
        Path name = file.getFileName();
        return name != null
                && name.toString().startsWith(TEMPORARY_PREFIX)
                && name.toString().endsWith(TEMPORARY_SUFFIX);
    }

    private static Path folderOf(Path absolute) throws IOException {
        Path folder = absolute.getParent();
        if (folder == null) {
            throw new IOException("not a file name: " + absolute);
        }
        return folder;
    }

    // The name does not contain the target's, which may already be as long as the disk allows.
    private static Path create(Path folder) throws IOException {
        long number = System.nanoTime();
        while (true) {
            Path file =
                    folder.resolve(
                            TEMPORARY_PREFIX
                                    + ProcessHandle.current().pid()
                                    + "-"
                                    + Long.toHexString(number++)
                                    + TEMPORARY_SUFFIX);
            try {
                return Files.createFile(file);
            } catch (FileAlreadyExistsException _) {
                // Another thread took this name: try the next.
            }
        }
    }

    private static void moveWithRetries(Path from, Path to, Move move) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                move.move(from, to);
                return;
            } catch (IOException e) {
                if (attempt == MOVE_ATTEMPTS || Files.isDirectory(to)) {
                    throw e;
                }
                pause(attempt * MOVE_PAUSE_MILLIS);
            }
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void forceFolder(Path file) {
        FileChannel folder;
        try {
            folder = FileChannel.open(folderOf(file), StandardOpenOption.READ);
        } catch (IOException _) {
            // Windows opens no folder; NTFS keeps its own journal of moves.
            return;
        }
        try (folder) {
            folder.force(true);
        } catch (IOException e) {
            throw WriteErrors.unconfirmed(file, e);
        }
    }

    private static void delete(@Nullable Path temporary) {
        if (temporary == null) {
            return;
        }
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException _) {
            // The first error is the one to report, and deleteLeftovers() finds what stays.
        }
    }
}
