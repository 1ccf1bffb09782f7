package filigree.model.report;

import filigree.model.recipe.Recipe;
import java.util.List;
import java.util.function.Function;

/// The checklist of an honest pruning report (Blalock et al. 2020, arXiv:2003.03033, and others),
/// checked against what the runs hold.
final class AuditSection {
    /// How an item stands.
    enum Mark {
        MET("met", "✓"),
        UNMET("unmet", "✗"),
        OPEN("open", "–");

        private final String key;
        private final String sign;

        Mark(String key, String sign) {
            this.key = key;
            this.sign = sign;
        }
    }

    private AuditSection() {}

    static void write(Page page, List<RunFacts> runs) {
        page.section("audit.title");
        page.html().open("table", "class", "facts").open("tbody");
        item(page, "validation", validation(runs));
        item(page, "seeds", seeds(runs));
        item(page, "pairs", distinct(runs, AuditSection::pair) >= 3 ? Mark.MET : Mark.UNMET);
        item(page, "dense", has(runs, "dense") ? Mark.MET : Mark.OPEN);
        item(page, "static", has(runs, "static") ? Mark.MET : Mark.OPEN);
        item(page, "tradeoff", distinct(runs, AuditSection::sparsity) >= 5 ? Mark.MET : Mark.OPEN);
        item(page, "effective", all(runs, r -> r.number("effectiveSparsity").isPresent()));
        item(
                page,
                "classes",
                all(runs, r -> judged(r).map(j -> !j.classes().isEmpty()).orElse(false)));
        item(page, "environment", all(runs, r -> !r.environment().isEmpty()));
        item(page, "complete", all(runs, r -> r.finished() && r.problems().isEmpty()));
        item(page, "latency", Mark.OPEN);
        page.html().close().close();
        page.note(page.get("audit.note"));
        page.end();
    }

    private static void item(Page page, String key, Mark mark) {
        page.html()
                .open("tr")
                .element("th", page.get("audit." + key), "scope", "row")
                .element(
                        "td",
                        mark.sign + " " + page.get("audit.mark." + mark.key),
                        "class",
                        "v " + mark.key)
                .element("td", page.get("audit." + key + "." + mark.key), "class", "m")
                .close();
    }

    private static Mark validation(List<RunFacts> runs) {
        if (runs.stream().anyMatch(r -> r.testLooks() > 1 || Statement.lookedEarly(r))) {
            return Mark.UNMET;
        }
        return runs.stream().allMatch(r -> r.testLooks() == 1) ? Mark.MET : Mark.OPEN;
    }

    private static Mark seeds(List<RunFacts> runs) {
        return RunGroup.of(runs).stream().allMatch(g -> g.validation().n() >= 3)
                ? Mark.MET
                : Mark.UNMET;
    }

    private static java.util.Optional<Judged> judged(RunFacts run) {
        return run.test().or(run::validation);
    }

    private static Mark all(List<RunFacts> runs, Function<RunFacts, Boolean> holds) {
        return runs.stream().allMatch(holds::apply) ? Mark.MET : Mark.UNMET;
    }

    private static boolean has(List<RunFacts> runs, String method) {
        return runs.stream()
                .filter(RunFacts::finished)
                .anyMatch(r ->
                        r.recipe()
                                .map(c -> c.maskUpdater().type().id().equals(method))
                                .orElse(false));
    }

    private static long distinct(List<RunFacts> runs, Function<Recipe, Object> of) {
        return runs.stream().flatMap(r -> r.recipe().stream()).map(of).distinct().count();
    }

    private static Object pair(Recipe recipe) {
        return List.of(recipe.data().type().id(), recipe.network());
    }

    private static Object sparsity(Recipe recipe) {
        Object updater = recipe.toTree().get("maskUpdater");
        Object sparsity = updater instanceof java.util.Map<?, ?> m ? m.get("sparsity") : null;
        return sparsity == null ? 0 : sparsity;
    }
}
