package filigree.model.train;

import filigree.model.error.UserFacingException;
import filigree.model.file.Json;
import filigree.model.file.JsonLines;
import filigree.model.recipe.Recipe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads a run's folder.
///
/// @param folder of the run
public record RunReader(Path folder) {
    /// @throws UserFacingException if there is no run in it
    public RunReader {
        if (!Files.isRegularFile(folder.resolve("run.json"))) {
            throw new UserFacingException("run-missing", folder);
        }
    }

    /// A change made by hand.
    ///
    /// @param step it acted on
    /// @param command what is to be done again
    public record Logged(long step, Command command) {}

    /// The content of `run.json`.
    public Map<String, @Nullable Object> state() {
        return Json.parse(folder.resolve("run.json"));
    }

    public Recipe recipe() {
        return Recipe.fromTree(Trees.known(Json.parse(folder.resolve("recipe.json"))));
    }

    /// The lines of `metrics.jsonl` that are measurements.
    public List<Map<String, @Nullable Object>> metrics() {
        return metricLines().stream().filter(line -> !UpdateLine.is(line)).toList();
    }

    /// Those that tell of updates of the masks.
    public List<Map<String, @Nullable Object>> updateLines() {
        return metricLines().stream().filter(UpdateLine::is).toList();
    }

    /// All of them.
    List<Map<String, @Nullable Object>> metricLines() {
        return lines("metrics.jsonl");
    }

    /// The lines of `changes.jsonl` as they are.
    public List<Map<String, @Nullable Object>> changeLines() {
        return lines("changes.jsonl");
    }

    private List<Map<String, @Nullable Object>> lines(String name) {
        Path file = folder.resolve(name);
        return Files.exists(file) ? JsonLines.readAll(file) : List.of();
    }

    /// The changes in the order in which they acted, looks at the test set included.
    public List<Logged> changes() {
        List<Logged> all = new ArrayList<>();
        for (Map<String, @Nullable Object> line : changeLines()) {
            logged(line).ifPresent(all::add);
        }
        return all;
    }

    /// What a line of `changes.jsonl` says; empty if it says nothing that could be done again.
    static Optional<Logged> logged(Map<String, @Nullable Object> line) {
        if (!(line.get("step") instanceof Number step)) {
            return Optional.empty();
        }
        Object command = line.get("command");
        Object value = line.get("value");
        if ("test".equals(command)) {
            return Optional.of(new Logged(step.longValue(), new Command.LookAtTest()));
        }
        if ("set".equals(command) && line.get("path") instanceof String path && value != null) {
            return Optional.of(new Logged(step.longValue(), new Command.Change(path, value)));
        }
        return Optional.empty();
    }

    /// Checkpoints, oldest first.
    public List<Path> checkpoints() {
        return Checkpoint.all(folder.resolve("ckpt"));
    }

    /// The newest checkpoint.
    public Optional<Path> newestCheckpoint() {
        return checkpoints().reversed().stream().findFirst();
    }

    /// One file an update of the topology, in order.
    public List<Path> topologyFiles() {
        return Checkpoint.all(folder.resolve("topology"));
    }
}
