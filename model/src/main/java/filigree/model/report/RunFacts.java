package filigree.model.report;

import filigree.model.data.TextSource;
import filigree.model.error.UserFacingException;
import filigree.model.file.Json;
import filigree.model.file.TensorFile;
import filigree.model.recipe.Recipe;
import filigree.model.train.RunReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Everything a run's folder says. A file that is missing or damaged takes nothing else with it:
/// what it held is missing, and a sentence says why.
final class RunFacts {
    private final Path folder;
    private final Words words;
    private final Map<String, @Nullable Object> state;
    private final Map<String, @Nullable Object> recipeTree;
    private final Optional<Recipe> recipe;
    private final List<Measurement> metrics;
    private final List<HandChange> changes;
    private final List<Long> testSteps;
    private final List<UpdateCounts> updates;
    private final Optional<TopologyPlayback> playback;
    private final List<String> problems = new ArrayList<>();

    /// A value changed by hand.
    ///
    /// @param before as in recipe JSON; empty if not recorded
    /// @param value the new one as in the tree of a recipe
    record HandChange(long step, String path, String before, String after, Object value) {}

    private RunFacts(Path folder, Words words) {
        this.folder = folder.toAbsolutePath().normalize();
        this.words = words;
        var run = new RunReader(this.folder);
        this.state =
                this.<Map<String, @Nullable Object>>tolerant(run::state, new LinkedHashMap<>());
        this.recipeTree =
                this.<Map<String, @Nullable Object>>tolerant(
                        () -> Json.parse(this.folder.resolve("recipe.json")),
                        new LinkedHashMap<>());
        this.recipe =
                recipeTree.isEmpty()
                        ? Optional.empty()
                        : tolerant(() -> Optional.of(run.recipe()), Optional.empty());
        this.metrics =
                this.<List<Map<String, @Nullable Object>>>tolerant(run::metrics, List.of()).stream()
                        .map(Measurement::of)
                        .sorted(Comparator.comparingLong(Measurement::step))
                        .toList();
        List<Map<String, @Nullable Object>> lines =
                this.<List<Map<String, @Nullable Object>>>tolerant(run::changeLines, List.of());
        List<HandChange> byHand = new ArrayList<>();
        List<Long> looks = new ArrayList<>();
        for (Map<String, @Nullable Object> line : lines) {
            if ("set".equals(line.get("command"))) {
                byHand.add(hand(line));
            } else if ("test".equals(line.get("command"))) {
                looks.add(Numbers.whole(line, "step").orElse(0));
            }
        }
        this.changes = List.copyOf(byHand);
        this.testSteps = List.copyOf(looks);
        RecordedLayers layers = RecordedLayers.of(state);
        List<UpdateCounts> counts = new ArrayList<>();
        for (Path file : run.topologyFiles()) {
            tolerant(
                            () -> Optional.of(UpdateCounts.of(file, TensorFile.read(file), layers)),
                            Optional.<UpdateCounts>empty())
                    .ifPresent(counts::add);
        }
        this.updates = List.copyOf(counts);
        this.playback = tolerant(() -> TopologyPlayback.of(run), Optional.empty());
    }

    /// Reads a run.
    ///
    /// @throws UserFacingException if there is none in the folder
    static RunFacts read(Path folder, Words words) {
        return new RunFacts(folder, words);
    }

    /// Returns what `reading` gives, or `otherwise` and remembers why.
    <T> T tolerant(Supplier<T> reading, T otherwise) {
        try {
            return reading.get();
        } catch (UserFacingException e) {
            problems.add(explain(e));
            return otherwise;
        }
    }

    /// An error in words, with the run's folder by its name: a report travels, a path does not.
    String explain(UserFacingException e) {
        return words.core().get(e).replace(folder.toString(), name(folder));
    }

    private static String name(Path folder) {
        Path last = folder.getFileName();
        return last == null ? folder.toString() : last.toString();
    }

    private HandChange hand(Map<String, @Nullable Object> line) {
        Object value = line.get("value");
        return new HandChange(
                Numbers.whole(line, "step").orElse(0),
                String.valueOf(line.get("path")),
                line.get("before") == null ? "" : plain(line.get("before")),
                plain(value),
                value == null ? "" : value);
    }

    /// A value as recipe JSON writes it.
    static String plain(@Nullable Object value) {
        if (value instanceof Double d && d == Math.rint(d) && Math.abs(d) < 1e15) {
            return Long.toString(d.longValue());
        }
        if (value instanceof Map<?, ?> || value instanceof List<?>) {
            String text = Json.writeLine(Map.of("v", value));
            return text.substring("{\"v\":".length(), text.length() - 1);
        }
        return String.valueOf(value);
    }

    Path folder() {
        return folder;
    }

    /// Last part of the folder's path.
    String folderName() {
        return name(folder);
    }

    String name() {
        if (state.get("name") instanceof String name && !name.isBlank()) {
            return name;
        }
        return recipeTree.get("name") instanceof String name && !name.isBlank()
                ? name
                : folderName();
    }

    /// How the run stands: `finished`, `stopped`, `diverged`, `failed`, `running`; empty if unsaid.
    String end() {
        return state.get("state") instanceof String s ? s : "";
    }

    boolean finished() {
        return end().equals("finished");
    }

    Map<String, @Nullable Object> state() {
        return state;
    }

    Map<String, @Nullable Object> environment() {
        return Numbers.tree(state, "environment");
    }

    Optional<String> started() {
        return state.get("started") instanceof String s ? Optional.of(s) : Optional.empty();
    }

    Optional<String> ended() {
        return state.get("ended") instanceof String s ? Optional.of(s) : Optional.empty();
    }

    Map<String, @Nullable Object> recipeTree() {
        return recipeTree;
    }

    Optional<Recipe> recipe() {
        return recipe;
    }

    OptionalLong seed() {
        return Numbers.whole(recipeTree, "seed");
    }

    List<Measurement> metrics() {
        return metrics;
    }

    List<HandChange> changes() {
        return changes;
    }

    /// Steps at which the test set was looked at.
    List<Long> testSteps() {
        return testSteps;
    }

    /// How often the test set was looked at.
    long testLooks() {
        return Math.max(Numbers.whole(state, "testLooks").orElse(0), testSteps.size());
    }

    List<UpdateCounts> updates() {
        return updates;
    }

    Optional<TopologyPlayback> playback() {
        return playback;
    }

    /// What could not be read, in sentences.
    List<String> problems() {
        return List.copyOf(problems);
    }

    /// Steps done, as far as the folder says.
    OptionalLong steps() {
        OptionalLong said = Numbers.whole(state, "steps");
        return said.isPresent() || metrics.isEmpty()
                ? said
                : OptionalLong.of(metrics.getLast().step());
    }

    /// Whether it learned a text.
    boolean ofText() {
        return recipe().map(r -> r.data() instanceof TextSource).orElse(false);
    }

    /// Columns of a batch that an example fills: the characters of a sequence, or 1.
    int columns() {
        return recipe().map(r -> r.data() instanceof TextSource text ? text.context() : 1)
                .orElse(1);
    }

    /// The key of a sentence about images, or of the same about the characters of a text.
    String wordsFor(String key) {
        return ofText() ? key + ".text" : key;
    }

    /// The name of a class as the data gave it, else as the core has it, else its number.
    String className(Words words, int n) {
        return state.get("classNames") instanceof List<?> names && n < names.size()
                ? String.valueOf(names.get(n))
                : words.className(recipe().map(r -> r.data().type().id()).orElse(""), n);
    }

    OptionalDouble number(String key) {
        return Numbers.number(state, key);
    }

    /// The latest look at the validation images.
    Optional<Judged> validation() {
        Optional<Judged> said = Judged.of(Numbers.tree(state, "validation"));
        if (said.isPresent() || metrics.isEmpty()) {
            return said;
        }
        Measurement last = metrics.getLast();
        return Double.isNaN(last.validationAccuracy())
                ? Optional.empty()
                : Optional.of(
                        new Judged(
                                last.step(),
                                OptionalLong.empty(),
                                last.validationAccuracy(),
                                OptionalDouble.of(last.validationLoss()),
                                last.validationPerplexity(),
                                List.of()));
    }

    /// The latest look at the test images.
    Optional<Judged> test() {
        return Judged.of(Numbers.tree(state, "test"));
    }

    /// Fraction of prunable weights that are zero: as `run.json` says, else by the last line of
    /// `metrics.jsonl`.
    OptionalDouble sparsity() {
        OptionalDouble said = number("sparsity");
        if (said.isPresent() || metrics.isEmpty() || Double.isNaN(metrics.getLast().sparsity())) {
            return said;
        }
        return OptionalDouble.of(metrics.getLast().sparsity());
    }
}
