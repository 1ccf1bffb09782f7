package filigree.model.report;

import filigree.model.report.Page.Fact;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// With what the numbers were made: versions, machine, dates, and how the data were divided.
final class EnvironmentSection {
    private static final List<String> KNOWN =
            List.of("filigree", "java", "os", "cpu", "cores", "threads", "kernels");

    private EnvironmentSection() {}

    static void write(Page page, RunFacts run) {
        page.section("environment.title");
        page.facts(machine(run, page.words()));
        page.heading(page.get("data.title"));
        page.facts(data(run, page.words()));
        page.paragraph(choices(run, page.words()));
        page.end();
    }

    static List<Fact> machine(RunFacts run, Words w) {
        List<Fact> facts = new ArrayList<>();
        var e = run.environment();
        for (String key : KNOWN) {
            Object value = e.get(key);
            facts.add(
                    new Fact(
                            w.get("environment." + key),
                            value == null ? w.get("missing") : value.toString(),
                            ""));
        }
        e.forEach((key, value) -> {
            if (!KNOWN.contains(key) && value != null) {
                facts.add(new Fact(key, value.toString(), ""));
            }
        });
        String missing = w.get("missing");
        facts.add(
                new Fact(
                        w.get("environment.started"),
                        run.started().map(w::moment).orElse(missing),
                        ""));
        facts.add(
                new Fact(
                        w.get("environment.ended"),
                        run.ended().map(w::moment).orElse(missing),
                        ""));
        return facts;
    }

    private static List<Fact> data(RunFacts run, Words w) {
        String missing = w.get("missing");
        List<Fact> facts = new ArrayList<>();
        facts.add(
                new Fact(
                        w.get("data.set"),
                        run.recipe().map(r -> w.method(r.data().type().id())).orElse(missing),
                        run.recipe().map(r -> r.data().type().source()).orElse("")));
        OptionalLong perEpoch = Numbers.whole(run.state(), "stepsPerEpoch");
        boolean known = perEpoch.isPresent() && run.recipe().isPresent();
        long batch = run.recipe().map(r -> (long) r.batch()).orElse(0L);
        facts.add(
                new Fact(
                        w.get(run.wordsFor("data.training")),
                        known ? w.count(perEpoch.getAsLong() * batch) : missing,
                        known
                                ? w.get(
                                        run.wordsFor("data.training.note"),
                                        w.count(perEpoch.getAsLong()),
                                        w.count(batch))
                                : ""));
        facts.add(
                new Fact(
                        w.get(run.wordsFor("data.validation")),
                        validation(run, w).orElse(missing),
                        w.get("data.validation.note")));
        facts.add(
                new Fact(
                        w.get(run.wordsFor("data.test")),
                        run.test().map(t -> Statement.ofImages(t, w)).orElse(missing),
                        run.test().isPresent() ? "" : w.get("data.test.unseen")));
        Numbers.tree(run.state(), "data")
                .forEach((key, value) -> {
                    if (value != null) {
                        facts.add(new Fact(key, RunFacts.plain(value), ""));
                    }
                });
        return facts;
    }

    /// As many as the recipe says; a text has a share instead, of which the run knows the size.
    private static Optional<String> validation(RunFacts run, Words w) {
        return run.ofText()
                ? run.validation().map(v -> Statement.ofImages(v, w))
                : run.recipe().map(r -> w.count(r.data().validation()));
    }

    /// Which images choices could depend on.
    static String choices(RunFacts run, Words w) {
        if (run.testLooks() == 0) {
            return w.get("choices.never");
        }
        String steps =
                run.testSteps().isEmpty()
                        ? w.get("number.unrecorded")
                        : StepRuns.text(run.testSteps(), w);
        String key = Statement.lookedEarly(run) ? "choices.early" : "choices.end";
        return w.get(key, Statement.looks(run, w), steps);
    }
}
