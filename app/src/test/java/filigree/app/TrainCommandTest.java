package filigree.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.model.file.Json;
import filigree.model.train.RunReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainCommandTest {
    @TempDir private Path folder = Path.of("");

    @Test
    void theLastLineOfJsonIsTheSummary() {
        CommandRun run = train("run", "--json", "--set", "steps=60");
        assertEquals(ExitCode.DONE, run.code(), run.err());
        Map<String, @Nullable Object> summary = Json.parse("summary", run.lastLine());
        assertEquals(folder.resolve("run").toString(), summary.get("run"));
        assertEquals("finished", summary.get("state"));
        assertEquals(60, summary.get("steps"));
        assertEquals(1, summary.get("testLooks"));
        assertTrue(number(summary, "validationAccuracy") > 0.3, run.lastLine());
        assertTrue(number(summary, "testAccuracy") > 0.3, run.lastLine());
        assertTrue(number(summary, "seconds") > 0, run.lastLine());
        assertEquals(0.8, number(summary, "sparsity"), 0.001);
        assertTrue(number(summary, "effectiveSparsity") >= number(summary, "sparsity"));
    }

    @Test
    void withoutJsonEveryPerCentSaysOfWhat() {
        CommandRun run = train("run", "--set", "steps=20");
        assertEquals(ExitCode.DONE, run.code(), run.err());
        assertTrue(run.out().contains("% of 250 images"), run.out());
        assertTrue(run.out().contains("297 images are right"), run.out());
        assertTrue(run.out().contains("80.0 % of 6,464 weights"), run.out());
        assertTrue(run.out().contains(folder.resolve("run").toString()), run.out());
    }

    @Test
    void theSameSeedGivesTheSameCheckpointForAnyNumberOfThreads() throws IOException {
        train("a", "--set", "steps=45", "--seed", "7", "--threads", "1");
        train("b", "--set", "steps=45", "--seed", "7", "--threads", "3");
        train("c", "--set", "steps=45", "--seed", "8", "--threads", "1");
        assertEquals(-1, Files.mismatch(checkpoint("a"), checkpoint("b")));
        assertNotEquals(-1, Files.mismatch(checkpoint("a"), checkpoint("c")));
    }

    @Test
    void aReplayIsIdenticalAndAChangedOriginalIsNot() throws IOException {
        train("a", "--set", "steps=45");
        CommandRun same = call("replay", at("a"), "--out", at("b"), "--json");
        assertEquals(ExitCode.DONE, same.code(), same.err());
        assertEquals(true, Json.parse("summary", same.lastLine()).get("identical"));
        byte[] bytes = Files.readAllBytes(checkpoint("a"));
        bytes[bytes.length - 1] ^= 1;
        Files.write(checkpoint("a"), bytes);
        CommandRun other = call("replay", at("a"), "--out", at("c"));
        assertEquals(ExitCode.DIFFERENT, other.code(), other.err());
        assertTrue(other.out().contains("Different"), other.out());
    }

    @Test
    void aKilledRunIsReplayedToItsNewestCheckpoint() throws IOException {
        train("a", "--set", "steps=100"); // four epochs
        Files.delete(checkpoint("a"));
        Path state = folder.resolve("a").resolve("run.json");
        Files.writeString(state, Files.readString(state).replace("\"finished\"", "\"running\""));
        CommandRun replay = call("replay", at("a"), "--out", at("b"), "--json");
        assertEquals(ExitCode.DONE, replay.code(), replay.err());
        assertEquals(75, Json.parse("summary", replay.lastLine()).get("steps"));
    }

    @Test
    void aRecipeFileIsReadAndItsNameMakesASafeFolder() throws IOException {
        Path recipe = folder.resolve("my recipe.json");
        Files.writeString(
                recipe,
                """
                { "name": "../x", "batch": 50, "steps": 3, "data": "digits",
                  "network": { "method": "mlp", "hidden": [16] } }
                """);
        CommandRun run = call("train", recipe.toString(), "--json");
        assertEquals(ExitCode.DONE, run.code(), run.err());
        Path kept = Path.of(String.valueOf(Json.parse("summary", run.lastLine()).get("run")));
        assertEquals(folder.resolve("home").resolve("runs"), kept.getParent());
        assertTrue(kept.toString().endsWith("-x"), kept.toString());
        assertEquals("../x", new RunReader(kept).recipe().name());
    }

    @Test
    void interruptStopsAfterTheStepAndKeepsTheRun() throws Exception {
        var ended = new AtomicBoolean();
        Interrupts atOnce =
                stop -> {
                    var hook = new Thread(stop);
                    hook.start();
                    return () -> ended.set(true);
                };
        CommandRun run =
                CompletableFuture.supplyAsync(() ->
                                CommandRun.of(
                                        folder.resolve("home"),
                                        Locale.ENGLISH,
                                        atOnce,
                                        "train",
                                        "digits-rigl-80",
                                        "--json",
                                        "--set",
                                        "steps=1000000",
                                        "--out",
                                        at("run")))
                        .get();
        assertEquals(ExitCode.INTERRUPTED, run.code(), run.err());
        assertTrue(ended.get());
        assertTrue(run.err().contains(at("run")), run.err());
        assertEquals("stopped", Json.parse("summary", run.lastLine()).get("state"));
        assertEquals("stopped", new RunReader(folder.resolve("run")).state().get("state"));
        assertTrue(new RunReader(folder.resolve("run")).newestCheckpoint().isPresent());
    }

    @Test
    void aDivergedRunSaysWhatToLower() {
        CommandRun run =
                train(
                        "run",
                        "--set",
                        "optimizer.peak=10",
                        "--set",
                        "optimizer.momentum=0.999",
                        "--set",
                        "optimizer.weightDecay=0.1",
                        "--set",
                        "optimizer.rate=constant");
        assertEquals(ExitCode.DIVERGED, run.code(), run.out() + run.err());
        assertTrue(run.err().contains("optimizer.peak (now 10"), run.err());
        assertTrue(run.err().contains("checkpoint is step-"), run.err());
        assertFalse(run.err().contains("Exception"), run.err());
        assertEquals("diverged", new RunReader(folder.resolve("run")).state().get("state"));
    }

    @Test
    void aReportIsWrittenWhereItSays() {
        train("run", "--set", "steps=20");
        CommandRun report = call("report", at("run"));
        assertEquals(ExitCode.DONE, report.code(), report.err());
        Path page = Path.of(report.lastLine());
        assertTrue(page.isAbsolute());
        assertTrue(Files.isRegularFile(page), page.toString());
        CommandRun elsewhere = call("report", at("run"), "--out", at("page.html"));
        assertEquals(at("page.html"), elsewhere.lastLine());
    }

    private Path checkpoint(String run) {
        return new RunReader(folder.resolve(run)).newestCheckpoint().orElseThrow();
    }

    private static double number(Map<String, @Nullable Object> tree, String key) {
        return ((Number) Objects.requireNonNull(tree.get(key), key)).doubleValue();
    }

    private String at(String name) {
        return folder.resolve(name).toString();
    }

    private CommandRun train(String out, String... more) {
        String[] arguments = new String[more.length + 4];
        arguments[0] = "train";
        arguments[1] = "digits-rigl-80";
        arguments[2] = "--out";
        arguments[3] = at(out);
        System.arraycopy(more, 0, arguments, 4, more.length);
        return call(arguments);
    }

    private CommandRun call(String... arguments) {
        return CommandRun.of(folder.resolve("home"), Locale.ENGLISH, arguments);
    }
}
