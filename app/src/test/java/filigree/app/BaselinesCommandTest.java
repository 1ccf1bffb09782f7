package filigree.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.model.file.Json;
import filigree.model.recipe.Recipe;
import filigree.model.report.TopologyPlayback;
import filigree.model.sparsity.Mask;
import filigree.model.train.RunReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class BaselinesCommandTest {
    private static final Interrupts AT_ONCE =
            stop -> {
                new Thread(stop).start();
                return () -> {};
            };

    @TempDir private Path folder = Path.of("");

    private String at(String name) {
        return folder.resolve(name).toString();
    }

    private CommandRun call(String... arguments) {
        return CommandRun.of(folder.resolve("home"), Locale.ENGLISH, arguments);
    }

    private CommandRun baselines(String... more) {
        List<String> all =
                new ArrayList<>(List.of("baselines", "digits-rigl-80", "--set", "steps=30"));
        all.addAll(List.of("--out", at("beside")));
        all.addAll(Arrays.asList(more));
        return call(all.toArray(String[]::new));
    }

    private static List<Map<String, @Nullable Object>> lines(CommandRun run) {
        assertEquals(ExitCode.DONE, run.code(), run.err());
        return run.out().lines().map(line -> Json.parse("line", line)).toList();
    }

    private static List<Mask> masks(Path run) {
        var playback = TopologyPlayback.of(new RunReader(run)).orElseThrow();
        return playback.masksAt(playback.lastStep());
    }

    private static List<Integer> counts(Path run) {
        return masks(run).stream().map(Mask::activeCount).toList();
    }

    private Path beside(String name) {
        return folder.resolve("beside").resolve(name);
    }

    @Test
    void everyBaselineIsARunThatTakesOneThingAway() {
        List<Map<String, @Nullable Object>> lines = lines(baselines("--seeds", "1", "--json"));
        Path original = beside("original-seed-1");
        Recipe recipe = new RunReader(original).recipe();
        List<Integer> counts = counts(original);
        for (String name : List.of("same-mask", "shuffled", "other-draw", "inverted")) {
            assertEquals(counts, counts(beside(name + "-seed-1")), name);
        }
        assertEquals(masks(original), masks(beside("same-mask-seed-1")));
        assertEquals(masks(original), masks(beside("other-draw-seed-1")));
        assertFalse(masks(original).equals(masks(beside("shuffled-seed-1"))));
        long total = counts.stream().mapToInt(c -> c).sum();
        List<Mask> uniform = masks(beside("uniform-seed-1"));
        assertEquals(total, uniform.stream().mapToInt(Mask::activeCount).sum(), 1.0);
        uniform.forEach(m -> assertEquals(0.8, m.sparsity(), 0.005));
        long small = counts(beside("small-dense-seed-1")).stream().mapToInt(c -> c).sum();
        assertEquals(total, small, 0.1 * total);
        int runs = 0;
        for (Map<String, @Nullable Object> line : lines) {
            if (line.get("run") instanceof String run) {
                Recipe other = new RunReader(Path.of(run)).recipe();
                assertEquals(recipe.seed(), other.seed());
                assertEquals(recipe.data(), other.data());
                assertEquals(recipe.optimizer(), other.optimizer());
                assertEquals(recipe.steps(), other.steps());
                assertEquals(1, new RunReader(Path.of(run)).state().get("testLooks"));
                runs++;
            }
        }
        assertEquals(7, runs);
        var asked = lines.stream().filter(l -> l.containsKey("question")).toList();
        assertEquals(6, asked.size(), lines.toString());
        assertTrue(asked.stream().allMatch(l -> Integer.valueOf(1).equals(l.get("n"))));
    }

    @Test
    void aRepeatedCallTrainsOnlyWhatIsMissing() throws IOException {
        List<Map<String, @Nullable Object>> one = lines(baselines("--seeds", "1", "--json"));
        Map<Path, Object> before = started();
        assertEquals(7, before.size());
        List<Map<String, @Nullable Object>> two = lines(baselines("--seeds", "2", "--json"));
        Map<Path, Object> after = started();
        assertEquals(14, after.size());
        before.forEach((run, time) -> assertEquals(time, after.get(run)));
        assertTrue(two.containsAll(one.subList(0, 7)));
        double shuffled = 0;
        double kept = 0;
        Map<String, @Nullable Object> which = Map.of();
        for (Map<String, @Nullable Object> line : two) {
            if ("shuffled".equals(line.get("baseline"))) {
                shuffled += number(line, "testAccuracy") / 2;
            } else if ("same-mask".equals(line.get("baseline"))) {
                kept += number(line, "testAccuracy") / 2;
            } else if ("which".equals(line.get("question"))) {
                which = line;
            }
        }
        assertEquals(kept - shuffled, number(which, "difference"), 1e-12);
        CommandRun spoken = baselines("--seeds", "2");
        assertEquals(ExitCode.DONE, spoken.code(), spoken.err());
        assertTrue(spoken.out().contains("Choosing which weights is worth: "), spoken.out());
        assertTrue(spoken.out().contains("n = 2)"), spoken.out());
        assertTrue(spoken.out().contains("95 % interval"), spoken.out());
        String page = Files.readString(beside("report.html"));
        assertTrue(
                page.contains("G digits-rigl-80-small-dense"), "seeds of a baseline are a group");
        assertFalse(page.contains("H digits-rigl-80"), "and there are seven baselines");
    }

    private static double number(Map<String, @Nullable Object> line, String key) {
        return line.get(key) instanceof Number n ? n.doubleValue() : Double.NaN;
    }

    private Map<Path, Object> started() throws IOException {
        Map<Path, Object> times = new HashMap<>();
        try (Stream<Path> runs = Files.list(folder.resolve("beside"))) {
            runs.filter(Files::isDirectory)
                    .forEach(run ->
                            times.put(
                                    run,
                                    String.valueOf(new RunReader(run).state().get("started"))));
        }
        return times;
    }

    @Test
    void ctrlCKeepsWhatIsDoneAndTheSameCallGoesOn() throws IOException {
        String[] arguments = {
            "baselines",
            "digits-rigl-80",
            "--set",
            "steps=30",
            "--seeds",
            "1",
            "--out",
            at("beside"),
            "--json"
        };
        CommandRun stopped =
                CommandRun.of(folder.resolve("home"), Locale.ENGLISH, AT_ONCE, arguments);
        assertEquals(ExitCode.INTERRUPTED, stopped.code(), stopped.err());
        assertTrue(stopped.err().contains("goes on from there"), stopped.err());
        assertEquals("stopped", new RunReader(beside("original-seed-1")).state().get("state"));
        assertEquals(7, lines(call(arguments)).stream().filter(l -> l.containsKey("run")).count());
        call("train", "digits-rigl-80", "--set", "steps=30", "--out", at("whole"));
        assertEquals(
                -1,
                Files.mismatch(
                        new RunReader(folder.resolve("whole")).newestCheckpoint().orElseThrow(),
                        new RunReader(beside("original-seed-1")).newestCheckpoint().orElseThrow()));
    }

    @Test
    void aRunWhoseMaskNeverMovedIsItsOwnSameMask() {
        call(
                "train",
                "digits-rigl-80",
                "--set",
                "steps=30",
                "--set",
                "maskUpdater=static",
                "--out",
                at("run"));
        CommandRun run = call("baselines", at("run"), "--seeds", "1", "--out", at("beside"));
        assertEquals(ExitCode.DONE, run.code(), run.err());
        assertTrue(run.out().contains("the same run as original, bit for bit"), run.out());
        assertTrue(run.out().contains("no scores that could be turned round"), run.out());
        assertTrue(run.out().contains("(original less shuffled, n = 1). One seed"), run.out());
        assertFalse(Files.exists(beside("original-seed-1")), "that run is there already");
    }

    @Test
    void refusesRunsThatSayNothing() {
        call(
                "train",
                "digits-rigl-80",
                "--set",
                "steps=9",
                "--set",
                "maskUpdater=dense",
                "--out",
                at("run"));
        refused("kept all its weights", at("run"));
        refused("Leave out --set", at("run"), "--set", "steps=3");
        refused("0 seeds", at("run"), "--seeds", "0");
        refused("no sample", "digits");
        call("baselines", "digits-rigl-80", "--set", "steps=9", "--seeds", "1", "--out", at("x"));
        refused("another recipe", "digits-rigl-80", "--set", "steps=8", "--out", at("x"));
    }

    private void refused(String why, String... arguments) {
        List<String> all = new ArrayList<>(List.of("baselines"));
        all.addAll(Arrays.asList(arguments));
        CommandRun run = call(all.toArray(String[]::new));
        assertEquals(ExitCode.REFUSED, run.code(), run.err());
        assertTrue(run.err().contains(why), run.err());
    }
}
