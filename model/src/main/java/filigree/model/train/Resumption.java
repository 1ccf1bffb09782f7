package filigree.model.train;

import filigree.model.error.UserFacingException;
import filigree.model.recipe.Recipe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A run that ended before its last step, locked and ready to go on from its newest whole
/// checkpoint; from the first step if there is none, which gives the same bits later.
///
/// What was logged after that checkpoint is cut off, since the same steps write it again. Changes
/// by hand are not cut off but made again. So the folder ends as that of a run without a break.
public final class Resumption implements AutoCloseable {
    private final RunReader run;
    private final RunLock lock;
    private final Map<String, Object> state;
    private final Recipe recipe;
    private final CheckpointChoice choice;
    private boolean handedOver;

    private Resumption(RunReader run, RunLock lock) {
        this.run = run;
        this.lock = lock;
        this.state = Trees.known(run.state());
        refuseTheEnded();
        if (!Files.isRegularFile(run.folder().resolve("recipe.json"))) {
            throw new UserFacingException("resume-recipe", run.folder());
        }
        this.recipe = run.recipe();
        this.choice = CheckpointChoice.of(run);
    }

    /// Locks a run and reads where it stood.
    ///
    /// @param folder of the run
    /// @throws UserFacingException if there is none, it is over, its recipe is missing, or another
    ///   program writes to it
    public static Resumption of(Path folder) {
        var run = new RunReader(folder.toAbsolutePath().normalize());
        RunLock lock = RunLock.take(run.folder());
        try {
            return new Resumption(run, lock);
        } catch (UserFacingException e) {
            lock.close();
            throw e;
        }
    }

    private void refuseTheEnded() {
        Object end = state.get("state");
        if ("finished".equals(end)) {
            throw new UserFacingException("resume-finished", run.folder());
        }
        if ("diverged".equals(end)) { // the same steps would do it again
            throw new UserFacingException("resume-diverged", run.folder());
        }
    }

    /// The recipe that the trainer is to be made from.
    public Recipe recipe() {
        return recipe;
    }

    /// Steps done, from which it goes on.
    public long step() {
        return choice.step();
    }

    /// Checkpoints that are newer but damaged, newest first.
    public List<Path> damaged() {
        return choice.damaged();
    }

    /// The kernels of the steps done; with others the bits may differ.
    ///
    /// @return empty if they are those of this machine and build
    public Optional<String> otherKernels() {
        if (state.get("environment") instanceof Map<?, ?> then
                && then.get("kernels") instanceof String kernels
                && !kernels.equals(Run.environment(1).get("kernels"))) {
            return Optional.of(kernels);
        }
        return Optional.empty();
    }

    /// Makes the run that goes on; closing this afterwards changes nothing.
    ///
    /// @param fresh made from [#recipe()], at its first step; the run closes it
    /// @param environment as of [Run#environment]
    /// @throws UserFacingException if the checkpoint does not fit the recipe or the folder cannot
    ///   be written to
    public Run goOn(Trainer fresh, Map<String, Object> environment) {
        Recipe now = recipe;
        int looks = 0;
        List<Map<String, @Nullable Object>> done = new ArrayList<>();
        List<Map<String, @Nullable Object>> waiting = new ArrayList<>();
        List<RunReader.Logged> again = new ArrayList<>();
        for (Map<String, @Nullable Object> line : run.changeLines()) {
            Optional<RunReader.Logged> logged = RunReader.logged(line);
            if (logged.isPresent() && logged.get().step() >= step()) {
                waiting.add(line);
                again.add(logged.get());
            } else {
                done.add(line);
                now = ChangeLog.after(now, line);
                looks += "test".equals(line.get("command")) ? 1 : 0;
            }
        }
        if (choice.state().isPresent()) {
            fresh.restore(choice.state().get(), now, looks);
        }
        LogCut.to(run, step(), damaged());
        var changes = new ChangeLog(run.folder().resolve("changes.jsonl"), now, done, waiting);
        double seconds = seconds();
        noteInState(environment);
        var folder = new RunFolder(run.folder(), lock, changes, state);
        var options = new Run.Options(true, false, Optional.of(new Replay(again)), Long.MAX_VALUE);
        handedOver = true;
        return new Run(fresh, Optional.of(folder), options, seconds);
    }

    /// How long the steps took; of a run that was killed, those up to its last measurement.
    private double seconds() {
        if (state.get("steps") instanceof Number steps
                && steps.longValue() == step()
                && state.get("seconds") instanceof Number seconds) {
            return seconds.doubleValue();
        }
        List<Map<String, @Nullable Object>> metrics = run.metrics();
        return !metrics.isEmpty() && metrics.getLast().get("seconds") instanceof Number seconds
                ? seconds.doubleValue()
                : 0;
    }

    private void noteInState(Map<String, Object> environment) {
        List<Object> breaks = new ArrayList<>();
        if (state.get("resumed") instanceof List<?> before) {
            breaks.addAll(before);
        }
        Map<String, Object> here = new LinkedHashMap<>();
        here.put("step", step());
        here.put("started", Instant.now().toString());
        here.put("environment", environment);
        breaks.add(here);
        state.put("resumed", breaks);
        state.put("state", "running");
        state.remove("ended");
        if (state.get("validation") instanceof Map<?, ?> v
                && v.get("step") instanceof Number measured
                && measured.longValue() > step()) {
            state.remove("validation");
        }
    }

    /// Unlocks the run, unless it goes on.
    @Override
    public void close() {
        if (!handedOver) {
            lock.close();
        }
    }
}
