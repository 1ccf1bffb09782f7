package filigree.model.file;

import filigree.model.error.UserFacingException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32C;

/// Writes a safetensors file: the same tensors and metadata in the same order give the same bytes.
///
/// Tensors lie in the order they were added. Their arrays are kept, not copied, and read while
/// writing: leave them alone until then. The metadata gets two checksums more, `crc32c` of the data
/// section and `crc32c_header` of the header, so that [TensorFile] notices any flipped bit.
public final class TensorFileWriter {
    private static final int CHUNK_BYTES = 1 << 20;

    private final Map<String, String> metadata = new LinkedHashMap<>();
    private final List<TensorEntry> entries = new ArrayList<>();
    private final List<MemorySegment> sources = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private long dataBytes;

    /// Adds words about the file.
    ///
    /// @throws IllegalArgumentException if `key` is one of the checksums
    public TensorFileWriter metadata(String key, String value) {
        if (key.equals(TensorHeader.DATA_CRC) || key.equals(TensorHeader.HEADER_CRC)) {
            throw new IllegalArgumentException(key + " is computed, not given");
        }
        metadata.put(key, value);
        return this;
    }

    /// Adds an F32 tensor.
    ///
    /// @param values as many as `shape` says, last dimension fastest
    public TensorFileWriter add(String name, float[] values, long... shape) {
        return add(name, DType.F32, MemorySegment.ofArray(values), shape);
    }

    /// Adds an I32 tensor.
    ///
    /// @param values as many as `shape` says, last dimension fastest
    public TensorFileWriter add(String name, int[] values, long... shape) {
        return add(name, DType.I32, MemorySegment.ofArray(values), shape);
    }

    /// Adds an I64 tensor.
    ///
    /// @param values as many as `shape` says, last dimension fastest
    public TensorFileWriter add(String name, long[] values, long... shape) {
        return add(name, DType.I64, MemorySegment.ofArray(values), shape);
    }

    /// Adds a U8 tensor.
    ///
    /// @param values as many as `shape` says, last dimension fastest
    public TensorFileWriter add(String name, byte[] values, long... shape) {
        return add(name, DType.U8, MemorySegment.ofArray(values), shape);
    }

    /// Adds a BOOL tensor. Its values are copied.
    ///
    /// @param values as many as `shape` says, last dimension fastest
    public TensorFileWriter add(String name, boolean[] values, long... shape) {
        var bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) (values[i] ? 1 : 0);
        }
        return add(name, DType.BOOL, MemorySegment.ofArray(bytes), shape);
    }

    /// Adds a tensor from memory of any kind.
    ///
    /// @param type one that is [DType#readable]
    /// @param values in the order of this machine's bytes
    /// @throws IllegalArgumentException if the name is taken, or size and shape differ
    public TensorFileWriter add(String name, DType type, MemorySegment values, long... shape) {
        if (!type.readable()) {
            throw new IllegalArgumentException(name + ": " + type + " cannot be written");
        }
        if (name.equals(TensorHeader.METADATA) || !names.add(name)) {
            throw new IllegalArgumentException(name + " is taken");
        }
        List<Long> dimensions = Arrays.stream(shape).boxed().toList();
        long bytes = Math.multiplyExact(TensorHeader.product(dimensions), type.bits() / 8);
        if (bytes != values.byteSize()) {
            throw new IllegalArgumentException(
                    name
                            + " "
                            + dimensions
                            + " needs "
                            + bytes
                            + " bytes, not "
                            + values.byteSize());
        }
        entries.add(new TensorEntry(name, type, dimensions, dataBytes, dataBytes + bytes));
        sources.add(values);
        dataBytes += bytes;
        return this;
    }

    /// Replaces `file` in one step.
    ///
    /// @throws UserFacingException if it cannot be written; what was there before is unchanged
    public void write(Path file) {
        AtomicFile.writeChannel(file, this::write);
    }

    private void write(FileChannel channel) throws IOException {
        var crc = new CRC32C();
        eachChunk(crc::update);
        byte[] header = new TensorHeader(metadata, entries).format((int) crc.getValue());
        var start =
                ByteBuffer.allocate(Long.BYTES + header.length)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(header.length)
                        .put(header)
                        .flip();
        writeFully(channel, start);
        eachChunk(chunk -> writeFully(channel, chunk));
    }

    @FunctionalInterface
    private interface ChunkConsumer {
        void accept(ByteBuffer chunk) throws IOException;
    }

    // Twice over the data: the header comes first and holds the checksum.
    private void eachChunk(ChunkConsumer consumer) throws IOException {
        var buffer = ByteBuffer.allocateDirect(CHUNK_BYTES);
        var chunk = MemorySegment.ofBuffer(buffer);
        for (int i = 0; i < sources.size(); i++) {
            var source = sources.get(i);
            for (long at = 0; at < source.byteSize(); at += CHUNK_BYTES) {
                long bytes = Math.min(CHUNK_BYTES, source.byteSize() - at);
                copy(entries.get(i).type(), source.asSlice(at, bytes), chunk);
                consumer.accept(buffer.clear().limit((int) bytes));
            }
        }
    }

    // From this machine's order of bytes to little-endian.
    private static void copy(DType type, MemorySegment from, MemorySegment to) {
        switch (type) {
            case F32 -> copy(from, ValueLayout.JAVA_FLOAT_UNALIGNED, to, TensorFile.F32);
            case I32 -> copy(from, ValueLayout.JAVA_INT_UNALIGNED, to, TensorFile.I32);
            case I64 -> copy(from, ValueLayout.JAVA_LONG_UNALIGNED, to, TensorFile.I64);
            default -> copy(from, ValueLayout.JAVA_BYTE, to, ValueLayout.JAVA_BYTE);
        }
    }

    private static void copy(
            MemorySegment from, ValueLayout fromLayout, MemorySegment to, ValueLayout toLayout) {
        MemorySegment.copy(
                from, fromLayout, 0, to, toLayout, 0, from.byteSize() / fromLayout.byteSize());
    }

    private static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
