package filigree.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.model.file.Json;
import filigree.model.train.RunReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ResumeCommandTest {
    private static final Interrupts AT_ONCE =
            stop -> {
                new Thread(stop).start();
                return () -> {};
            };

    @TempDir private Path folder = Path.of("");

    @Test
    void aRunStoppedByCtrlCGoesOnToTheSameBytes() throws IOException {
        assertEquals(ExitCode.DONE, call("train", "digits-rigl-80", "--out", at("whole")).code());
        CommandRun stopped =
                CommandRun.of(
                        folder.resolve("home"),
                        Locale.ENGLISH,
                        AT_ONCE,
                        "train",
                        "digits-rigl-80",
                        "--out",
                        at("run"));
        assertEquals(ExitCode.INTERRUPTED, stopped.code(), stopped.err());
        assertTrue(stopped.err().contains("filigree train --resume " + at("run")), stopped.err());

        CommandRun resumed = call("train", "--resume", at("run"), "--threads", "2", "--json");
        assertEquals(ExitCode.DONE, resumed.code(), resumed.err());
        assertTrue(resumed.err().contains("Going on after"), resumed.err());
        assertEquals("finished", Json.parse("summary", resumed.lastLine()).get("state"));
        List<Path> expected = new RunReader(folder.resolve("whole")).checkpoints();
        List<Path> actual = new RunReader(folder.resolve("run")).checkpoints();
        assertEquals(expected.size(), actual.size());
        for (int i = 0; i < expected.size(); i++) {
            assertEquals(-1, Files.mismatch(expected.get(i), actual.get(i)), actual.toString());
        }
        refused("all its steps", "train", "--resume", at("run"));
    }

    @Test
    void aDamagedCheckpointIsPassedOverAndNamed() throws IOException {
        call("train", "digits-rigl-80", "--set", "steps=100", "--out", at("run"));
        Path newest = new RunReader(folder.resolve("run")).newestCheckpoint().orElseThrow();
        byte[] bytes = Files.readAllBytes(newest);
        Path state = folder.resolve("run").resolve("run.json");
        Files.write(newest, java.util.Arrays.copyOf(bytes, bytes.length / 2)); // torn
        Files.writeString(state, Files.readString(state).replace("\"finished\"", "\"running\""));
        CommandRun resumed =
                CommandRun.of(
                        folder.resolve("home"),
                        Locale.SIMPLIFIED_CHINESE,
                        "train",
                        "--resume",
                        at("run"));
        assertEquals(ExitCode.DONE, resumed.code(), resumed.err());
        assertTrue(resumed.err().contains(newest + " 已损坏"), resumed.err());
        assertTrue(resumed.err().contains("从 75 步之后继续"), resumed.err());
        assertEquals(-1, Files.mismatch(newest, write("expected", bytes)));
    }

    @Test
    void whatCannotGoTogetherIsRefused() {
        refused("Leave out RECIPE", "train", "digits-rigl-80", "--resume", at("run"));
        refused("Leave out RECIPE", "train", "--resume", at("run"), "--seed", "2");
        refused("Leave out RECIPE", "train", "--resume", at("run"), "--out", at("b"));
        refused("There is no run in " + at("none"), "train", "--resume", at("none"));
        refused("RECIPE is missing", "train");
    }

    private void refused(String part, String... arguments) {
        CommandRun run = call(arguments);
        assertEquals(ExitCode.REFUSED, run.code(), run.err());
        assertTrue(run.err().contains(part), run.err());
    }

    private Path write(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    private String at(String name) {
        return folder.resolve(name).toString();
    }

    private CommandRun call(String... arguments) {
        return CommandRun.of(folder.resolve("home"), Locale.ENGLISH, arguments);
    }
}
