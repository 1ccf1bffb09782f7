package filigree.model.train;

import filigree.model.error.Problem;
import filigree.model.error.UserFacingException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/// Keeps every other program, and every other run of this one, from writing to a run's folder.
///
/// The lock is the operating system's own, on `run.lock`, so it ends with the process however that
/// ends. The file holds the number of the process and stays: if it were deleted, two programs could
/// each lock a file of this name.
final class RunLock implements AutoCloseable {
    private static final String FILE = "run.lock";

    // Far behind the content, which others may then read where locks are mandatory (Windows).
    private static final long PLACE = Long.MAX_VALUE - 1;

    private final FileChannel channel;

    private RunLock(FileChannel channel) {
        this.channel = channel;
    }

    /// Takes the lock.
    ///
    /// @param folder of a run; it exists
    /// @throws UserFacingException if somebody else has it, or the folder cannot be written to
    static RunLock take(Path folder) {
        Path file = folder.resolve(FILE);
        try {
            var channel =
                    FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                if (!isLocked(channel)) {
                    throw new UserFacingException("run-busy", folder, holder(file));
                }
                channel.truncate(0);
                long pid = ProcessHandle.current().pid();
                int _ = channel.write(ByteBuffer.wrap(ascii(Long.toString(pid))), 0);
                return new RunLock(channel);
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UserFacingException(
                    List.of(Problem.of("run-folder-refused", folder, String.valueOf(e))), e);
        }
    }

    @SuppressWarnings("resource") // the lock ends with its channel
    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock(PLACE, 1, false) != null;
        } catch (OverlappingFileLockException _) { // by this very process
            return false;
        }
    }

    private static String holder(Path file) throws IOException {
        String text = new String(Files.readAllBytes(file), StandardCharsets.US_ASCII);
        return text.matches("\\d{1,19}") ? text : "?";
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /// Lets others write.
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException _) {
            // the lock ends with the process at the latest
        }
    }
}
