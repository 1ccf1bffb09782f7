package filigree.model.report;

import filigree.model.method.MethodType;
import filigree.model.recipe.Recipe;
import filigree.model.sparsity.LayerShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What was run and what came of it, in plain sentences that claim no more than one run can.
final class Statement {
    private Statement() {}

    /// One sentence: method, data, sparsity, network, seed.
    static String what(RunFacts run, Words words) {
        Optional<Recipe> recipe = run.recipe();
        if (recipe.isEmpty()) {
            return words.get("what.unknown");
        }
        Recipe r = recipe.get();
        MethodType<?> method = r.maskUpdater().type();
        List<String> parts = new ArrayList<>();
        parts.add(
                words.get(
                        "what.method",
                        words.method(method.id()),
                        words.method(r.data().type().id())));
        if (Numbers.tree(run.recipeTree(), "maskUpdater").get("sparsity") instanceof Number s) {
            parts.add(words.get("what.sparsity", words.percent(s.doubleValue(), 1)));
        }
        parts.add(words.get("what.network", network(run, words)));
        parts.add(words.get("what.seed", Long.toString(r.seed())));
        return String.join(words.get("join"), parts) + words.get("stop");
    }

    /// The sizes of the network, `784-300-100-10`, or its name where they are not known.
    static String network(RunFacts run, Words words) {
        Optional<List<LayerShape>> shapes = run.playback().map(TopologyPlayback::shapes);
        if (shapes.isPresent() && !shapes.get().isEmpty()) {
            StringBuilder sizes = new StringBuilder();
            sizes.append(shapes.get().getFirst().columns());
            shapes.get().forEach(s -> sizes.append('-').append(s.out()));
            return sizes.toString();
        }
        return run.recipe().map(r -> words.method(r.network().type().id())).orElse("?");
    }

    /// How the run ended, in a sentence.
    static String ended(RunFacts run, Words words) {
        String done = run.steps().isPresent() ? words.count(run.steps().getAsLong()) : "?";
        var plannedSteps = Numbers.whole(run.state(), "stepsPlanned");
        String planned = plannedSteps.isPresent() ? words.count(plannedSteps.getAsLong()) : "?";
        return switch (run.end()) {
            case "finished" -> words.get("ended.finished", done);
            case "stopped" -> words.get("ended.stopped", done, planned);
            case "diverged" -> words.get("ended.diverged", done, planned);
            case "failed" -> words.get("ended.failed", done, planned);
            default ->
                    run.steps().isPresent()
                            ? words.get("ended.open", done)
                            : words.get("ended.open-nothing");
        };
    }

    /// The result in two sentences, or that there is none.
    static List<String> result(RunFacts run, Words words) {
        List<String> sentences = new ArrayList<>();
        run.validation()
                .ifPresentOrElse(
                        v ->
                                sentences.add(
                                        words.get(
                                                run.wordsFor("result.validation"),
                                                words.percent(v.accuracy(), 1),
                                                ofImages(v, words),
                                                words.count(v.step()))),
                        () -> sentences.add(words.get("result.no-validation")));
        run.test()
                .ifPresentOrElse(
                        t ->
                                sentences.add(
                                        words.get(
                                                run.wordsFor("result.test"),
                                                words.percent(t.accuracy(), 1),
                                                ofImages(t, words),
                                                words.count(t.step()),
                                                looks(run, words))),
                        () -> sentences.add(words.get("result.no-test")));
        return sentences;
    }

    /// "5,000" images or characters, or that their number is not recorded.
    static String ofImages(Judged judged, Words words) {
        return judged.examples().isPresent()
                ? words.count(judged.examples().getAsLong())
                : words.get("number.unrecorded");
    }

    /// How often the test set was looked at.
    static String looks(RunFacts run, Words words) {
        long looks = run.testLooks();
        return looks == 1 ? words.get("looks.once") : words.get("looks.times", words.count(looks));
    }

    /// Whether the test set was looked at while choices could still be made.
    static boolean lookedEarly(RunFacts run) {
        long end = run.steps().orElse(0);
        return run.testSteps().stream().anyMatch(s -> s < end);
    }
}
