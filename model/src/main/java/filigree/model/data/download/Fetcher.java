package filigree.model.data.download;

import filigree.model.error.Problem;
import filigree.model.error.UserFacingException;
import filigree.model.file.Checksum;
import filigree.model.file.ReadErrors;
import filigree.model.file.WriteErrors;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/// Brings files into a folder, each whole and known by its checksum, or not at all.
///
/// What has arrived of a file lies beside it with `.part` at its end, is never taken for it, and is
/// what the next call goes on from. Mirrors are tried in order; one that breaks off is asked again.
public final class Fetcher {
    private static final int TRIES = 3; // of one mirror
    private static final Duration USUAL_PATIENCE = Duration.ofSeconds(30);

    private final Path folder;
    private final Duration patience;

    /// @param folder made where there is none
    public Fetcher(Path folder) {
        this(folder, USUAL_PATIENCE);
    }

    /// @param patience for a connection, for an answer, and for each next byte
    Fetcher(Path folder, Duration patience) {
        this.folder = folder;
        this.patience = patience;
    }

    /// Brings one file, unless it is there already.
    ///
    /// @param progress told how many of its bytes are there, often
    /// @throws UserFacingException if no mirror gives it, saying why and how to do it by hand, or
    ///   if it cannot be kept; there is no file of this name then
    /// @throws InterruptedException if this thread was interrupted; what has arrived is kept
    public void fetch(RemoteFile file, LongConsumer progress) throws InterruptedException {
        Path target = folder.resolve(file.name());
        if (isOriginal(target, file)) {
            progress.accept(file.bytes());
            return;
        }
        Path path = folder.resolve(file.name() + ".part");
        try {
            Files.createDirectories(folder);
            try (var part =
                            FileChannel.open(
                                    path,
                                    StandardOpenOption.CREATE,
                                    StandardOpenOption.READ,
                                    StandardOpenOption.WRITE);
                    FileLock _ = lock(part, path)) {
                fill(part, path, file, progress);
                part.force(true);
            }
            Files.move(
                    path,
                    target,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw WriteErrors.of(path, e);
        }
    }

    private static FileLock lock(FileChannel part, Path path) throws IOException {
        try {
            FileLock lock = part.tryLock();
            if (lock != null) {
                return lock;
            }
        } catch (OverlappingFileLockException _) {
            // another thread of this process
        }
        throw new UserFacingException("download-busy", path);
    }

    private void fill(FileChannel part, Path path, RemoteFile file, LongConsumer progress)
            throws IOException, InterruptedException {
        List<Problem> problems = new ArrayList<>();
        problems.add(Problem.of("download-failed", file.name(), folder, file.checksum()));
        try (var client =
                HttpClient.newBuilder()
                        .connectTimeout(patience)
                        .followRedirects(HttpClient.Redirect.NORMAL) // never from https to http
                        .build()) {
            var transfer = new Transfer(client, patience, file, path);
            for (URI mirror : file.mirrors()) {
                try {
                    ask(transfer, mirror, part, path, file, progress);
                    return;
                } catch (MirrorException e) {
                    problems.add(e.problem());
                } finally {
                    if (Thread.currentThread().isInterrupted()) {
                        client.shutdownNow(); // or close() would wait for the body
                    }
                }
            }
        }
        throw new UserFacingException(problems, null);
    }

    /// Asks one mirror until it has given the right file.
    private static void ask(
            Transfer transfer,
            URI mirror,
            FileChannel part,
            Path path,
            RemoteFile file,
            LongConsumer progress)
            throws IOException, MirrorException, InterruptedException {
        for (int n = 1; ; n++) {
            long before = part.size();
            try {
                transfer.run(mirror, part, progress);
                if (Checksum.of(path).equals(file.checksum())) {
                    return;
                }
                part.truncate(0);
                // what was there before may have been another mirror's, or another file's
                throw new MirrorException(
                        before > 0, Problem.of("download-checksum", mirror, file.name()));
            } catch (MirrorException e) {
                if (!e.isWorthAnotherTry() || n == TRIES) {
                    throw e;
                }
            }
        }
    }

    private static boolean isOriginal(Path target, RemoteFile file) {
        try {
            return Files.exists(target)
                    && Files.size(target) == file.bytes()
                    && Checksum.of(target).equals(file.checksum());
        } catch (IOException e) {
            throw ReadErrors.of(target, e);
        }
    }
}
