package filigree.model.file;

import filigree.model.error.UserFacingException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;

/// A safetensors file in memory: named arrays and a few words about them. Immutable.
///
/// Reading checks everything before it believes anything: the length of the header before reading
/// it, every place and shape before allocating, the size against a budget, and the checksums if the
/// file has them. The values live outside the heap until this object is garbage.
///
/// Source: github.com/huggingface/safetensors, the format's description in its README.
public final class TensorFile {
    private static final long MAX_HEADER_BYTES = 100_000_000;
    private static final int CHUNK_BYTES = 1 << 24;

    static final ValueLayout.OfFloat F32 =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    static final ValueLayout.OfInt I32 =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    static final ValueLayout.OfLong I64 =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final String file;
    private final Map<String, String> metadata;
    private final Map<String, TensorEntry> entries = new LinkedHashMap<>();
    private final MemorySegment data;

    private TensorFile(String file, TensorHeader header, MemorySegment data) {
        this.file = file;
        this.metadata = header.metadata();
        this.data = data;
        header.entries().forEach(e -> entries.put(e.name(), e));
    }

    /// Reads a file, using at most half of the Java heap's limit as budget.
    ///
    /// @throws UserFacingException that says what is wrong and where
    public static TensorFile read(Path file) {
        return read(file, Runtime.getRuntime().maxMemory() / 2);
    }

    /// Reads a file.
    ///
    /// @param budgetBytes most memory that header and data may need; checked before allocating
    /// @throws UserFacingException that says what is wrong and where
    public static TensorFile read(Path file, long budgetBytes) {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return read(file.toString(), channel, budgetBytes);
        } catch (IOException e) {
            throw ReadErrors.of(file, e);
        }
    }

    private static TensorFile read(String file, FileChannel channel, long budgetBytes)
            throws IOException {
        long length = channel.size();
        if (length < Long.BYTES) {
            throw new UserFacingException("tensors-too-small", file, length);
        }
        var first = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        readFully(file, channel, first);
        long headerBytes = first.getLong(0);
        if (Long.compareUnsigned(headerBytes, MAX_HEADER_BYTES) > 0) {
            throw new UserFacingException(
                    "tensors-header-limit",
                    file,
                    Long.toUnsignedString(headerBytes),
                    MAX_HEADER_BYTES);
        }
        long dataBytes = length - Long.BYTES - headerBytes;
        if (dataBytes < 0) {
            throw new UserFacingException(
                    "tensors-header-length", file, headerBytes, length - Long.BYTES);
        }
        checkBudget(file, headerBytes, budgetBytes);
        var header = ByteBuffer.allocate((int) headerBytes);
        readFully(file, channel, header);
        var parsed = TensorHeader.parse(file, header.array(), dataBytes);
        checkBudget(file, length, budgetBytes);
        var data = Arena.ofAuto().allocate(dataBytes, 64);
        int crc = readData(file, channel, data);
        String expected = parsed.metadata().get(TensorHeader.DATA_CRC);
        if (expected != null && !expected.equals(TensorHeader.hex(crc))) {
            throw new UserFacingException("tensors-damaged", file);
        }
        return new TensorFile(file, parsed, data.asReadOnly());
    }

    private static void checkBudget(String file, long needed, long budgetBytes) {
        if (needed > budgetBytes) {
            throw new UserFacingException(
                    "tensors-budget", file, Sizes.text(needed), Sizes.text(budgetBytes));
        }
    }

    // Returns the checksum.
    private static int readData(String file, FileChannel channel, MemorySegment data)
            throws IOException {
        var crc = new CRC32C();
        for (long at = 0; at < data.byteSize(); at += CHUNK_BYTES) {
            var chunk =
                    data.asSlice(at, Math.min(CHUNK_BYTES, data.byteSize() - at)).asByteBuffer();
            readFully(file, channel, chunk);
            crc.update(chunk.flip());
        }
        return (int) crc.getValue();
    }

    private static void readFully(String file, FileChannel channel, ByteBuffer into)
            throws IOException {
        while (into.hasRemaining()) {
            if (channel.read(into) < 0) {
                throw new UserFacingException(
                        "tensors-truncated",
                        file,
                        channel.position() + into.remaining(),
                        channel.position());
            }
        }
    }

    /// Names of all tensors, in the order of the file.
    public List<String> names() {
        return List.copyOf(entries.keySet());
    }

    /// Names of the tensors whose type cannot be read here, in the order of the file.
    public List<String> unreadable() {
        return entries.values().stream()
                .filter(e -> !e.type().readable())
                .map(TensorEntry::name)
                .toList();
    }

    /// Words about the file by name, in its order; unmodifiable.
    public Map<String, String> metadata() {
        return metadata;
    }

    /// Whether the file has checksums, which then fit.
    public boolean isChecked() {
        return metadata.containsKey(TensorHeader.DATA_CRC)
                && metadata.containsKey(TensorHeader.HEADER_CRC);
    }

    /// Whether the file has a tensor of this name.
    public boolean has(String name) {
        return entries.containsKey(name);
    }

    /// What the header says about a tensor.
    ///
    /// @throws UserFacingException if there is none of this name
    public TensorEntry entry(String name) {
        var entry = entries.get(name);
        if (entry == null) {
            throw new UserFacingException("tensor-missing", file, name);
        }
        return entry;
    }

    /// Checks that a tensor has this shape.
    ///
    /// @throws UserFacingException if it is missing or has another
    public void requireShape(String name, long... shape) {
        var expected = Arrays.stream(shape).boxed().toList();
        var found = entry(name).shape();
        if (!found.equals(expected)) {
            throw new UserFacingException("tensor-shape", file, name, found, expected);
        }
    }

    /// Returns the bytes of a tensor where they lie, little-endian, read-only, perhaps unaligned.
    ///
    /// @throws UserFacingException if there is none of this name and type
    public MemorySegment segment(String name, DType type) {
        var entry = entry(name);
        if (entry.type() != type) {
            throw new UserFacingException("tensor-type", file, name, entry.type(), type);
        }
        return data.asSlice(entry.begin(), entry.end() - entry.begin());
    }

    /// Returns a copy of the values of an F32 tensor, last dimension fastest.
    ///
    /// @throws UserFacingException if there is none of this name and type, or it does not fit an
    ///   array
    public float[] floats(String name) {
        var segment = segment(name, DType.F32);
        var values = new float[length(name)];
        MemorySegment.copy(segment, F32, 0, values, 0, values.length);
        return values;
    }

    /// Returns a copy of the values of an I32 tensor, last dimension fastest.
    ///
    /// @throws UserFacingException as [#floats]
    public int[] ints(String name) {
        var segment = segment(name, DType.I32);
        var values = new int[length(name)];
        MemorySegment.copy(segment, I32, 0, values, 0, values.length);
        return values;
    }

    /// Returns a copy of the values of an I64 tensor, last dimension fastest.
    ///
    /// @throws UserFacingException as [#floats]
    public long[] longs(String name) {
        var segment = segment(name, DType.I64);
        var values = new long[length(name)];
        MemorySegment.copy(segment, I64, 0, values, 0, values.length);
        return values;
    }

    /// Returns a copy of the values of a U8 tensor, last dimension fastest.
    ///
    /// @throws UserFacingException as [#floats]
    public byte[] bytes(String name) {
        return bytes(name, DType.U8);
    }

    /// Returns a copy of the values of a BOOL tensor, last dimension fastest.
    ///
    /// @throws UserFacingException as [#floats], or if a byte is neither 0 nor 1
    public boolean[] booleans(String name) {
        byte[] bytes = bytes(name, DType.BOOL);
        var values = new boolean[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            if ((bytes[i] & ~1) != 0) {
                throw new UserFacingException("tensor-boolean", file, name, i, bytes[i] & 0xff);
            }
            values[i] = bytes[i] != 0;
        }
        return values;
    }

    private byte[] bytes(String name, DType type) {
        var segment = segment(name, type);
        var values = new byte[length(name)];
        MemorySegment.copy(segment, ValueLayout.JAVA_BYTE, 0, values, 0, values.length);
        return values;
    }

    private int length(String name) {
        long size = entry(name).size();
        if (size > Integer.MAX_VALUE - 8) {
            throw new UserFacingException("tensor-too-long", file, name, size);
        }
        return (int) size;
    }
}
