package filigree.model.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.model.error.UserFacingException;
import filigree.model.text.Refusal;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TensorFileTest {
    @TempDir Path folder;

    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("step.safetensors");
    }

    private static TensorFileWriter sample() {
        return new TensorFileWriter()
                .metadata("step", "12")
                .metadata("name", "é \"quoted\" \"crc32c_header\":\"")
                .add("mask", new boolean[] {true, false, true}, 3)
                .add("fc1.values", new float[] {1.5f, -0f, Float.NaN, 3e-40f}, 2, 2)
                .add("fc1.rows", new int[] {0, -1, Integer.MAX_VALUE}, 3)
                .add("steps", new long[] {Long.MIN_VALUE}, 1)
                .add("ever", new byte[] {-1, 0}, 1, 2)
                .add("one", new float[] {7})
                .add("none", new float[0], 0, 5);
    }

    @Test
    void readsBackEveryTypeBitForBit() {
        sample().write(file);
        var read = TensorFile.read(file);
        assertEquals(
                List.of("mask", "fc1.values", "fc1.rows", "steps", "ever", "one", "none"),
                read.names());
        assertArrayEquals(new boolean[] {true, false, true}, read.booleans("mask"));
        float[] values = read.floats("fc1.values");
        assertEquals(Float.floatToRawIntBits(-0f), Float.floatToRawIntBits(values[1]));
        assertArrayEquals(new float[] {1.5f, -0f, Float.NaN, 3e-40f}, values);
        assertArrayEquals(new int[] {0, -1, Integer.MAX_VALUE}, read.ints("fc1.rows"));
        assertArrayEquals(new long[] {Long.MIN_VALUE}, read.longs("steps"));
        assertArrayEquals(new byte[] {-1, 0}, read.bytes("ever"));
        assertArrayEquals(new float[] {7}, read.floats("one"));
        assertEquals(List.of(), read.entry("one").shape());
        assertEquals(0, read.floats("none").length);
        assertEquals("12", read.metadata().get("step"));
        assertEquals(List.of("step", "name", "crc32c", "crc32c_header"), keys(read));
    }

    private static List<String> keys(TensorFile read) {
        return List.copyOf(read.metadata().keySet());
    }

    @Test
    void writesTheSameBytesEveryTime() throws IOException {
        sample().write(file);
        byte[] first = Files.readAllBytes(file);
        sample().write(file);
        assertArrayEquals(first, Files.readAllBytes(file));
        long header = ByteBuffer.wrap(first).order(ByteOrder.LITTLE_ENDIAN).getLong();
        assertEquals(0, header % 8);
    }

    @Test
    void tensorsLargerThanAChunkSurvive() {
        var values = new float[700_001];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        new TensorFileWriter()
                .add("odd", new byte[] {1}, 1)
                .add("large", values, values.length)
                .write(file);
        assertArrayEquals(values, TensorFile.read(file).floats("large"));
    }

    @Test
    void aFileCutAnywhereIsRefused() throws IOException {
        sample().write(file);
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThrows(
                    UserFacingException.class, () -> TensorFile.read(file), "cut at " + length);
        }
    }

    @Test
    void aFlippedBitIsNoticedOrChangesNothing() throws IOException {
        sample().write(file);
        byte[] whole = Files.readAllBytes(file);
        String expected = content(TensorFile.read(file));
        int refused = 0;
        for (int bit = 0; bit < whole.length * 8; bit++) {
            byte[] flipped = whole.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(file, flipped);
            try {
                assertEquals(expected, content(TensorFile.read(file)), "bit " + bit);
            } catch (UserFacingException _) {
                refused++;
            }
        }
        // Only the name of the header's checksum may change without harm.
        assertTrue(refused >= whole.length * 8 - 8 * "crc32c_header".length(), "" + refused);
    }

    private static String content(TensorFile read) {
        var words = new TreeMap<>(read.metadata());
        words.keySet().removeIf(key -> !List.of("step", "name", "crc32c").contains(key));
        var text = new StringBuilder(words.toString());
        for (String name : read.names()) {
            var entry = read.entry(name);
            text.append(entry);
            var bytes = read.segment(name, entry.type()).asByteBuffer();
            while (bytes.hasRemaining()) {
                text.append(bytes.get()).append(' ');
            }
        }
        return text.toString();
    }

    @Test
    void aFlippedBitInTheDataIsDamage() throws IOException {
        sample().write(file);
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 1] ^= 1;
        Files.write(file, bytes);
        String text = Refusal.of("tensors-damaged", () -> TensorFile.read(file));
        assertTrue(text.contains("step.safetensors"), text);
    }

    @ParameterizedTest
    @CsvSource({
        "9223372036854775808",
        "18446744073709551615",
        "100000001",
    })
    void refusesAHugeHeader(String length) throws IOException {
        var bytes = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(0, Long.parseUnsignedLong(length));
        Files.write(file, bytes.array());
        String text = Refusal.of("tensors-header-limit", () -> TensorFile.read(file));
        assertTrue(text.contains(length), text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "json-duplicate | {#a#:{#dtype#:#U8#,#shape#:[4],#data_offsets#:[0,4]},"
                        + "#a#:{#dtype#:#U8#,#shape#:[4],#data_offsets#:[4,8]}}",
                "tensor-hole | {#a#:{#dtype#:#U8#,#shape#:[4],#data_offsets#:[0,4]},"
                        + "#b#:{#dtype#:#U8#,#shape#:[3],#data_offsets#:[5,8]}}",
                "tensor-hole | {#a#:{#dtype#:#U8#,#shape#:[7],#data_offsets#:[1,8]}}",
                "tensor-overlap | {#a#:{#dtype#:#U8#,#shape#:[5],#data_offsets#:[0,5]},"
                        + "#b#:{#dtype#:#U8#,#shape#:[4],#data_offsets#:[4,8]}}",
                "tensors-trailing | {#a#:{#dtype#:#U8#,#shape#:[7],#data_offsets#:[0,7]}}",
                "tensors-trailing | {}",
                "tensors-truncated | {#a#:{#dtype#:#U8#,#shape#:[9],#data_offsets#:[0,9]}}",
                "tensor-size | {#a#:{#dtype#:#F32#,#shape#:[3],#data_offsets#:[0,8]}}",
                "tensor-size | {#a#:{#dtype#:#F32#,#shape#:[0],#data_offsets#:[0,8]}}",
                "tensor-shape-overflow | {#a#:{#dtype#:#U8#,#shape#:[4294967296,4294967296],"
                        + "#data_offsets#:[0,8]}}",
                "tensor-shape-overflow | {#a#:{#dtype#:#F32#,#shape#:[4611686018427387904],"
                        + "#data_offsets#:[0,8]}}",
                "json-number | {#a#:{#dtype#:#U8#,#shape#:[2,18446744073709551614],"
                        + "#data_offsets#:[0,8]}}",
                "tensor-number | {#a#:{#dtype#:#U8#,#shape#:[-8],#data_offsets#:[0,8]}}",
                "tensor-number | {#a#:{#dtype#:#U8#,#shape#:[8.0],#data_offsets#:[0,8]}}",
                "tensor-number | {#a#:{#dtype#:#U8#,#shape#:[#8#],#data_offsets#:[0,8]}}",
                "tensor-rank | {#a#:{#dtype#:#U8#,#shape#:[8,1,1,1,1,1,1,1,1],"
                        + "#data_offsets#:[0,8]}}",
                "tensor-misaligned | {#a#:{#dtype#:#F4#,#shape#:[15],#data_offsets#:[0,8]}}",
                "tensor-type-unknown | {#a#:{#dtype#:#F31#,#shape#:[8],#data_offsets#:[0,8]}}",
                "tensor-entry | {#a#:{#dtype#:#U8#,#shape#:[8]}}",
                "tensor-entry | {#a#:{#dtype#:#U8#,#shape#:[8],#data_offsets#:[0,4,8]}}",
                "tensor-entry | {#a#:8}",
                "tensors-metadata | {#__metadata__#:{#a#:1}}",
                "tensors-metadata | {#__metadata__#:[]}",
                "json-depth | {#a#:[[[[[[[[]]]]]]]]}",
                "json-trailing | {}{}",
                "json-not-object | []",
                "json-syntax | {#a#",
                "json-empty | ``",
            })
    void refusesAHeaderThatLies(String id, String header) throws IOException {
        write(header, 8);
        Refusal.of(id, () -> TensorFile.read(file));
    }

    @Test
    void garbageIsReadOrRefusedButNeverABug() throws IOException {
        String header =
                "{#__metadata__#:{#k#:#v#},#a#:{#dtype#:#F32#,#shape#:[1,2],#data_offsets#:[0,8]},"
                        + "#b#:{#dtype#:#BOOL#,#shape#:[],#data_offsets#:[8,9]}}";
        var random = new SplittableRandom(1);
        String alphabet = "{}[]:,#0123456789.-eE \\FUIB";
        int refused = 0;
        for (int i = 0; i < 4_000; i++) {
            var text = new StringBuilder(header);
            for (int j = random.nextInt(1, 4); j > 0; j--) {
                text.setCharAt(
                        random.nextInt(text.length()),
                        alphabet.charAt(random.nextInt(alphabet.length())));
            }
            write(text.toString(), 9);
            try {
                TensorFile.read(file);
            } catch (UserFacingException _) {
                refused++;
            }
        }
        assertTrue(refused > 2_000 && refused < 4_000, "" + refused);
    }

    @Test
    void namesTensorAndOffset() throws IOException {
        write("{#w#:{#dtype#:#U8#,#shape#:[7],#data_offsets#:[1,8]}}", 8);
        String text = Refusal.of("tensor-hole", () -> TensorFile.read(file));
        assertTrue(text.contains("“w”") && text.contains("byte 1"), text);
    }

    @Test
    void refusesBytesThatAreNoText() throws IOException {
        var bytes = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN).putLong(8);
        bytes.put((byte) '{').put((byte) 0xff);
        Files.write(file, bytes.array());
        Refusal.of("json-encoding", () -> TensorFile.read(file));
    }

    @Test
    void refusesNestingBombsQuickly() throws IOException {
        write("{#a#:" + "[".repeat(1_000_000), 0);
        Refusal.of("json-depth", () -> TensorFile.read(file));
    }

    @Test
    void acceptsWhatTheReferenceAccepts() throws IOException {
        write(
                " \n{#b#:{#dtype#:#U8#,#shape#:[],#data_offsets#:[4,5],#more#:1},"
                        + "#a#:{#dtype#:#F32#,#shape#:[1],#data_offsets#:[0,4]}}   ",
                5);
        var read = TensorFile.read(file);
        assertEquals(List.of("a", "b"), read.names());
        assertEquals(Map.of(), read.metadata());
    }

    @Test
    void listsWhatItCannotReadAndReadsTheRest() throws IOException {
        write(
                "{#h#:{#dtype#:#F16#,#shape#:[2],#data_offsets#:[0,4]},"
                        + "#f#:{#dtype#:#F32#,#shape#:[1],#data_offsets#:[4,8]}}",
                8);
        var read = TensorFile.read(file);
        assertEquals(List.of("h"), read.unreadable());
        assertEquals(1, read.floats("f").length);
        Refusal.of("tensor-type", () -> read.floats("h"));
        Refusal.of("tensor-missing", () -> read.floats("g"));
        Refusal.of("tensor-shape", () -> read.requireShape("f", 2));
        read.requireShape("f", 1);
    }

    @Test
    void aMaskHoldsOnlyZeroAndOne() throws IOException {
        write("{#m#:{#dtype#:#BOOL#,#shape#:[8],#data_offsets#:[0,8]}}", 8);
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 2] = 2;
        Files.write(file, bytes);
        String text = Refusal.of("tensor-boolean", () -> TensorFile.read(file).booleans("m"));
        assertTrue(text.contains("element 6"), text);
    }

    @Test
    void statesTheBudgetBeforeReadingFortyGigabytes() throws IOException {
        long size = 40_000_000_000L;
        write("{#a#:{#dtype#:#U8#,#shape#:[" + size + "],#data_offsets#:[0," + size + "]}}", 0);
        try (var sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(sparse.length() + size);
        }
        String text = Refusal.of("tensors-budget", () -> TensorFile.read(file, 1_000_000_000));
        assertTrue(text.contains("40.0 GB") && text.contains("1.0 GB"), text);
    }

    @Test
    void refusesTensorsThatContradictThemselves() {
        var writer = new TensorFileWriter().add("a", new float[6], 2, 3);
        assertThrows(IllegalArgumentException.class, () -> writer.add("a", new float[1], 1));
        assertThrows(IllegalArgumentException.class, () -> writer.add("b", new float[5], 2, 3));
        assertThrows(
                IllegalArgumentException.class, () -> writer.add("__metadata__", new float[1], 1));
        assertThrows(IllegalArgumentException.class, () -> writer.metadata("crc32c", "0"));
    }

    // # stands for a quote.
    private void write(String header, int dataBytes) throws IOException {
        byte[] json = header.replace('#', '"').getBytes(StandardCharsets.UTF_8);
        var bytes = ByteBuffer.allocate(8 + json.length + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(json.length).put(json);
        Files.write(file, bytes.array());
    }
}
