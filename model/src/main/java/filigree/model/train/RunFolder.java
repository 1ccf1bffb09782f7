package filigree.model.train;

import filigree.model.error.Problem;
import filigree.model.error.UserFacingException;
import filigree.model.file.AtomicFile;
import filigree.model.file.Json;
import filigree.model.file.JsonLines;
import filigree.model.file.TensorFileWriter;
import filigree.model.recipe.Recipe;
import filigree.model.sparsity.Mask;
import filigree.model.topology.TopologyUpdate.LayerChange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Writes one run to its folder as it happens: `run.json` (state, environment, looks at the test
/// set), `recipe.json`, `changes.jsonl`, `metrics.jsonl`, `topology/`, `ckpt/`. A killed process
/// loses nothing that was acknowledged. Training thread only.
public final class RunFolder implements AutoCloseable {
    private final Path folder;
    private final RunLock lock;
    private final ChangeLog changes;
    private final JsonLines metrics;
    private final Map<String, Object> state = new LinkedHashMap<>();

    /// Makes the folder and writes what is known at the start.
    ///
    /// @param folder must not hold a run yet
    /// @throws UserFacingException if it does, or cannot be written
    public RunFolder(Path folder, Recipe recipe, Map<String, Object> environment) {
        this.folder = folder.toAbsolutePath().normalize();
        refuseRun(folder);
        try {
            Files.createDirectories(folder.resolve("topology"));
            Files.createDirectories(folder.resolve("ckpt"));
        } catch (IOException e) {
            throw new UserFacingException(
                    List.of(
                            Problem.of(
                                    "run-folder-refused", folder, String.valueOf(e.getMessage()))),
                    e);
        }
        this.lock = RunLock.take(folder);
        try {
            refuseRun(folder); // now nobody else can make one
            AtomicFile.writeString(folder.resolve("recipe.json"), Json.write(recipe.toTree()));
            this.changes = new ChangeLog(folder.resolve("changes.jsonl"), recipe);
            this.metrics = JsonLines.append(folder.resolve("metrics.jsonl"));
        } catch (UserFacingException e) {
            lock.close();
            throw e;
        }
        state.put("version", 1);
        state.put("name", recipe.name());
        state.put("state", "running");
        state.put("started", Instant.now().toString());
        state.put("environment", environment);
        state.put("testLooks", 0);
        writeState();
    }

    /// Goes on with a run whose logs end where it does.
    ///
    /// @param lock on the folder; closed with this
    /// @param state what `run.json` is to say
    RunFolder(Path folder, RunLock lock, ChangeLog changes, Map<String, Object> state) {
        this.folder = folder.toAbsolutePath().normalize();
        this.lock = lock;
        this.changes = changes;
        this.metrics = JsonLines.append(folder.resolve("metrics.jsonl"));
        this.state.putAll(state);
        writeState();
    }

    private static void refuseRun(Path folder) {
        if (Files.exists(folder.resolve("run.json"))) {
            throw new UserFacingException("run-exists", folder);
        }
    }

    public Path path() {
        return folder;
    }

    /// Facts about the run that stand in `run.json`; written at once.
    public void put(String key, Object value) {
        state.put(key, value);
        writeState();
    }

    void record(TrainingEvent event, double seconds) {
        switch (event) {
            case TrainingEvent.Changed e -> changes.changed(e);
            case TrainingEvent.Measured e -> metrics.write(metricsOf(e, seconds));
            case TrainingEvent.MasksChanged e -> {
                writeTopology(e);
                metrics.write(UpdateLine.of(e));
            }
            case TrainingEvent.Tested e -> {
                changes.tested(e);
                state.put("testLooks", e.looks());
                put("test", evaluationOf(e.test()));
            }
            case TrainingEvent.Rejected e -> changes.rejected(e);
            case TrainingEvent.Started _,
                    TrainingEvent.Saved _,
                    TrainingEvent.Diverged _,
                    TrainingEvent.Finished _,
                    TrainingEvent.Stopped _,
                    TrainingEvent.Failed _ -> {}
        }
    }

    /// Says how the run stands, for good or for now.
    void finish(RunState end, Snapshot last) {
        state.put("state", end.name().toLowerCase(java.util.Locale.ROOT));
        state.put("ended", Instant.now().toString());
        state.put("steps", last.step());
        state.put("stepsPlanned", last.steps());
        state.put("stepsPerEpoch", last.stepsPerEpoch());
        state.put("seconds", last.seconds());
        state.put("sparsity", last.sparsity());
        state.put("effectiveSparsity", last.effectiveSparsity());
        state.put("explored", last.explored());
        state.put("active", last.active());
        state.put("prunable", last.prunable());
        last.validation().ifPresent(v -> state.put("validation", evaluationOf(v)));
        writeState();
    }

    Path checkpoint(Trainer trainer) {
        metrics.force();
        changes.force();
        Path file = Checkpoint.write(folder.resolve("ckpt"), trainer);
        Checkpoint.forgetOld(folder.resolve("ckpt"), trainer.stepsPerEpoch(), trainer.steps());
        return file;
    }

    private void writeState() {
        AtomicFile.writeString(folder.resolve("run.json"), Json.write(state));
    }

    private static Map<String, Object> metricsOf(TrainingEvent.Measured e, double seconds) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("step", e.step());
        line.put("trainingLoss", e.trainingLoss());
        line.put("trainingAccuracy", e.trainingAccuracy());
        line.put("validationLoss", e.validation().loss());
        line.put("validationAccuracy", e.validation().accuracy());
        e.validation().perplexity().ifPresent(p -> line.put("validationPerplexity", p));
        line.put("learningRate", e.learningRate());
        line.put("sparsity", e.sparsity());
        e.plannedSparsity().ifPresent(p -> line.put("plannedSparsity", p));
        e.traffic().ifPresent(t -> addTraffic(t, line));
        if (!e.pruned().isEmpty()) {
            line.put("pruned", e.pruned().stream().map(RunFolder::prunedOf).toList());
        }
        line.put("seconds", seconds);
        return line;
    }

    private static Map<String, Object> prunedOf(Pruned p) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("layer", p.layer());
        tree.put("inputs", p.inputs());
        tree.put("inputsKept", p.inputsKept());
        tree.put("weights", p.weights());
        tree.put("weightsKept", p.weightsKept());
        return tree;
    }

    private static void addTraffic(Traffic t, Map<String, Object> to) {
        to.put("workers", t.workers());
        to.put("exchanges", t.exchanges());
        to.put("sentBytes", t.sentBytes());
        to.put("denseBytes", t.denseBytes());
        to.put("ringBytes", t.ringBytes());
    }

    private static Map<String, Object> evaluationOf(Evaluation e) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("step", e.step());
        tree.put("examples", e.examples());
        tree.put("correct", e.correct());
        tree.put("accuracy", e.accuracy());
        tree.put("loss", e.loss());
        e.perplexity().ifPresent(p -> tree.put("perplexity", p));
        tree.put("classExamples", e.classes().stream().map(c -> c.examples()).toList());
        tree.put("classCorrect", e.classes().stream().map(c -> c.correct()).toList());
        return tree;
    }

    private void writeTopology(TrainingEvent.MasksChanged e) {
        var writer =
                new TensorFileWriter()
                        .metadata("format", "filigree-topology-1")
                        .metadata("step", Long.toString(e.step()))
                        .metadata("effectiveSparsity", Double.toString(e.effectiveSparsity()))
                        .metadata("explored", Double.toString(e.explored()));
        UpdateLine.drift(e).forEach((key, x) -> writer.metadata(key, x.toString()));
        for (LayerChange change : e.update().layers()) {
            String name = change.name();
            addFlat(writer, name + ".dropped", change.dropped());
            addFlat(writer, name + ".grown", change.grown());
            addFlat(writer, name + ".regrown", change.regrown());
            addFlat(writer, name + ".returned", change.returned());
        }
        writer.write(
                folder.resolve("topology").resolve("step-%09d.safetensors".formatted(e.step())));
    }

    private static void addFlat(TensorFileWriter writer, String name, Mask mask) {
        long[] flat = mask.flatIndices();
        int[] indices = new int[flat.length];
        for (int k = 0; k < indices.length; k++) {
            indices[k] = Math.toIntExact(flat[k]);
        }
        writer.add(name, indices, indices.length);
    }

    /// Closes the files and lets others write; the folder stays.
    @Override
    public void close() {
        try (lock;
                metrics;
                changes) {
            // closed in the opposite order, each of them whatever the others say
        }
    }
}
