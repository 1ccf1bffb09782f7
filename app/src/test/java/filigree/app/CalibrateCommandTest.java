package filigree.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.model.file.Json;
import filigree.model.train.SpeedMap;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CalibrateCommandTest {
    @TempDir private Path home = Path.of("");

    @Test
    void itPrintsATableKeepsTheNumbersAndEndsWithThemAsJson() {
        CommandRun run =
                CommandRun.of(home, Locale.ENGLISH, "calibrate", "--seconds", "1", "--json");
        assertEquals(ExitCode.DONE, run.code(), run.err());
        SpeedMap map = SpeedMap.read(new Places(home).speedMap()).orElseThrow();
        List<String> lines = run.out().lines().toList();
        for (int c = 0; c < map.cells().size(); c++) {
            String line = lines.get(c + 1); // under the heads
            assertTrue(line.startsWith(map.cells().get(c).pattern() + " "), line);
            assertTrue(line.contains(" [") && line.endsWith("]"), line);
        }
        String crossover = lines.get(map.cells().size() + 1);
        assertTrue(crossover.contains("from density 0.700 on"), crossover);
        assertEquals(Json.writeLine(map.toTree()), run.lastLine());
    }

    @Test
    void refusesATimeThatIsNoneOrTooLong() {
        for (String seconds : List.of("0", "21")) {
            CommandRun run = CommandRun.of(home, Locale.ENGLISH, "calibrate", "--seconds", seconds);
            assertEquals(ExitCode.REFUSED, run.code());
            assertTrue(run.err().contains(seconds + " seconds are not possible"), run.err());
        }
    }
}
