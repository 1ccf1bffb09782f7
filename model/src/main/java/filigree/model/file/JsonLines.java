package filigree.model.file;

import filigree.model.error.UserFacingException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// A file of records, one JSON object a line, that only grows.
///
/// Every record reaches the operating system before [#write] returns, so a killed process loses
/// none; the disk is forced at most every five seconds and on demand. Only the last line can be
/// torn, by a power cut or a full disk: readers leave it out and the next writer removes it.
///
/// Confined to one thread.
public final class JsonLines implements AutoCloseable {
    private static final long FORCE_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final int MAX_LINE_BYTES = (int) Json.MAX_BYTES;

    private final Path file;
    private final FileChannel channel;
    private final LongSupplier nanoTime;
    private long forcedAt;
    private int forces;

    private JsonLines(Path file, FileChannel channel, LongSupplier nanoTime) {
        this.file = file;
        this.channel = channel;
        this.nanoTime = nanoTime;
        this.forcedAt = nanoTime.getAsLong();
    }

    /// Opens `file` to add records, creating it if it does not exist.
    ///
    /// @throws UserFacingException if it cannot be opened
    public static JsonLines append(Path file) {
        return append(file, System::nanoTime);
    }

    static JsonLines append(Path file, LongSupplier nanoTime) {
        try {
            var channel =
                    FileChannel.open(
                            file,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE,
                            StandardOpenOption.CREATE);
            try {
                mendTail(file, channel);
            } catch (IOException e) {
                channel.close();
                throw e;
            }
            return new JsonLines(file, channel, nanoTime);
        } catch (IOException e) {
            throw WriteErrors.of(file, e);
        }
    }

    /// Adds one record.
    ///
    /// @throws UserFacingException if it cannot be written; the records before it stay whole and
    ///   the call may be repeated
    public void write(Map<String, ? extends @Nullable Object> record) {
        byte[] line = (Json.writeLine(record) + "\n").getBytes(StandardCharsets.UTF_8);
        if (line.length > MAX_LINE_BYTES) {
            throw new IllegalArgumentException("a record of " + line.length + " bytes");
        }
        try {
            long end = channel.position();
            try {
                writeFully(channel, line);
            } catch (IOException e) {
                cutBack(end);
                throw e;
            }
            if (nanoTime.getAsLong() - forcedAt >= FORCE_NANOS) {
                force();
            }
        } catch (IOException e) {
            throw WriteErrors.of(file, e);
        }
    }

    /// Forces everything written so far to the disk, as at a checkpoint.
    ///
    /// @throws UserFacingException if the disk reports an error
    public void force() {
        try {
            channel.force(false);
        } catch (IOException e) {
            throw WriteErrors.unconfirmed(file, e);
        }
        forcedAt = nanoTime.getAsLong();
        forces++;
    }

    /// How often the disk was forced.
    int forces() {
        return forces;
    }

    /// Forces and closes the file.
    @Override
    public void close() {
        try (channel) {
            force();
        } catch (IOException e) {
            throw WriteErrors.unconfirmed(file, e);
        }
    }

    /// Replaces `file` by `records`, for example by those up to a checkpoint.
    ///
    /// @throws UserFacingException if it cannot be written; the old file is then unchanged
    public static void replace(
            Path file, List<? extends Map<String, ? extends @Nullable Object>> records) {
        AtomicFile.write(
                file,
                out -> {
                    for (var record : records) {
                        out.write((Json.writeLine(record) + "\n").getBytes(StandardCharsets.UTF_8));
                    }
                });
    }

    /// Returns all records of `file`, without a torn last line.
    ///
    /// @throws UserFacingException naming file and line, if any other line is damaged
    public static List<Map<String, @Nullable Object>> readAll(Path file) {
        var records = new ArrayList<Map<String, @Nullable Object>>();
        read(file, records::add);
        return records;
    }

    /// Gives the records of `file` to `reader`, first to last.
    ///
    /// @return whether the last line was torn and left out
    /// @throws UserFacingException naming file and line, if any other line is damaged
    public static boolean read(Path file, Consumer<Map<String, @Nullable Object>> reader) {
        try (var in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            var line = new ByteArrayOutputStream();
            for (int number = 1; ; number++) {
                line.reset();
                if (!readLine(in, line)) {
                    return !acceptLast(file, line.toByteArray(), number, reader);
                }
                if (line.size() > MAX_LINE_BYTES) {
                    throw new UserFacingException(
                            "json-line-too-long", file, number, Sizes.text(MAX_LINE_BYTES));
                }
                reader.accept(parse(file, line.toByteArray(), number));
            }
        } catch (IOException e) {
            throw ReadErrors.of(file, e);
        }
    }

    // Returns whether the line ended in a newline, which is not part of it. Stops early on a line
    // that is longer than allowed.
    private static boolean readLine(InputStream in, ByteArrayOutputStream line) throws IOException {
        for (int b = in.read(); b >= 0; b = in.read()) {
            if (b == '\n' || line.size() > MAX_LINE_BYTES) {
                return true;
            }
            line.write(b);
        }
        return false;
    }

    // A last line without a newline is whole if it parses: an editor may have taken the newline.
    private static boolean acceptLast(
            Path file, byte[] line, int number, Consumer<Map<String, @Nullable Object>> reader) {
        if (line.length == 0) {
            return true;
        }
        Map<String, @Nullable Object> record;
        try {
            record = parse(file, line, number);
        } catch (UserFacingException _) {
            return false;
        }
        reader.accept(record);
        return true;
    }

    private static Map<String, @Nullable Object> parse(Path file, byte[] line, int number) {
        String name = file.toString();
        return Json.parse(name, Json.decode(name, line), number, Json.MAX_DEPTH);
    }

    private static void mendTail(Path file, FileChannel channel) throws IOException {
        long size = channel.size();
        int length = (int) Math.min(size, MAX_LINE_BYTES);
        var tail = ByteBuffer.allocate(length);
        readFully(channel, tail, size - length);
        int start = length;
        while (start > 0 && tail.get(start - 1) != '\n') {
            start--;
        }
        channel.position(size);
        if (start == length) {
            return;
        }
        byte[] last = new byte[length - start];
        tail.get(start, last);
        if (acceptLast(file, last, 1, _ -> {})) {
            writeFully(channel, new byte[] {'\n'});
        } else {
            channel.truncate(size - last.length);
        }
    }

    private static void readFully(FileChannel channel, ByteBuffer into, long from)
            throws IOException {
        while (into.hasRemaining() && channel.read(into, from + into.position()) >= 0) {
            // Read on.
        }
    }

    private static void writeFully(FileChannel channel, byte[] bytes) throws IOException {
        var buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    private void cutBack(long end) {
        try {
            channel.truncate(end);
            channel.position(end);
        } catch (IOException _) {
            // The torn line stays the last one: readers leave it out.
        }
    }
}
