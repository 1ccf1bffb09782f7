package filigree.app;

import filigree.model.file.Json;
import filigree.model.recipe.Baseline;
import filigree.model.recipe.Baseline.Question;
import filigree.model.report.PairedDifference;
import filigree.model.report.Spread;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What came of baselines, and what follows from it. With JSON one object a line: a run, something
/// that cannot be, or an answer.
final class BaselineTable {
    private static final double LEVEL = 0.05;

    private final Terminal terminal;
    private final Words words;
    private final boolean json;
    private final Map<Baseline, Map<Long, KeptRun>> runs = new EnumMap<>(Baseline.class);
    private final Map<Baseline, Baseline.Plan> others = new EnumMap<>(Baseline.class);

    BaselineTable(Terminal terminal, boolean json) {
        this.terminal = terminal;
        this.words = terminal.words();
        this.json = json;
    }

    void add(Baseline baseline, long seed, KeptRun run) {
        runs.computeIfAbsent(baseline, _ -> new TreeMap<>()).put(seed, run);
        Map<String, @Nullable Object> line = new LinkedHashMap<>();
        line.put("baseline", baseline.id());
        line.put("seed", seed);
        line.put("run", run.folder().toString());
        line.put("state", run.state());
        line.put("active", run.active());
        line.put("validationAccuracy", number(run.validation()));
        line.put("testAccuracy", number(run.test()));
        write(line);
    }

    /// A baseline that is not trained.
    void without(Baseline baseline, Baseline.Plan plan) {
        if (others.put(baseline, plan) != null) {
            return; // said already
        }
        Map<String, @Nullable Object> line = new LinkedHashMap<>();
        line.put("baseline", baseline.id());
        switch (plan) {
            case Baseline.SameAs(Baseline other) -> line.put("sameAs", other.id());
            case Baseline.Without(String reason) -> line.put("without", reason);
            case Baseline.Train _ -> throw new IllegalArgumentException(plan.toString());
        }
        write(line);
    }

    private void write(Map<String, @Nullable Object> line) {
        if (json) {
            terminal.out().println(Json.writeLine(line));
            terminal.flush();
        }
    }

    private static @Nullable Double number(OptionalDouble number) {
        return number.isPresent() ? number.getAsDouble() : null;
    }

    /// Every run there is.
    List<Path> folders() {
        return runs.values().stream()
                .flatMap(m -> m.values().stream())
                .map(KeptRun::folder)
                .toList();
    }

    void print() {
        if (!json) {
            table();
            terminal.out().println();
        }
        for (Question question : Question.values()) {
            PairedDifference d = difference(question.first(), question.second());
            if (d.n() == 0 || question.first() == resolved(question.second())) {
                continue;
            }
            if (json) {
                write(answer(question, d));
            } else {
                terminal.out().println(sentence(question, d));
            }
        }
        if (!json) {
            terminal.out().println(words.get("baselines.note"));
        }
    }

    private void table() {
        var table =
                new TextTable(
                        List.of(
                                words.get("baselines.column.baseline"),
                                words.get("baselines.column.active"),
                                words.get("baselines.column.n"),
                                words.get("baselines.column.validation"),
                                words.get("baselines.column.test"),
                                words.get("baselines.column.below")));
        List<String> notes = new ArrayList<>();
        for (Baseline baseline : Baseline.values()) {
            String name = words.get("baseline." + baseline.id());
            Baseline.Plan plan = others.get(baseline);
            if (plan instanceof Baseline.Without(String reason)) {
                notes.add(words.get("baselines.without", name, words.get("baselines." + reason)));
            } else if (plan instanceof Baseline.SameAs(Baseline other)) {
                String same = words.get("baseline." + other.id());
                notes.add(words.get("baselines.same", name, same));
            } else if (runs.containsKey(baseline)) {
                table.add(row(baseline, name));
                notes.add(words.get("baseline." + baseline.id() + ".what", name));
            }
            long lost = of(baseline).values().stream().filter(run -> !run.isFinished()).count();
            if (lost > 0) {
                notes.add(words.get("baselines.diverged", name, words.count(lost)));
            }
        }
        table.print(terminal.out());
        terminal.out().println();
        notes.forEach(terminal.out()::println);
    }

    private List<String> row(Baseline baseline, String name) {
        long active = of(baseline).values().stream().mapToLong(KeptRun::active).max().orElse(0);
        Map<Long, Double> test = accuracies(baseline, true);
        PairedDifference below = difference(Baseline.ORIGINAL, baseline);
        return List.of(
                name,
                words.count(active),
                words.count(test.size()),
                spread(accuracies(baseline, false)),
                spread(test),
                baseline == Baseline.ORIGINAL || below.n() == 0 ? "" : points(below.mean()));
    }

    private String spread(Map<Long, Double> accuracies) {
        Spread s = Spread.of(List.copyOf(accuracies.values()));
        return switch (s.n()) {
            case 0 -> "-";
            case 1 -> words.number(100 * s.mean(), 2) + " %";
            default ->
                    words.number(100 * s.mean(), 2)
                            + " ± "
                            + words.number(100 * s.deviation(), 2)
                            + " %";
        };
    }

    private String points(double difference) {
        return (difference > 0 ? "+" : "") + words.number(100 * difference, 2);
    }

    private String sentence(Question question, PairedDifference d) {
        String what =
                words.get(
                        "baselines.answer",
                        words.get("question." + question.id()),
                        points(d.mean()),
                        words.get("baseline." + resolved(question.first()).id()),
                        words.get("baseline." + question.second().id()),
                        words.count(d.n()));
        if (d.n() < 2) {
            return what + words.get("baselines.one");
        }
        return what
                + words.get(
                        d.isTold() ? "baselines.told" : "baselines.not-told",
                        words.number(100 * d.deviation(), 2),
                        points(d.low()),
                        points(d.high()));
    }

    private Map<String, @Nullable Object> answer(Question question, PairedDifference d) {
        Map<String, @Nullable Object> line = new LinkedHashMap<>();
        line.put("question", question.id());
        line.put("first", resolved(question.first()).id());
        line.put("second", question.second().id());
        line.put("n", d.n());
        line.put("difference", d.mean());
        line.put("deviation", d.n() < 2 ? null : d.deviation());
        line.put("low", d.n() < 2 ? null : d.low());
        line.put("high", d.n() < 2 ? null : d.high());
        return line;
    }

    private PairedDifference difference(Baseline first, Baseline second) {
        return PairedDifference.of(accuracies(first, true), accuracies(second, true), LEVEL);
    }

    private Baseline resolved(Baseline baseline) {
        return others.get(baseline) instanceof Baseline.SameAs(Baseline other) ? other : baseline;
    }

    private Map<Long, KeptRun> of(Baseline baseline) {
        return runs.getOrDefault(resolved(baseline), Map.of());
    }

    /// By seed, of runs that finished.
    private Map<Long, Double> accuracies(Baseline baseline, boolean test) {
        Map<Long, Double> accuracies = new TreeMap<>();
        of(baseline)
                .forEach((seed, run) -> {
                    OptionalDouble accuracy = test ? run.test() : run.validation();
                    if (run.isFinished() && accuracy.isPresent()) {
                        accuracies.put(seed, accuracy.getAsDouble());
                    }
                });
        return accuracies;
    }
}
