package filigree.model.report;

import filigree.model.recipe.Recipe;
import filigree.model.report.Page.Fact;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// The numbers of one run, each with what it is a share of.
final class SummarySection {
    private SummarySection() {}

    static void write(Page page, RunFacts run) {
        page.section("summary.title");
        page.facts(facts(run, page.words()));
        page.end();
    }

    static List<Fact> facts(RunFacts run, Words w) {
        List<Fact> facts = new ArrayList<>();
        facts.add(accuracy(run, run.validation(), "summary.validation", "", w));
        facts.add(
                accuracy(
                        run,
                        run.test(),
                        "summary.test",
                        run.test().isPresent()
                                ? w.get("summary.looks", Statement.looks(run, w))
                                : "",
                        w));
        facts.add(trainingLoss(run, w));
        facts.add(steps(run, w));
        facts.add(sparsity(run, w));
        facts.add(share(run, "effectiveSparsity", "summary.effective", w));
        facts.add(share(run, "explored", "summary.explored", w));
        sent(run, w).ifPresent(facts::add);
        facts.addAll(time(run, w));
        return facts;
    }

    private static Fact accuracy(
            RunFacts run, Optional<Judged> judged, String key, String looks, Words w) {
        if (judged.isEmpty()) {
            return new Fact(w.get(key), w.get("missing"), w.get(key + ".missing"));
        }
        Judged j = judged.get();
        List<String> note = new ArrayList<>();
        note.add(w.get(run.wordsFor(key + ".note"), Statement.ofImages(j, w), w.count(j.step())));
        if (j.loss().isPresent()) {
            note.add(w.get("summary.loss", w.number(j.loss().getAsDouble(), 3)));
        }
        if (j.perplexity().isPresent()) {
            note.add(w.get("summary.perplexity", w.number(j.perplexity().getAsDouble(), 3)));
        }
        if (!looks.isEmpty()) {
            note.add(looks);
        }
        return new Fact(
                w.get(key), w.percent(j.accuracy(), 2), String.join(w.get("semicolon"), note));
    }

    private static Fact trainingLoss(RunFacts run, Words w) {
        String name = w.get("summary.training-loss");
        if (run.metrics().isEmpty()) {
            return new Fact(name, w.get("missing"), w.get("summary.training-loss.missing"));
        }
        Measurement last = run.metrics().getLast();
        return new Fact(
                name,
                w.number(last.trainingLoss(), 3),
                w.get("summary.training-loss.note", w.count(last.step())));
    }

    private static Fact steps(RunFacts run, Words w) {
        OptionalLong done = run.steps();
        OptionalLong planned = Numbers.whole(run.state(), "stepsPlanned");
        OptionalLong perEpoch = Numbers.whole(run.state(), "stepsPerEpoch");
        if (done.isEmpty()) {
            return new Fact(w.get("summary.steps"), w.get("missing"), Statement.ended(run, w));
        }
        String value =
                planned.isPresent()
                        ? w.get(
                                "summary.steps.of",
                                w.count(done.getAsLong()),
                                w.count(planned.getAsLong()))
                        : w.count(done.getAsLong());
        String note =
                perEpoch.isPresent() && perEpoch.getAsLong() > 0
                        ? w.get(
                                "summary.steps.note",
                                w.number((double) done.getAsLong() / perEpoch.getAsLong(), 2),
                                w.count(perEpoch.getAsLong()))
                        : w.get("summary.steps.unknown");
        String end = run.finished() ? "" : " " + Statement.ended(run, w);
        return new Fact(w.get("summary.steps"), value, note + end);
    }

    private static Fact sparsity(RunFacts run, Words w) {
        String name = w.get("summary.sparsity");
        OptionalDouble sparsity = run.sparsity();
        if (sparsity.isEmpty()) {
            return new Fact(name, w.get("missing"), w.get("summary.sparsity.missing"));
        }
        OptionalLong active = Numbers.whole(run.state(), "active");
        OptionalLong prunable = Numbers.whole(run.state(), "prunable");
        String note =
                active.isPresent() && prunable.isPresent()
                        ? w.get(
                                "summary.sparsity.note",
                                w.count(prunable.getAsLong() - active.getAsLong()),
                                w.count(prunable.getAsLong()),
                                w.count(active.getAsLong()))
                        : w.get("summary.sparsity.uncounted");
        return new Fact(name, w.percent(sparsity.getAsDouble(), 2), note);
    }

    private static Fact share(RunFacts run, String field, String key, Words w) {
        OptionalDouble value = run.number(field);
        return value.isPresent()
                ? new Fact(w.get(key), w.percent(value.getAsDouble(), 2), w.get(key + ".note"))
                : new Fact(w.get(key), w.get("missing"), w.get("summary.missing"));
    }

    private static Optional<Fact> sent(RunFacts run, Words w) {
        return run.metrics().isEmpty()
                ? Optional.empty()
                : run.metrics()
                        .getLast()
                        .sent()
                        .map(s ->
                                new Fact(
                                        w.get("summary.sent"),
                                        w.get("kib", w.number(s.bytes() / 1024, 1)),
                                        w.get(
                                                "summary.sent.note",
                                                w.percent(s.bytes() / s.denseBytes(), 2),
                                                w.number(s.denseBytes() / 1024, 1),
                                                w.number(s.ringBytes() / 1024, 1),
                                                w.count(s.workers()),
                                                w.count(s.exchanges()))));
    }

    private static List<Fact> time(RunFacts run, Words w) {
        OptionalDouble seconds = run.number("seconds");
        if (seconds.isEmpty()) {
            return List.of(
                    new Fact(w.get("summary.seconds"), w.get("missing"), w.get("summary.missing")));
        }
        List<Fact> facts = new ArrayList<>();
        facts.add(
                new Fact(
                        w.get("summary.seconds"),
                        w.get("seconds", w.number(seconds.getAsDouble(), 1)),
                        w.get("summary.seconds.note")));
        Optional<Recipe> recipe = run.recipe();
        if (recipe.isPresent() && run.steps().isPresent() && seconds.getAsDouble() > 0) {
            long items = run.steps().getAsLong() * recipe.get().batch() * run.columns();
            double images = items / seconds.getAsDouble();
            facts.add(
                    new Fact(
                            w.get("summary.speed"),
                            w.get(run.wordsFor("images-per-second"), w.count(Math.round(images))),
                            w.get("summary.speed.note", machine(run, w))));
        }
        return facts;
    }

    /// Processor, threads and kernels in a phrase.
    static String machine(RunFacts run, Words w) {
        var e = run.environment();
        return w.get(
                "machine",
                said(e.get("cpu"), w),
                said(e.get("threads"), w),
                said(e.get("kernels"), w));
    }

    private static String said(@Nullable Object value, Words w) {
        return value == null ? w.get("number.unrecorded") : value.toString();
    }
}
