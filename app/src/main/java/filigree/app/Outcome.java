package filigree.app;

import filigree.model.file.Json;
import filigree.model.report.RunCosts;
import filigree.model.train.Evaluation;
import filigree.model.train.RunReader;
import filigree.model.train.RunState;
import filigree.model.train.Snapshot;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// What came of a run.
///
/// @param folder that keeps it
/// @param last how it stood in the end
/// @param test the look at the test set; empty if the run did not get there
/// @param interrupted whether Ctrl-C ended it
record Outcome(Path folder, Snapshot last, Optional<Evaluation> test, boolean interrupted) {
    int exitCode() {
        if (interrupted && last.state() == RunState.STOPPED) {
            return ExitCode.INTERRUPTED;
        }
        return last.state() == RunState.DIVERGED ? ExitCode.DIVERGED : ExitCode.DONE;
    }

    void print(Terminal terminal, boolean json) {
        if (last.state() == RunState.DIVERGED) {
            terminal.err()
                    .println(
                            terminal.words()
                                    .get(
                                            "train.diverged",
                                            terminal.words().count(last.step()),
                                            last.recipe().get("optimizer.peak"),
                                            folder,
                                            checkpoint()));
        } else if (interrupted) {
            terminal.err()
                    .println(
                            terminal.words()
                                    .get(
                                            "train.interrupted",
                                            terminal.words().count(last.step()),
                                            folder));
        }
        if (json) {
            terminal.out().println(Json.writeLine(tree()));
        } else if (last.state() != RunState.DIVERGED) {
            summarize(terminal.out(), terminal.words());
        }
        terminal.flush();
    }

    /// The newest checkpoint, by name; a run that diverged kept it while all was finite.
    private String checkpoint() {
        return new RunReader(folder)
                .newestCheckpoint()
                .map(file -> String.valueOf(file.getFileName()))
                .orElse("-");
    }

    /// The object that `--json` prints.
    Map<String, @Nullable Object> tree() {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("run", folder.toString());
        tree.put("state", last.state().name().toLowerCase(Locale.ROOT));
        tree.put("steps", last.step());
        tree.put("seconds", last.seconds());
        tree.put("validationAccuracy", accuracy(last.validation()));
        tree.put("testAccuracy", accuracy(test));
        putPerplexity(tree, "validationPerplexity", last.validation());
        putPerplexity(tree, "testPerplexity", test);
        tree.put("testLooks", last.testLooks());
        tree.put("sparsity", last.sparsity());
        tree.put("effectiveSparsity", last.effectiveSparsity());
        CostTree.put(tree, costs(), Float.SIZE);
        sent().ifPresent(sent -> tree.put("exchange", sent));
        return tree;
    }

    private RunCosts costs() {
        return RunCosts.of(
                new RunReader(folder),
                last.layers().stream().map(Snapshot.LayerSnapshot::shape).toList(),
                last.layers().stream().map(Snapshot.LayerSnapshot::mask).toList(),
                Float.SIZE);
    }

    /// What workers had sent to one another at the last measurement; empty if there are none.
    private Optional<Map<String, @Nullable Object>> sent() {
        List<Map<String, @Nullable Object>> metrics = new RunReader(folder).metrics();
        if (metrics.isEmpty() || metrics.getLast().get("sentBytes") == null) {
            return Optional.empty();
        }
        Map<String, @Nullable Object> sent = new LinkedHashMap<>();
        for (String key :
                List.of("step", "workers", "exchanges", "sentBytes", "denseBytes", "ringBytes")) {
            sent.put(key, metrics.getLast().get(key));
        }
        return Optional.of(sent);
    }

    /// Nothing where there is none: of texts alone.
    private static void putPerplexity(
            Map<String, @Nullable Object> tree, String key, Optional<Evaluation> evaluation) {
        evaluation.ifPresent(e -> e.perplexity().ifPresent(p -> tree.put(key, p)));
    }

    private static @Nullable Double accuracy(Optional<Evaluation> evaluation) {
        return evaluation.isPresent() ? evaluation.get().accuracy() : null;
    }

    private void summarize(PrintWriter out, Words words) {
        String steps = words.count(last.step());
        String seconds = words.number(last.seconds(), 1);
        out.println(words.get("train.steps", steps, words.count(last.steps()), seconds));
        last.validation()
                .ifPresent(v ->
                        out.println(
                                words.get(
                                        keyFor("train.validation", v),
                                        words.percent(v.accuracy()),
                                        words.count(v.examples()),
                                        perplexity(v, words))));
        test.ifPresent(t ->
                out.println(
                        words.get(
                                keyFor("train.test", t),
                                words.percent(t.accuracy()),
                                words.count(t.examples()),
                                last.testLooks(),
                                perplexity(t, words))));
        out.println(
                words.get(
                        "train.sparsity",
                        words.percent(last.sparsity()),
                        words.count(last.prunable()),
                        words.count(last.active())));
        out.println(words.get("train.effective", words.percent(last.effectiveSparsity())));
        out.println(words.get("train.kept", folder));
    }

    private static String keyFor(String key, Evaluation evaluation) {
        return evaluation.ofTokens() ? key + ".text" : key;
    }

    private static String perplexity(Evaluation evaluation, Words words) {
        OptionalDouble perplexity = evaluation.perplexity();
        return perplexity.isPresent() ? words.number(perplexity.getAsDouble(), 3) : "";
    }
}
