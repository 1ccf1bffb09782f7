package filigree.model.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.model.text.Refusal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonLinesTest {
    @TempDir Path folder;

    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("metrics.jsonl");
    }

    @Test
    void keepsRecordsOverSeveralOpenings() throws IOException {
        write(0, 1);
        write(2);
        assertEquals(List.of(0, 1, 2), steps());
        assertEquals("{\"step\":0}\n{\"step\":1}\n{\"step\":2}\n", Files.readString(file));
    }

    @Test
    void aRecordIsInTheFileBeforeItIsClosed() {
        try (var lines = JsonLines.append(file)) {
            lines.write(Map.of("step", 7));
            assertEquals(List.of(7), steps());
        }
    }

    @Test
    void anyCutLosesOnlyTheLastLine() throws IOException {
        write(10, 11, 12);
        byte[] whole = Files.readAllBytes(file);
        int line = whole.length / 3;
        for (int length = 0; length <= whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            // A line is whole once its brace is there, newline or not.
            var expected = List.of(10, 11, 12).subList(0, (length + 1) / line);
            assertEquals(expected, steps(), "cut at " + length);
            write(99);
            var continued = new ArrayList<Object>(expected);
            continued.add(99);
            assertEquals(continued, steps(), "cut at " + length);
        }
    }

    @Test
    void saysWhetherTheTailWasTorn() throws IOException {
        Files.writeString(file, "{\"step\":1}\n{\"st");
        assertTrue(JsonLines.read(file, _ -> {}));
        Files.writeString(file, "{\"step\":1}\n");
        assertFalse(JsonLines.read(file, _ -> {}));
    }

    @Test
    void aTornTailMayEndInsideACharacter() throws IOException {
        byte[] bytes = "{\"a\":1}\n{\"a\":\"é".getBytes(StandardCharsets.UTF_8);
        Files.write(file, Arrays.copyOf(bytes, bytes.length - 1));
        assertEquals(1, JsonLines.readAll(file).size());
        write(5);
        assertEquals(2, JsonLines.readAll(file).size());
    }

    @Test
    void namesADamagedLineInTheMiddle() throws IOException {
        Files.writeString(file, "{\"step\":1}\n{\"step\":\n{\"step\":3}\n");
        String text = Refusal.of("json-syntax", () -> JsonLines.readAll(file));
        assertTrue(text.contains("metrics.jsonl, line 2"), text);
    }

    @Test
    void refusesALineWithoutEnd() throws IOException {
        Files.writeString(file, "{\"a\":\"" + "x".repeat(2_000_000) + "\"}\n{}\n");
        Refusal.of("json-line-too-long", () -> JsonLines.readAll(file));
    }

    @Test
    void writesNoRecordThatReadersWouldRefuse() {
        try (var lines = JsonLines.append(file)) {
            var record = Map.of("a", "x".repeat((int) Json.MAX_BYTES));
            assertThrows(IllegalArgumentException.class, () -> lines.write(record));
            lines.write(Map.of("step", 1));
        }
        assertEquals(List.of(1), steps());
    }

    @Test
    void forcesTheDiskAtMostEveryFiveSecondsAndOnDemand() {
        var now = new AtomicLong(-3);
        try (var lines = JsonLines.append(file, now::get)) {
            lines.write(Map.of("step", 0));
            now.addAndGet(TimeUnit.SECONDS.toNanos(5) - 1);
            lines.write(Map.of("step", 1));
            assertEquals(0, lines.forces());
            now.addAndGet(1);
            lines.write(Map.of("step", 2));
            lines.write(Map.of("step", 3));
            assertEquals(1, lines.forces());
            lines.force();
            assertEquals(2, lines.forces());
        }
    }

    @Test
    void replacesRecords() {
        write(1, 2, 3);
        JsonLines.replace(file, JsonLines.readAll(file).subList(0, 2));
        assertEquals(List.of(1, 2), steps());
    }

    @Test
    void namesAMissingFolder() {
        Refusal.of(
                "write-folder-missing",
                () -> JsonLines.append(folder.resolve("none").resolve("x")));
    }

    private void write(int... steps) {
        try (var lines = JsonLines.append(file)) {
            for (int step : steps) {
                lines.write(Map.of("step", step));
            }
        }
    }

    private List<Object> steps() {
        var steps = new ArrayList<Object>();
        JsonLines.read(file, record -> steps.add(String.valueOf(record.get("step"))));
        return steps.stream().map(s -> (Object) Integer.valueOf((String) s)).toList();
    }
}
