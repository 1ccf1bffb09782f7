package filigree.model.train;

import filigree.model.file.JsonLines;
import filigree.model.recipe.Recipe;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `changes.jsonl`: what a hand did to a run, in the order in which it acted.
///
/// A run that goes on from a checkpoint does again what a hand had done after it. Those lines stay
/// in the file all the time, so that a second crash does not lose them; what a hand does meanwhile
/// is put between them. Training thread only.
final class ChangeLog implements AutoCloseable {
    private static final String SPARSITY = "maskUpdater.sparsity";

    private final Path file;
    private final List<Map<String, @Nullable Object>> done = new ArrayList<>();
    private final List<Map<String, @Nullable Object>> waiting = new ArrayList<>();
    private Recipe recipe;
    private JsonLines lines;

    /// A new run's log.
    ChangeLog(Path file, Recipe recipe) {
        this.file = file;
        this.recipe = recipe;
        this.lines = JsonLines.append(file);
    }

    /// The log of a run that goes on.
    ///
    /// @param recipe as it is after `done`
    /// @param done what acted before the step that comes next
    /// @param waiting what will act again
    ChangeLog(
            Path file,
            Recipe recipe,
            List<Map<String, @Nullable Object>> done,
            List<Map<String, @Nullable Object>> waiting) {
        this(file, recipe);
        this.done.addAll(done);
        this.waiting.addAll(waiting);
    }

    void changed(TrainingEvent.Changed e) {
        Map<String, @Nullable Object> line = new LinkedHashMap<>();
        line.put("step", e.step());
        line.put("command", "set");
        line.put("path", e.change().path());
        line.put("value", e.change().value());
        line.put("before", e.before());
        Recipe plain = recipe.with(e.change().path(), e.change().value());
        if (!plain.equals(e.recipe())) { // the sparsity at that moment became the target
            line.put("sparsity", e.recipe().get(SPARSITY));
        }
        recipe = e.recipe();
        add(e.step(), line);
    }

    void tested(TrainingEvent.Tested e) {
        Map<String, @Nullable Object> line = new LinkedHashMap<>();
        line.put("step", e.step());
        line.put("command", "test");
        add(e.step(), line);
    }

    /// A change that acted once cannot act again, because of what a hand did meanwhile.
    void rejected(TrainingEvent.Rejected e) {
        if (isAgain(e.step())) {
            waiting.removeFirst();
            rewrite();
        }
    }

    /// Returns a recipe as a line of the log left it.
    static Recipe after(Recipe before, Map<String, @Nullable Object> line) {
        if (!(line.get("path") instanceof String path)) {
            return before;
        }
        Object value = line.get("value");
        Object target = line.get("sparsity");
        Recipe now = value == null ? before : before.with(path, value);
        return target == null ? now : now.with(SPARSITY, target);
    }

    private void add(long step, Map<String, @Nullable Object> line) {
        if (isAgain(step)) {
            done.add(waiting.removeFirst());
        } else if (waiting.isEmpty()) {
            lines.write(line);
        } else {
            done.add(line);
            rewrite();
        }
    }

    /// Whether what happens now was in the log already. It is done before a hand can do anything at
    /// that step.
    private boolean isAgain(long step) {
        return !waiting.isEmpty()
                && waiting.getFirst().get("step") instanceof Number n
                && n.longValue() <= step;
    }

    private void rewrite() {
        lines.close();
        List<Map<String, @Nullable Object>> all = new ArrayList<>(done);
        all.addAll(waiting);
        JsonLines.replace(file, all);
        lines = JsonLines.append(file);
    }

    void force() {
        lines.force();
    }

    @Override
    public void close() {
        lines.close();
    }
}
