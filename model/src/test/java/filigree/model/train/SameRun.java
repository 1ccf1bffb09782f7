package filigree.model.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Whether two folders tell of the same run, times excepted.
final class SameRun {
    private SameRun() {}

    static void check(RunReader first, RunReader again) throws IOException {
        assertFalse(first.checkpoints().isEmpty());
        checkFiles(first.checkpoints(), again.checkpoints());
        checkFiles(first.topologyFiles(), again.topologyFiles());
        assertEquals(first.changeLines(), again.changeLines());
        assertEquals(timeless(first.metricLines()), timeless(again.metricLines()));
        for (String key : List.of("state", "steps", "testLooks", "sparsity", "explored", "test")) {
            assertEquals(first.state().get(key), again.state().get(key), key);
        }
    }

    private static void checkFiles(List<Path> first, List<Path> again) throws IOException {
        assertEquals(names(first), names(again));
        for (int i = 0; i < first.size(); i++) {
            assertArrayEquals(
                    Files.readAllBytes(first.get(i)),
                    Files.readAllBytes(again.get(i)),
                    first.get(i).toString());
        }
    }

    private static List<String> names(List<Path> files) {
        return files.stream().map(f -> f.getFileName().toString()).toList();
    }

    private static List<Map<String, @Nullable Object>> timeless(
            List<Map<String, @Nullable Object>> lines) {
        List<Map<String, @Nullable Object>> copies = new ArrayList<>();
        for (Map<String, @Nullable Object> line : lines) {
            Map<String, @Nullable Object> copy = new LinkedHashMap<>(line);
            copy.remove("seconds");
            copies.add(copy);
        }
        return copies;
    }
}
