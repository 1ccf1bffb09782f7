package filigree.model.file;

import filigree.model.error.UserFacingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// The header of a safetensors file: JSON that says where each tensor lies.
///
/// A valid header covers the data section exactly: no hole, no overlap, nothing after the end, so
/// that no bytes can hide in a file and two readers cannot see two things in it.
///
/// @param metadata free text by name, in the order of the file
/// @param entries in the order of their data
record TensorHeader(Map<String, String> metadata, List<TensorEntry> entries) {
    static final String METADATA = "__metadata__";

    /// Metadata: checksum of the data section, eight hexadecimal digits.
    static final String DATA_CRC = "crc32c";

    /// Metadata: checksum of the header with zeros in place of this one.
    static final String HEADER_CRC = "crc32c_header";

    private static final String NO_CRC = "00000000";
    private static final int ALIGNMENT = 8;
    private static final int MAX_RANK = 8;
    private static final int MAX_DEPTH = 4;

    TensorHeader {
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
        entries = List.copyOf(entries);
    }

    /// Reads and checks a header.
    ///
    /// @param file name for errors
    /// @param header the bytes between the length and the data
    /// @param dataBytes length of the data section
    static TensorHeader parse(String file, byte[] header, long dataBytes) {
        var tree = Json.parse(file, Json.decode(file, header), 1, MAX_DEPTH);
        var metadata = metadata(file, tree.remove(METADATA));
        var entries = new ArrayList<TensorEntry>();
        tree.forEach((name, value) -> entries.add(entry(file, name, value)));
        entries.sort(
                Comparator.comparingLong(TensorEntry::begin).thenComparingLong(TensorEntry::end));
        long at = 0;
        for (var entry : entries) {
            checkPlace(file, entry, at);
            at = entry.end();
        }
        for (var entry : entries) {
            checkSize(file, entry);
        }
        if (at > dataBytes) {
            throw new UserFacingException("tensors-truncated", file, at, dataBytes);
        }
        if (at < dataBytes) {
            throw new UserFacingException("tensors-trailing", file, dataBytes - at);
        }
        checkHeaderCrc(file, header, metadata.get(HEADER_CRC));
        return new TensorHeader(metadata, entries);
    }

    private static Map<String, String> metadata(String file, @Nullable Object value) {
        var metadata = new LinkedHashMap<String, String>();
        if (value == null) {
            return metadata;
        }
        if (!(value instanceof Map<?, ?> map)) {
            throw new UserFacingException("tensors-metadata", file);
        }
        map.forEach((key, text) -> {
            if (!(text instanceof String s)) {
                throw new UserFacingException("tensors-metadata", file);
            }
            metadata.put(String.valueOf(key), s);
        });
        return metadata;
    }

    private static TensorEntry entry(String file, String name, @Nullable Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            throw new UserFacingException("tensor-entry", file, name);
        }
        DType type = type(file, name, map.get("dtype"));
        List<Long> shape = numbers(file, name, map.get("shape"));
        if (shape.size() > MAX_RANK) {
            throw new UserFacingException("tensor-rank", file, name, shape.size(), MAX_RANK);
        }
        List<Long> offsets = numbers(file, name, map.get("data_offsets"));
        if (offsets.size() != 2) {
            throw new UserFacingException("tensor-entry", file, name);
        }
        return new TensorEntry(name, type, shape, offsets.get(0), offsets.get(1));
    }

    private static DType type(String file, String name, @Nullable Object value) {
        return Arrays.stream(DType.values())
                .filter(t -> t.name().equals(value))
                .findFirst()
                .orElseThrow(() ->
                        new UserFacingException(
                                "tensor-type-unknown", file, name, String.valueOf(value)));
    }

    private static List<Long> numbers(String file, String name, @Nullable Object value) {
        if (!(value instanceof List<?> list)) {
            throw new UserFacingException("tensor-entry", file, name);
        }
        var numbers = new ArrayList<Long>();
        for (Object element : list) {
            if (!(element instanceof Integer || element instanceof Long)
                    || ((Number) element).longValue() < 0) {
                throw new UserFacingException("tensor-number", file, name, String.valueOf(element));
            }
            numbers.add(((Number) element).longValue());
        }
        return numbers;
    }

    private static void checkPlace(String file, TensorEntry entry, long expected) {
        if (entry.begin() != expected) {
            throw new UserFacingException(
                    entry.begin() > expected ? "tensor-hole" : "tensor-overlap",
                    file,
                    entry.name(),
                    entry.begin(),
                    expected);
        }
        if (entry.end() < entry.begin()) {
            throw new UserFacingException(
                    "tensor-size", file, entry.name(), 0, entry.end() - entry.begin());
        }
    }

    private static void checkSize(String file, TensorEntry entry) {
        long bits;
        try {
            bits = Math.multiplyExact(product(entry.shape()), entry.type().bits());
        } catch (ArithmeticException _) {
            throw new UserFacingException(
                    "tensor-shape-overflow", file, entry.name(), entry.shape());
        }
        if (bits % 8 != 0) {
            throw new UserFacingException("tensor-misaligned", file, entry.name());
        }
        if (bits / 8 != entry.end() - entry.begin()) {
            throw new UserFacingException(
                    "tensor-size", file, entry.name(), bits / 8, entry.end() - entry.begin());
        }
    }

    /// Returns the number of elements of `shape`.
    ///
    /// @throws ArithmeticException if it does not fit, even where a later dimension is 0
    static long product(List<Long> shape) {
        long product = 1;
        for (long n : shape) {
            product = Math.multiplyExact(product, n);
        }
        return product;
    }

    /// Returns the bytes of this header, with both checksums, padded with spaces to a multiple of
    /// eight.
    ///
    /// @param dataCrc checksum of the data section
    byte[] format(int dataCrc) {
        var words = new LinkedHashMap<String, @Nullable Object>(metadata);
        words.put(DATA_CRC, hex(dataCrc));
        words.put(HEADER_CRC, NO_CRC);
        var tree = new LinkedHashMap<String, @Nullable Object>();
        tree.put(METADATA, words);
        for (var entry : entries) {
            var fields = new LinkedHashMap<String, @Nullable Object>();
            fields.put("dtype", entry.type().name());
            fields.put("shape", entry.shape());
            fields.put("data_offsets", List.of(entry.begin(), entry.end()));
            tree.put(entry.name(), fields);
        }
        byte[] json = Json.writeLine(tree).getBytes(StandardCharsets.UTF_8);
        byte[] padded = Arrays.copyOf(json, (json.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT);
        Arrays.fill(padded, json.length, padded.length, (byte) ' ');
        byte[] crc = hex(crc(padded)).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(crc, 0, padded, headerCrcAt(padded), crc.length);
        return padded;
    }

    private static void checkHeaderCrc(String file, byte[] header, @Nullable String expected) {
        if (expected == null) {
            return;
        }
        byte[] zeroed = header.clone();
        int at = headerCrcAt(zeroed);
        if (at < 0 || at + NO_CRC.length() > zeroed.length) {
            throw new UserFacingException("tensors-damaged", file);
        }
        Arrays.fill(zeroed, at, at + NO_CRC.length(), (byte) '0');
        if (!hex(crc(zeroed)).equals(expected)) {
            throw new UserFacingException("tensors-damaged", file);
        }
    }

    // The quotes make the place unique: inside a JSON string they would be escaped.
    private static int headerCrcAt(byte[] header) {
        String before = "\"" + HEADER_CRC + "\":\"";
        int at = new String(header, StandardCharsets.ISO_8859_1).indexOf(before);
        return at < 0 ? -1 : at + before.length();
    }

    private static int crc(byte[] bytes) {
        var crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    /// Returns a checksum as it stands in the metadata.
    static String hex(int crc) {
        return String.format("%08x", crc);
    }
}
