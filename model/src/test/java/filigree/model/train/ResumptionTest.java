package filigree.model.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.model.recipe.Recipe;
import filigree.model.text.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A run that broke or was stopped goes on, and its folder ends as that of a run without a break.
@Timeout(120) // a run that never ends would wait forever
class ResumptionTest {
    @TempDir private Path folder = Path.of("");

    /// What a hand does, and after which measurement.
    private static final NavigableMap<Long, Command> HAND =
            new TreeMap<>(
                    Map.of(
                            4L, new Command.Change("optimizer.peak", 0.02),
                            8L, new Command.Change("maskUpdater.sparsity", 0.8),
                            10L, new Command.LookAtTest(),
                            12L, new Command.Change("maskUpdater.growFraction", "linear"),
                            28L, new Command.Change("maskUpdater.growFraction", "same"),
                            32L, new Command.Change("optimizer.nesterov", false),
                            34L, new Command.LookAtTest(),
                            40L, new Command.Change("maskUpdater.sparsity", 0.95)));

    @ParameterizedTest
    @ValueSource(strings = {"rigl", "set"})
    void aRunThatBreaksAgainAndAgainEndsAsOneThatNeverDid(String updater) throws Exception {
        Recipe recipe = Quadrants.recipe(updater).with("maskUpdater.every", 3);
        Path whole = folder.resolve("whole");
        train(fresh(recipe, whole), Map.of(), Integer.MAX_VALUE);
        var random = new SplittableRandom(updater.hashCode());
        for (int round = 0; round < 8; round++) {
            Path broken = folder.resolve("broken" + round);
            train(fresh(recipe, broken), Map.of(), random.nextInt(2, 70));
            while (!"finished".equals(new RunReader(broken).state().get("state"))) {
                Map<Long, Command> known = logged(broken);
                train(resumed(broken), known, random.nextInt(1, 40));
            }
            SameRun.check(new RunReader(whole), new RunReader(broken));
        }
    }

    private static Map<Long, Command> logged(Path run) {
        return new RunReader(run)
                .changes().stream()
                        .collect(
                                Collectors.toMap(
                                        RunReader.Logged::step,
                                        RunReader.Logged::command,
                                        (a, _) -> a));
    }

    private static Run fresh(Recipe recipe, Path to) {
        var keeper = new RunFolder(to, recipe, Run.environment(1));
        return new Run(Quadrants.trainer(recipe), Optional.of(keeper), Run.Options.whole());
    }

    private static Run resumed(Path run) {
        try (var resumption = Resumption.of(run)) {
            var trainer = new Trainer(resumption.recipe(), Quadrants.data(), 2);
            return resumption.goOn(trainer, Run.environment(2));
        }
    }

    /// @param known what the log says a hand has done, so that it is not done twice
    /// @param last event, at which the run breaks
    private static void train(Run run, Map<Long, Command> known, int last)
            throws InterruptedException {
        int[] events = {0};
        Runnable _ =
                run.listen(event -> {
                    Command command = HAND.get(event.step());
                    if (event instanceof TrainingEvent.Measured
                            && command != null
                            && !known.containsKey(event.step())) {
                        run.submit(command);
                    }
                    if (++events[0] == last && !(event instanceof TrainingEvent.Finished)) {
                        throw new IllegalStateException("broken on purpose");
                    }
                });
        run.start();
        run.join();
    }

    @Test
    void aRunThatWasStoppedGoesOnFromThatVeryStep() throws Exception {
        Recipe recipe = Quadrants.recipe("rigl");
        train(fresh(recipe, folder.resolve("whole")), Map.of(), Integer.MAX_VALUE);
        Path stopped = folder.resolve("stopped");
        Run run = fresh(recipe, stopped);
        Runnable _ =
                run.listen(event -> {
                    if (event instanceof TrainingEvent.Measured && event.step() == 18) {
                        run.submit(new Command.Stop());
                    }
                });
        train(run, Map.of(), Integer.MAX_VALUE);
        assertEquals("stopped", new RunReader(stopped).state().get("state"));
        try (var resumption = Resumption.of(stopped)) {
            assertEquals(18, resumption.step());
            assertEquals(Optional.empty(), resumption.otherKernels());
        }
        train(resumed(stopped), logged(stopped), Integer.MAX_VALUE);
        SameRun.check(new RunReader(folder.resolve("whole")), new RunReader(stopped));
        assertTrue(
                new RunReader(stopped).state().get("resumed") instanceof List<?> l
                        && l.size() == 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 9})
    void damagedCheckpointsArePassedOver(int count) throws Exception {
        Recipe recipe = Quadrants.recipe("rigl");
        train(fresh(recipe, folder.resolve("whole")), Map.of(), Integer.MAX_VALUE);
        Path broken = folder.resolve("broken");
        train(fresh(recipe, broken), Map.of(), 60);
        List<Path> all = new RunReader(broken).checkpoints().reversed();
        List<Path> damaged = all.subList(0, Math.min(count, all.size()));
        for (Path file : damaged) {
            byte[] bytes = Files.readAllBytes(file);
            bytes[bytes.length / 2] ^= 4;
            Files.write(file, bytes);
        }
        try (var resumption = Resumption.of(broken)) {
            assertEquals(damaged, resumption.damaged());
            long newest = count >= all.size() ? 0 : Checkpoint.stepOf(all.get(count));
            assertEquals(newest, resumption.step());
        }
        train(resumed(broken), logged(broken), Integer.MAX_VALUE);
        SameRun.check(new RunReader(folder.resolve("whole")), new RunReader(broken));
    }

    @Test
    void whatAHandDoesBeforeAnOldChangeIsKeptInOrder() throws Exception {
        Recipe recipe = Quadrants.recipe("rigl");
        Path broken = folder.resolve("broken");
        train(fresh(recipe, broken), Map.of(), 60);
        int before = new RunReader(broken).changeLines().size();
        Files.delete(new RunReader(broken).newestCheckpoint().orElseThrow());
        Run run = resumed(broken);
        long from = run.latest().step();
        run.submit(new Command.Change("optimizer.momentum", 0.8));
        train(run, logged(broken), Integer.MAX_VALUE);
        List<RunReader.Logged> changes = new RunReader(broken).changes();
        assertTrue(changes.size() > before, changes.toString());
        assertTrue(
                changes.contains(
                        new RunReader.Logged(from, new Command.Change("optimizer.momentum", 0.8))),
                changes.toString());
        List<Long> steps = changes.stream().map(RunReader.Logged::step).toList();
        assertEquals(steps.stream().sorted().toList(), steps);

        Path again = folder.resolve("again");
        var replay =
                new Run(
                        Quadrants.trainer(recipe),
                        Optional.of(new RunFolder(again, recipe, Run.environment(1))),
                        Run.Options.replaying(new RunReader(broken)));
        replay.start();
        replay.join();
        SameRun.check(new RunReader(broken), new RunReader(again));
    }

    @Test
    void saysWhyARunCannotGoOn() throws Exception {
        Recipe recipe = Quadrants.recipe("static").with("steps", 5);
        Path run = folder.resolve("run");
        train(fresh(recipe, run), Map.of(), Integer.MAX_VALUE);
        assertRefused("resume-finished", run);
        say(run, "diverged");
        assertRefused("resume-diverged", run);
        say(run, "running");
        Files.delete(run.resolve("recipe.json"));
        assertRefused("resume-recipe", run);
        assertRefused("run-missing", folder.resolve("none"));
    }

    private static void assertRefused(String id, Path run) {
        String text = Refusal.of(id, () -> Resumption.of(run).close());
        assertTrue(text.contains(run.toString()), text);
    }

    private static void say(Path run, String state) throws IOException {
        Path file = run.resolve("run.json");
        String text =
                Files.readString(file).replaceAll("(\"state\": *)\"\\w+\"", "$1\"" + state + "\"");
        Files.writeString(file, text);
    }

    @Test
    void twoCannotWriteToOneRun() throws Exception {
        Recipe recipe = Quadrants.recipe("static").with("steps", 5);
        Path run = folder.resolve("run");
        try (var keeper = new RunFolder(run, recipe, Run.environment(1))) {
            assertEquals(run.toAbsolutePath(), keeper.path());
            String text = Refusal.of("run-busy", () -> Resumption.of(run).close());
            assertTrue(text.contains(Long.toString(ProcessHandle.current().pid())), text);
        }
        try (var resumption = Resumption.of(run)) {
            assertEquals(0, resumption.step(), "killed before its first checkpoint");
            assertRefused("run-busy", run);
        }
        assertFalse(Files.exists(run.resolve("ckpt").resolve("step-000000000.safetensors")));
        train(resumed(run), Map.of(), Integer.MAX_VALUE);
        assertEquals("finished", new RunReader(run).state().get("state"));
    }
}
