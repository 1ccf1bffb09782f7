package filigree.model.report;

import filigree.model.file.Json;
import filigree.model.report.Page.Column;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Every run of a comparison: none is left out in silence.
final class RunsSection {
    private RunsSection() {}

    static void write(Page page, List<RunGroup> groups) {
        Words w = page.words();
        page.section("runs.title");
        Map<RunFacts, String> reasons = new HashMap<>();
        groups.forEach(g -> g.leftOut().forEach(o -> reasons.put(o.run(), w.get(o.reason()))));
        List<List<String>> rows = new ArrayList<>();
        for (RunGroup g : groups) {
            for (RunFacts run : g.runs()) {
                rows.add(row(g, run, reasons.getOrDefault(run, w.get("runs.counted")), w));
            }
        }
        page.table(
                List.of(
                        Column.text(w.get("runs.run")),
                        Column.text(w.get("groups.group")),
                        Column.number(w.get("runs.seed")),
                        Column.number(w.get("runs.steps")),
                        Column.number(w.get("runs.validation")),
                        Column.number(w.get("runs.test")),
                        Column.number(w.get("runs.seconds")),
                        Column.text(w.get("runs.counts"))),
                rows,
                false);
        page.end();
        for (RunGroup g : groups) {
            group(page, g);
        }
    }

    private static List<String> row(RunGroup g, RunFacts run, String counts, Words w) {
        String missing = w.get("missing");
        return List.of(
                run.folderName(),
                g.letter(),
                run.seed().isPresent() ? Long.toString(run.seed().getAsLong()) : missing,
                run.steps().isPresent() ? w.count(run.steps().getAsLong()) : missing,
                run.validation().map(v -> w.percent(v.accuracy(), 2)).orElse(missing),
                run.test().map(t -> w.percent(t.accuracy(), 2)).orElse(missing),
                run.number("seconds").isPresent()
                        ? w.number(run.number("seconds").getAsDouble(), 1)
                        : missing,
                counts);
    }

    private static void group(Page page, RunGroup g) {
        Words w = page.words();
        page.section("runs.group", g.title());
        page.paragraph(Statement.what(g.runs().getFirst(), w));
        for (RunFacts run : g.runs()) {
            page.heading(w.get("runs.one", run.folderName(), run.name()));
            page.paragraph(
                    String.join(w.get("gap"), Statement.result(run, w))
                            + w.get("gap")
                            + Statement.ended(run, w));
            run.problems().forEach(p -> page.paragraph(w.get("problem", p)));
            page.facts(SummarySection.facts(run, w));
            if (!run.updates().isEmpty()) {
                page.note(ScheduleSection.sentence(run, w));
            }
            if (run.changes().isEmpty()) {
                page.note(w.get("changes.none"));
            } else {
                ChangesSection.table(page, run);
            }
            page.note(EnvironmentSection.choices(run, w));
            page.note(environment(run, w));
        }
        if (!g.runs().getFirst().recipeTree().isEmpty()) {
            page.heading(w.get("recipe.json.first"));
            page.json(Json.write(g.runs().getFirst().recipeTree()).stripTrailing());
        }
        page.end();
    }

    private static String environment(RunFacts run, Words w) {
        return String.join(
                w.get("semicolon"),
                EnvironmentSection.machine(run, w).stream()
                        .map(f -> w.get("runs.environment", f.name(), f.value()))
                        .toList());
    }
}
