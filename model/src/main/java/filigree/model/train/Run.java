package filigree.model.train;

import filigree.model.error.Problem;
import filigree.model.error.UserFacingException;
import filigree.model.kernel.KernelProvider;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/// A trainer on its own thread: commands go in, events and snapshots come out, a folder keeps it.
///
/// Every method may be called from any thread and none of them waits for training, [#close] and
/// [#join] excepted. Events are lossless and arrive on the training thread, so a listener must be
/// quick. Snapshots are latest-wins.
public final class Run implements AutoCloseable {
    private static final long SNAPSHOT_NANOS = 40_000_000; // 25 a second: masks change far slower

    // Epochs may be long. A checkpoint in between is deleted when the next epoch's is there.
    private static final long SAVE_NANOS = 30_000_000_000L;

    private final Trainer trainer;
    private final Optional<RunFolder> folder;
    private final Options options;
    private final Thread thread;
    private final BlockingQueue<Command> commands = new LinkedBlockingQueue<>();
    private final List<Consumer<TrainingEvent>> listeners = new CopyOnWriteArrayList<>();
    private final AtomicReference<Snapshot> latest;
    private volatile Watch watch = Watch.NOTHING;

    // touched by the training thread only
    private final Throughput throughput;
    private RunState state;
    private long pauseAt = Long.MAX_VALUE; // step count at which a single step or epoch ends
    private long lastSnapshotAt;
    private double stepsPerSecond;
    private long savedAt = System.nanoTime();

    /// @param trainer at its first step
    /// @param folder where the run is kept; empty keeps nothing
    public Run(Trainer trainer, Optional<RunFolder> folder, Options options) {
        this(trainer, folder, options, 0);
    }

    /// A run that may go on from a checkpoint.
    ///
    /// @param secondsBefore how long the steps took that the trainer has done
    Run(Trainer trainer, Optional<RunFolder> folder, Options options, double secondsBefore) {
        this.trainer = trainer;
        this.folder = folder;
        this.options = options;
        this.throughput = new Throughput(trainer.recipe().batch(), secondsBefore);
        this.state = options.startsPaused() ? RunState.PAUSED : RunState.RUNNING;
        this.latest = new AtomicReference<>(snapshot());
        List<String> names = trainer.split().training().dataset().classNames();
        folder.ifPresent(f -> {
            f.put("layers", LayerFacts.of(trainer.network()));
            if (!names.isEmpty()) {
                f.put("classNames", names);
            }
            f.put("cautions", cautions(trainer.facts().cautions()));
        });
        this.thread = Thread.ofPlatform().name("training").daemon().unstarted(this::loop);
    }

    private static List<Map<String, Object>> cautions(List<Problem> all) {
        return all.stream()
                .map(p -> Map.<String, Object>of("id", p.id(), "arguments", p.arguments()))
                .toList();
    }

    /// How a run goes.
    ///
    /// @param testsAtEnd whether the test set is looked at when the last step is done
    /// @param startsPaused whether it waits for a command first
    /// @param replay changes to make again; empty makes none
    /// @param stopAt number of steps after which it stops early, as the run it repeats did
    public record Options(
            boolean testsAtEnd, boolean startsPaused, Optional<Replay> replay, long stopAt) {
        /// To the end, then one look at the test set.
        public static Options whole() {
            return new Options(true, false, Optional.empty(), Long.MAX_VALUE);
        }

        /// The same, waiting for a command first.
        public static Options paused() {
            return new Options(true, true, Optional.empty(), Long.MAX_VALUE);
        }

        /// Again what `run` was.
        public static Options replaying(RunReader run) {
            Object end = run.state().get("state");
            boolean stopped = "stopped".equals(end);
            long steps = run.state().get("steps") instanceof Number n ? n.longValue() : 0;
            return new Options(
                    true,
                    false,
                    Optional.of(new Replay(run.changes())),
                    stopped ? steps : Long.MAX_VALUE);
        }
    }

    /// What this machine and build are, for a run's record.
    public static Map<String, Object> environment(int threads) {
        return Environment.describe(KernelProvider.best(), threads);
    }

    public void start() {
        thread.start();
    }

    /// Hands a command over; it acts before the next step.
    public void submit(Command command) {
        commands.add(command);
    }

    public Snapshot latest() {
        return latest.get();
    }

    /// Says what views want copied into snapshots.
    public void watch(Watch wanted) {
        watch = wanted;
    }

    /// Leaves a core to the caller for `nanos`, beginning `delay` nanoseconds from now, if training
    /// uses more than one: a picture is to be drawn without waiting. A call that begins now
    /// replaces all others, and with 0 ends them; one that begins later leaves what is under way as
    /// it is.
    public void makeRoom(long delay, long nanos) {
        trainer.makeRoom(delay, nanos);
    }

    /// The folder that keeps this run.
    public Optional<Path> folder() {
        return folder.map(RunFolder::path);
    }

    public Trainer.Facts facts() {
        return trainer.facts();
    }

    /// Adds a listener.
    ///
    /// @return takes the listener away again
    public Runnable listen(Consumer<TrainingEvent> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /// Waits until the run is over.
    ///
    /// @throws InterruptedException if the caller is interrupted; the run goes on
    public void join() throws InterruptedException {
        thread.join();
    }

    /// Stops after the step in progress, keeps the run and waits for it.
    @Override
    public void close() {
        submit(new Command.Stop());
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void loop() {
        try {
            emit(new TrainingEvent.Started(trainer.step(), trainer.recipe()));
            if (trainer.step() == 0) {
                save(); // so that a run that diverges at once leaves something finite
            }
            boolean more = trainer.step() < trainer.steps();
            while (more && !state.isOver()) {
                applyWaitingCommands();
                if (!state.isOver()) {
                    more = oneStep();
                }
            }
            if (!state.isOver()) {
                end();
            }
            keep(state);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            fail(e);
        } finally {
            folder.ifPresent(RunFolder::close);
            trainer.close();
        }
    }

    private boolean oneStep() throws InterruptedException {
        throughput.begin();
        boolean more = trainer.step(this::emit);
        throughput.end();
        if (state == RunState.RUNNING && trainer.step() >= pauseAt) {
            pause();
        }
        boolean late = System.nanoTime() - savedAt >= SAVE_NANOS;
        if (more && (late || trainer.step() % trainer.stepsPerEpoch() == 0)) {
            save();
        }
        publish(state == RunState.PAUSED);
        throughput.keepPace(stepsPerSecond, commands);
        return more;
    }

    private void end() {
        if (!trainer.diverged() && !trainer.isFinite()) { // by the very last step
            emit(new TrainingEvent.Diverged(trainer.step()));
        }
        boolean lost = trainer.diverged() || !trainer.isFinite();
        state = lost ? RunState.DIVERGED : RunState.FINISHED;
        if (state == RunState.FINISHED) {
            if (options.testsAtEnd()) {
                lookAtTest();
            }
            save();
            emit(new TrainingEvent.Finished(trainer.step()));
        }
    }

    private void keep(RunState end) {
        publish(true);
        folder.ifPresent(f -> f.finish(end, latest.get()));
    }

    private void fail(Throwable cause) {
        state = RunState.FAILED;
        publish(true);
        emit(new TrainingEvent.Failed(trainer.step(), cause));
        try {
            folder.ifPresent(f -> f.finish(RunState.FAILED, latest.get()));
        } catch (UserFacingException e) { // a full disk, say: told already
            cause.addSuppressed(e);
        }
    }

    private void applyWaitingCommands() throws InterruptedException {
        options.replay().ifPresent(r -> r.before(trainer.step(), this::apply));
        if (trainer.step() >= options.stopAt()) {
            apply(new Command.Stop());
            return;
        }
        Command command = state == RunState.PAUSED ? commands.take() : commands.poll();
        while (command != null) {
            apply(command);
            if (state.isOver() || command instanceof Command.OneStep) {
                return; // two single steps asked for at once are two steps
            }
            command = state == RunState.PAUSED ? commands.take() : commands.poll();
        }
    }

    private void apply(Command command) {
        switch (command) {
            case Command.Pause _ -> pause();
            case Command.Resume _ -> go(Long.MAX_VALUE);
            case Command.OneStep _ -> go(trainer.step() + 1);
            case Command.OneEpoch _ -> {
                long epoch = trainer.stepsPerEpoch();
                go((trainer.step() / epoch + 1) * epoch);
            }
            case Command.Pace pace -> stepsPerSecond = pace.stepsPerSecond();
            case Command.LookAtTest _ -> lookAtTest();
            case Command.Change change -> change(change);
            case Command.Stop _ -> {
                state = RunState.STOPPED;
                save();
                emit(new TrainingEvent.Stopped(trainer.step()));
            }
        }
    }

    private void go(long until) {
        state = RunState.RUNNING;
        pauseAt = until;
        publish(true);
    }

    private void pause() {
        state = RunState.PAUSED;
        pauseAt = Long.MAX_VALUE;
        throughput.pause();
        publish(true);
    }

    private void change(Command.Change change) {
        try {
            Object before = trainer.apply(change);
            emit(new TrainingEvent.Changed(trainer.step(), change, before, trainer.recipe()));
        } catch (UserFacingException e) { // a bad value must not end a run
            emit(new TrainingEvent.Rejected(trainer.step(), change, e));
        }
        publish(true);
    }

    private void lookAtTest() {
        Evaluation test = trainer.lookAtTest();
        emit(new TrainingEvent.Tested(trainer.step(), test, trainer.testLooks()));
        publish(true);
    }

    /// Keeps the state, unless it is lost: an earlier checkpoint is better than numbers that are
    /// none.
    private void save() {
        if (!trainer.isFinite()) {
            return;
        }
        savedAt = System.nanoTime();
        folder.ifPresent(f ->
                emit(new TrainingEvent.Saved(trainer.step(), f.checkpoint(trainer).toString())));
    }

    private void publish(boolean now) {
        long time = System.nanoTime();
        if (now || time - lastSnapshotAt >= SNAPSHOT_NANOS) {
            latest.set(snapshot());
            lastSnapshotAt = time;
        }
    }

    private Snapshot snapshot() {
        return trainer.snapshot(state, watch, throughput.seconds(), throughput.imagesPerSecond());
    }

    private void emit(TrainingEvent event) {
        folder.ifPresent(f -> f.record(event, throughput.seconds()));
        for (Consumer<TrainingEvent> listener : listeners) {
            listener.accept(event);
        }
    }

    /// How fast steps go by, and how slow they may.
    private static final class Throughput {
        private static final double WINDOW_SECONDS = 1;

        private final int batch;
        private long began;
        private long nanos; // spent in steps
        private long windowNanos;
        private long windowSteps;
        private double imagesPerSecond;

        Throughput(int batch, double secondsBefore) {
            this.batch = batch;
            this.nanos = Math.round(secondsBefore * 1e9);
        }

        void begin() {
            began = System.nanoTime();
        }

        void end() {
            long spent = System.nanoTime() - began;
            nanos += spent;
            windowNanos += spent;
            windowSteps++;
            if (windowNanos >= WINDOW_SECONDS * 1e9 || imagesPerSecond == 0) {
                imagesPerSecond = windowSteps * batch * 1e9 / windowNanos;
            }
            if (windowNanos >= WINDOW_SECONDS * 1e9) {
                windowNanos = 0;
                windowSteps = 0;
            }
        }

        /// Waits until the next step may begin, or a command comes.
        void keepPace(double stepsPerSecond, BlockingQueue<Command> commands)
                throws InterruptedException {
            if (stepsPerSecond <= 0) {
                return;
            }
            long due = began + (long) (1e9 / stepsPerSecond);
            for (long left = due - System.nanoTime();
                    left > 0 && commands.isEmpty();
                    left = due - System.nanoTime()) {
                TimeUnit.NANOSECONDS.sleep(Math.min(left, 20_000_000));
            }
        }

        void pause() {
            windowNanos = 0;
            windowSteps = 0;
        }

        double seconds() {
            return nanos / 1e9;
        }

        double imagesPerSecond() {
            return imagesPerSecond;
        }
    }
}
