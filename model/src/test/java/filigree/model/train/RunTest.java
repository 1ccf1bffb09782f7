package filigree.model.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.model.file.TensorFile;
import filigree.model.recipe.Recipe;
import filigree.model.text.Refusal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60) // a run that never ends would wait forever
class RunTest {
    @TempDir private Path folder = Path.of("");

    private static final List<Command> HAND =
            List.of(
                    new Command.Change("maskUpdater.sparsity", 0.8),
                    new Command.Change("optimizer.peak", 0.02),
                    new Command.Change("maskUpdater.sparsity", 7), // refused
                    new Command.LookAtTest(),
                    new Command.Change("optimizer.nesterov", false),
                    new Command.Change("maskUpdater.growFraction", "linear"),
                    new Command.Change("maskUpdater.every", 3),
                    new Command.Change("maskUpdater.growFraction", "same"),
                    new Command.Change(
                            "maskUpdater.dropFraction", Map.of("method", "linear", "initial", 0.5)),
                    new Command.Change("optimizer.rate.initial", 0.7),
                    new Command.Change("maskUpdater.sparsity", 0.95));

    @ParameterizedTest
    @ValueSource(strings = {"rigl", "set"})
    void aReplayRepeatsARunChangedByHandBitForBit(String updater) throws Exception {
        Recipe recipe = Quadrants.recipe(updater);
        List<TrainingEvent> events = changedByHand(recipe, folder.resolve("first"));
        assertEquals(1, count(events, TrainingEvent.Rejected.class));
        assertEquals(9, count(events, TrainingEvent.Changed.class));
        assertInstanceOf(TrainingEvent.Finished.class, events.getLast());

        var first = new RunReader(folder.resolve("first"));
        assertEquals(recipe, first.recipe(), "what was chosen before the run");
        List<TrainingEvent> again =
                run(
                        first.recipe(),
                        folder.resolve("again"),
                        Run.Options.replaying(first),
                        2,
                        Collections.emptyIterator());

        assertEquals(9, count(again, TrainingEvent.Changed.class));
        assertSameRun(first, new RunReader(folder.resolve("again")));
    }

    @Test
    void aReplayOfARunThatWasStoppedStopsThere() throws Exception {
        Recipe recipe = Quadrants.recipe("rigl");
        List<Command> stop =
                List.of(
                        new Command.Change("optimizer.peak", 0.02),
                        new Command.Change("maskUpdater.sparsity", 0.8),
                        new Command.Change("optimizer.momentum", 0.8),
                        new Command.Stop());
        List<TrainingEvent> events =
                run(recipe, folder.resolve("first"), Run.Options.whole(), 1, stop.iterator());
        assertInstanceOf(TrainingEvent.Stopped.class, events.getLast());
        var first = new RunReader(folder.resolve("first"));
        assertEquals("stopped", first.state().get("state"));
        List<TrainingEvent> _ =
                run(
                        recipe,
                        folder.resolve("again"),
                        Run.Options.replaying(first),
                        1,
                        Collections.emptyIterator());
        assertSameRun(first, new RunReader(folder.resolve("again")));
    }

    @Test
    void singleStepsAskedForAtOnceAreAllDone() throws Exception {
        var trainer = Quadrants.trainer(Quadrants.recipe("rigl"));
        var run = new Run(trainer, Optional.empty(), Run.Options.paused());
        for (int i = 0; i < 3; i++) {
            run.submit(new Command.OneStep());
        }
        run.submit(new Command.Stop());
        run.start();
        run.join();
        assertEquals(3, run.latest().step());
    }

    private static List<TrainingEvent> changedByHand(Recipe recipe, Path to) throws Exception {
        return run(recipe, to, Run.Options.whole(), 1, HAND.iterator());
    }

    /// One command after each measurement, as if a hand were slow.
    private static List<TrainingEvent> run(
            Recipe recipe, Path to, Run.Options options, int threads, Iterator<Command> commands)
            throws InterruptedException {
        List<TrainingEvent> events = new ArrayList<>();
        var keeper = new RunFolder(to, recipe, Run.environment(threads));
        var trainer = new Trainer(recipe, Quadrants.data(), threads);
        var run = new Run(trainer, Optional.of(keeper), options);
        Runnable _ =
                run.listen(event -> {
                    events.add(event);
                    if (event instanceof TrainingEvent.Measured && commands.hasNext()) {
                        run.submit(commands.next());
                    }
                });
        run.start();
        run.join();
        return events;
    }

    private static long count(List<TrainingEvent> events, Class<?> kind) {
        return events.stream().filter(kind::isInstance).count();
    }

    private static void assertSameRun(RunReader first, RunReader again) throws IOException {
        assertFalse(first.topologyFiles().isEmpty());
        SameRun.check(first, again);
    }

    @Test
    void aRunThatDivergesStopsAndLeavesAFiniteCheckpoint() throws Exception {
        Recipe recipe = Quadrants.recipe("dense").with("optimizer.peak", 10).with("steps", 200);
        List<TrainingEvent> events =
                run(
                        recipe,
                        folder.resolve("run"),
                        Run.Options.whole(),
                        1,
                        Collections.emptyIterator());
        assertInstanceOf(TrainingEvent.Diverged.class, events.getLast());
        assertEquals(1, count(events, TrainingEvent.Diverged.class));
        var run = new RunReader(folder.resolve("run"));
        assertEquals("diverged", run.state().get("state"));
        var checkpoint = TensorFile.read(run.newestCheckpoint().orElseThrow());
        int checked = 0;
        for (String name : checkpoint.names()) {
            if (name.endsWith(".values")) {
                for (float w : checkpoint.floats(name)) {
                    assertTrue(Float.isFinite(w), name);
                    checked++;
                }
            }
        }
        assertEquals(64 * 96 + 96 * 48 + 48 * 4 + 96 + 48 + 4, checked);
    }

    @Test
    void aFolderHoldsOneRun() throws Exception {
        Path to = folder.resolve("run");
        Recipe recipe = Quadrants.recipe("static").with("steps", 5);
        List<TrainingEvent> _ =
                run(recipe, to, Run.Options.whole(), 1, Collections.emptyIterator());
        String text = Refusal.of("run-exists", () -> new RunFolder(to, recipe, Map.of()).close());
        assertTrue(text.contains(to.toString()), text);
        String _ = Refusal.of("run-missing", () -> new RunReader(folder.resolve("none")));
    }

    @Test
    void singleStepsAndEpochsPauseAgain() throws Exception {
        List<TrainingEvent> events = Collections.synchronizedList(new ArrayList<>());
        var trainer = new Trainer(Quadrants.recipe("rigl"), Quadrants.data(), 1);
        var run = new Run(trainer, Optional.empty(), Run.Options.paused());
        Runnable _ = run.listen(events::add);
        run.start();
        run.submit(new Command.OneStep());
        assertEquals(1, pausedAt(run, 1));
        run.submit(new Command.OneStep());
        assertEquals(2, pausedAt(run, 2));
        run.submit(new Command.OneEpoch());
        assertEquals(Quadrants.STEPS_PER_EPOCH, pausedAt(run, Quadrants.STEPS_PER_EPOCH));
        run.submit(new Command.Resume());
        run.join();
        assertEquals(RunState.FINISHED, run.latest().state());
        assertEquals(60, run.latest().step());
        assertEquals(1, run.latest().testLooks());
        assertEquals(1, count(events, TrainingEvent.Finished.class));
    }

    private static long pausedAt(Run run, long step) throws InterruptedException {
        Snapshot now = run.latest();
        while (now.step() < step || now.state() != RunState.PAUSED) {
            Thread.sleep(1);
            now = run.latest();
        }
        return now.step();
    }

    @Test
    void aListenerThatThrowsEndsTheRunAsFailed() throws Exception {
        var trainer = new Trainer(Quadrants.recipe("rigl"), Quadrants.data(), 1);
        var run = new Run(trainer, Optional.empty(), Run.Options.whole());
        Runnable _ =
                run.listen(event -> {
                    if (event instanceof TrainingEvent.Measured) {
                        throw new IllegalStateException("broken on purpose");
                    }
                });
        run.start();
        run.join();
        assertEquals(RunState.FAILED, run.latest().state());
    }

    @Test
    void snapshotsHoldWhatIsWatched() throws Exception {
        var trainer = new Trainer(Quadrants.recipe("rigl"), Quadrants.data(), 1);
        var run = new Run(trainer, Optional.empty(), Run.Options.whole());
        assertEquals(0, run.latest().layers().getFirst().values().size(), "nobody asked");
        run.watch(new Watch(true, "fc2"));
        run.start();
        run.join();
        Snapshot end = run.latest();
        assertEquals(3, end.layers().size());
        for (Snapshot.LayerSnapshot layer : end.layers()) {
            assertEquals(layer.mask().activeCount(), layer.values().size());
            assertEquals(layer.mask().activeCount(), layer.born().size());
            assertEquals(layer.shape().out(), layer.bias().size());
            boolean watched = layer.shape().name().equals("fc2");
            assertEquals(watched ? layer.shape().size() : 0, layer.gradient().size());
        }
        assertEquals(end.prunable() - end.active(), Math.round(end.sparsity() * end.prunable()));
        assertTrue(end.effectiveSparsity() >= end.sparsity());
    }
}
