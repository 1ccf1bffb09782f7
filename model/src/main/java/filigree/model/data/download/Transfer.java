package filigree.model.data.download;

import filigree.model.error.Problem;
import filigree.model.file.WriteErrors;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.function.LongConsumer;
import javax.net.ssl.SSLException;

/// One request to one mirror: appends what is missing of a file.
///
/// Source: R. Fielding et al., "HTTP Semantics", RFC 9110, sections 14 (ranges) and 15 (status).
final class Transfer {
    private static final int BUFFER_BYTES = 1 << 16;

    private final HttpClient client;
    private final Duration patience;
    private final RemoteFile file;
    private final Path path;

    /// @param patience for an answer, and for each next byte
    /// @param path of the file on this computer, for errors
    Transfer(HttpClient client, Duration patience, RemoteFile file, Path path) {
        this.client = client;
        this.patience = patience;
        this.file = file;
        this.path = path;
    }

    /// Fills `part` up to the file's size, whatever the content is.
    ///
    /// @param part what has arrived so far; appended to, or begun anew where the mirror wants it
    /// @param progress told how many bytes are there
    /// @throws MirrorException if the mirror does not give them all
    /// @throws filigree.model.error.UserFacingException if the disk does not take them
    /// @throws InterruptedException if nobody wants them any more
    void run(URI mirror, FileChannel part, LongConsumer progress)
            throws MirrorException, InterruptedException {
        long have = size(part);
        if (have >= file.bytes()) {
            return;
        }
        var request = HttpRequest.newBuilder(mirror).timeout(patience);
        if (have > 0) {
            request.header("Range", "bytes=" + have + "-");
        }
        try {
            HttpResponse<InputStream> response =
                    client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                accept(mirror, response, have, part);
                copy(mirror, body, part, progress);
            }
        } catch (HttpTimeoutException _) {
            throw failed(true, "download-stalled", mirror, patience.toSeconds());
        } catch (SSLException e) {
            throw failed(false, "download-insecure", mirror, reason(e));
        } catch (IOException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (size(part) > have) {
                throw failed(true, "download-cut", mirror, size(part), file.bytes());
            }
            throw failed(false, "download-unreachable", mirror, reason(e));
        }
    }

    /// Looks at what the mirror says before its content.
    private void accept(URI mirror, HttpResponse<?> response, long have, FileChannel part)
            throws MirrorException {
        int status = response.statusCode();
        switch (status) {
            case 200 -> truncate(part); // from the beginning, asked or not
            case 206 -> {
                String range = response.headers().firstValue("Content-Range").orElse("");
                if (!range.startsWith("bytes " + have + "-")) {
                    truncate(part);
                    throw failed(true, "download-range", mirror);
                }
            }
            case 416 -> {
                truncate(part);
                throw failed(true, "download-range", mirror);
            }
            case 301, 302, 303, 307, 308 ->
                    throw failed(
                            false,
                            "download-redirect",
                            mirror,
                            response.headers().firstValue("Location").orElse("-"));
            default -> throw failed(status >= 500, "download-status", mirror, status);
        }
    }

    private void copy(URI mirror, InputStream body, FileChannel part, LongConsumer progress)
            throws MirrorException, InterruptedException, IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        long have = size(part);
        try (var watchdog = new Watchdog(patience, () -> close(body))) {
            while (have < file.bytes()) {
                progress.accept(have);
                int n;
                try {
                    n = body.read(buffer, 0, (int) Math.min(BUFFER_BYTES, file.bytes() - have));
                } catch (IOException e) {
                    if (watchdog.hasBarked()) {
                        n = -1;
                    } else {
                        throw e;
                    }
                }
                if (watchdog.hasBarked()) {
                    throw failed(true, "download-stalled", mirror, patience.toSeconds());
                }
                if (n < 0) {
                    throw failed(true, "download-cut", mirror, have, file.bytes());
                }
                watchdog.arrived(n);
                append(part, buffer, n);
                have += n;
            }
            progress.accept(have);
            if (body.read() >= 0) {
                truncate(part);
                throw failed(false, "download-longer", mirror, file.bytes());
            }
        }
    }

    private static void close(InputStream body) {
        try {
            body.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long size(FileChannel part) {
        try {
            return part.size();
        } catch (IOException e) {
            throw WriteErrors.of(path, e);
        }
    }

    private void truncate(FileChannel part) {
        try {
            part.truncate(0);
        } catch (IOException e) {
            throw WriteErrors.of(path, e);
        }
    }

    private void append(FileChannel part, byte[] buffer, int count) throws InterruptedException {
        var bytes = ByteBuffer.wrap(buffer, 0, count);
        try {
            part.position(part.size());
            while (bytes.hasRemaining()) {
                part.write(bytes);
            }
        } catch (ClosedByInterruptException _) {
            throw new InterruptedException();
        } catch (IOException e) {
            throw WriteErrors.of(path, e);
        }
    }

    private static MirrorException failed(boolean again, String id, Object... arguments) {
        return new MirrorException(again, Problem.of(id, arguments));
    }

    private static String reason(IOException e) {
        return Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName());
    }
}
