package filigree.model.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A process that is killed at any moment loses nothing that it said was saved.
@Timeout(240)
class KilledRunTest {
    private static final int KILLS = 5;

    @TempDir private Path folder = Path.of("");

    @Test
    void killedAgainAndAgainARunEndsWithTheBytesOfOneThatNeverWas() throws Exception {
        Path run = folder.resolve("run");
        var random = new SplittableRandom(17);
        int killed = 0;
        for (int n = 0; n < KILLS; n++) {
            long acknowledged = trainAndKill(run, random.nextInt(150));
            if (acknowledged >= 0) {
                killed++;
                RunReader left = new RunReader(run);
                long newest = CheckpointChoice.of(left).step();
                assertTrue(newest >= acknowledged, newest + " is left of " + acknowledged);
                assertEquals("running", left.state().get("state"));
                assertEquals(List.of(), CheckpointChoice.of(left).damaged());
            }
        }
        assertTrue(killed > KILLS / 2, "killed while training " + killed + " times");
        assertEquals(0, child(run, 0).waitFor());
        assertEquals(0, child(folder.resolve("whole"), 0).waitFor());
        SameRun.check(new RunReader(folder.resolve("whole")), new RunReader(run));
        assertEquals(List.of(), leftovers(run));
    }

    /// @return the last step that was said to be saved, or -1 if the child ended by itself
    private long trainAndKill(Path run, int millis) throws Exception {
        Process child = child(run, KilledRun.SLOW);
        while (said().isEmpty() && child.isAlive()) {
            Thread.sleep(5);
        }
        Thread.sleep(millis);
        boolean alive = child.isAlive();
        child.destroyForcibly();
        assertTrue(child.waitFor(30, TimeUnit.SECONDS));
        List<String> whole = said().lines().filter(line -> line.endsWith(".")).toList();
        return alive && !whole.isEmpty()
                ? Long.parseLong(whole.getLast().replaceAll("\\D", ""))
                : -1;
    }

    private String said() throws IOException {
        return Files.readString(folder.resolve("said"));
    }

    private Process child(Path run, int stepsPerSecond) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("--add-modules", "jdk.incubator.vector", "-Xmx200m"));
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(KilledRun.class.getName());
        command.add(run.toString());
        command.add(Integer.toString(stepsPerSecond));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectOutput(folder.resolve("said").toFile())
                .start();
    }

    private static List<Path> leftovers(Path run) throws IOException {
        try (Stream<Path> files = Files.walk(run)) {
            return files.filter(f -> f.toString().endsWith(".tmp")).toList();
        }
    }
}
