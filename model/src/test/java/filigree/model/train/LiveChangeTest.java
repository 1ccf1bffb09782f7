package filigree.model.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.model.error.UserFacingException;
import filigree.model.method.Method;
import filigree.model.method.MethodType;
import filigree.model.method.Param;
import filigree.model.method.Param.Timing;
import filigree.model.recipe.Catalog;
import filigree.model.recipe.MethodCodec;
import filigree.model.recipe.Recipe;
import filigree.model.text.Refusal;
import filigree.model.topology.MaskUpdater;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a person may change while a run is going on.
class LiveChangeTest {
    private static final int UPDATE_STEP = 20;
    private static final int ORDINARY_STEP = 21;

    /// What a change of these does shows at a later update than the next.
    private static final Set<String> LATER =
            Set.of(
                    "dsr maskUpdater.dropFraction",
                    "dsr maskUpdater.dropFraction.value",
                    "dsr maskUpdater.end",
                    "top-kast maskUpdater.end");

    /// Every live parameter of every mask updater, every optimizer, gradient transform and penalty.
    static Stream<Arguments> liveParameters() {
        List<Arguments> all = new ArrayList<>();
        for (var updater : Catalog.family(MaskUpdater.class)) {
            Recipe recipe = Quadrants.recipe(updater.id());
            if (updater.id().equals("one-shot")) { // a score that reads batches
                recipe = recipe.with("maskUpdater.by", "taylor");
            }
            if (updater.id().equals("structured")) { // likewise
                recipe = recipe.with("maskUpdater.score", "taylor-output");
            }
            if (updater.id().equals("soft-movement")) { // other schedules begin where they end
                recipe =
                        recipe.with("maskUpdater.thresholdRamp", "cubic-ramp")
                                .with("maskUpdater.lambdaRamp", "cubic-ramp");
            }
            addLive(all, recipe, "maskUpdater", recipe.get("maskUpdater"));
            all.add(Arguments.of(recipe, "maskUpdater"));
        }
        for (String optimizer : List.of("sgd", "sgdw", "adam", "adamw")) {
            Recipe recipe = Quadrants.recipe("rigl").with("optimizer", optimizer);
            addLive(all, recipe, "optimizer", recipe.get("optimizer"));
        }
        for (String id : List.of("clip-norm", "clip-value")) {
            Recipe recipe = Quadrants.recipe("rigl").with("gradients", id);
            recipe = recipe.with("gradients.limit", 1e-4); // short enough to act
            addLive(all, recipe, "gradients", recipe.get("gradients"));
        }
        for (String id : List.of("top-k", "random-k", "threshold", "dgc", "sparse-updates")) {
            Recipe recipe = Quadrants.recipe("rigl").with("optimizer.momentum", 0.0);
            recipe = recipe.with("gradients", id);
            if (id.equals("dgc")) {
                recipe = recipe.with("gradients.clip", 1e-4); // short enough to act
            }
            addLive(all, recipe, "gradients", recipe.get("gradients"));
        }
        for (String id : List.of("l1", "elastic-net", "group-lasso")) {
            Recipe recipe = Quadrants.recipe("rigl").with("regularizer", id);
            addLive(all, recipe, "regularizer", recipe.get("regularizer"));
        }
        return all.stream();
    }

    private static void addLive(List<Arguments> all, Recipe recipe, String path, Object tree) {
        if (tree instanceof Map<?, ?> map) {
            map.forEach((key, value) -> {
                if (key.equals(MethodCodec.METHOD)) {
                    return;
                }
                String inner = path + "." + key;
                if (recipe.param(inner).timing() == Timing.LIVE) {
                    Recipe telling =
                            switch (key.toString()) {
                                case "growthGradient" ->
                                        recipe.with("maskUpdater.growthBatches", 3);
                                case "least" -> recipe.with("maskUpdater.lambda", 100.0);
                                default -> recipe;
                            };
                    all.add(Arguments.of(telling, inner));
                }
                addLive(all, recipe, inner, value);
            });
        }
    }

    @ParameterizedTest
    @MethodSource("liveParameters")
    void actsOnTheNextStepAndNotBefore(Recipe recipe, String path) {
        // a mean of several batches is listened to from the change on and shows at the update
        int listened = path.toLowerCase(Locale.ROOT).endsWith("batches") ? 2 : 0;
        int at =
                path.startsWith("maskUpdater")
                        ? nextUpdate(recipe.maskUpdater()) - listened
                        : ORDINARY_STEP;
        try (var touched = Quadrants.trainer(recipe);
                var untouched = Quadrants.trainer(recipe)) {
            Quadrants.step(touched, at);
            Quadrants.step(untouched, at);
            Object wanted = another(recipe.param(path), recipe.get(path));
            Object before = touched.apply(new Command.Change(path, wanted));
            assertEquals(recipe.get(path), before);
            assertEquals(recipe.with(path, wanted).get(path), touched.recipe().get(path));
            assertEquals(State.of(untouched), State.of(touched), "nothing happens between steps");

            boolean later = LATER.contains(recipe.maskUpdater().type().id() + " " + path);
            int more = later ? 59 - at : 1 + listened;
            Quadrants.step(touched, more);
            Quadrants.step(untouched, more);
            assertNotEquals(State.of(untouched), State.of(touched), path + " = " + wanted);
        }
    }

    /// Some methods prune once, and later than others.
    private static int nextUpdate(MaskUpdater updater) {
        int step = UPDATE_STEP;
        while (step < 60 && !updater.updatesAt(step, 60)) {
            step++;
        }
        return step < 60 ? step : UPDATE_STEP;
    }

    /// A value of the same kind that is not `now`.
    static Object another(Param<?> param, Object now) {
        return switch (param) {
            case Param.OfDouble p -> {
                double value = ((Number) now).doubleValue();
                yield (value + 2 * (value < p.max() ? p.max() : p.min())) / 3;
            }
            case Param.OfLong _ -> ((Number) now).longValue() + 2;
            case Param.OfFlag _ -> !(Boolean) now;
            case Param.OfMethod<?> p -> anotherMethod(p, (Map<?, ?>) now);
            case Param.OfChoice<?> p ->
                    p.choices().stream()
                            .map(Param.OfChoice::kebab)
                            .filter(word -> !word.equals(now))
                            .findFirst()
                            .orElseThrow();
            case Param.OfText p when p.key().equals("list") -> "0=0.9, 0.25=0.4, 0.6=0.2";
            case Param.OfText _, Param.OfNumbers _ ->
                    throw new AssertionError(param.key() + " is not live today");
        };
    }

    private static <M extends Method> String anotherMethod(Param.OfMethod<M> p, Map<?, ?> now) {
        return Catalog.family(p.family()).stream()
                .<String>map(MethodType::id)
                .filter(id -> !id.equals(now.get(MethodCodec.METHOD)) && !p.excluded().contains(id))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"seed", "batch", "steps", "maskUpdater.distribution", "network.hidden"})
    void theRestBelongsToTheNextRun(String path) {
        try (var trainer = Quadrants.trainer(Quadrants.recipe("rigl"))) {
            Object value =
                    switch (path) {
                        case "maskUpdater.distribution" -> "uniform";
                        case "network.hidden" -> List.of(5);
                        default -> 7;
                    };
            Recipe before = trainer.recipe();
            String text =
                    Refusal.of(
                            "next-run-only", () -> trainer.apply(new Command.Change(path, value)));
            assertTrue(text.contains(path), text);
            assertEquals(before, trainer.recipe());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"optimizer.method", "optimizer.rate.method.x", "method", "", "."})
    void aStrangePathIsRefusedAndNothingBreaks(String path) {
        try (var trainer = Quadrants.trainer(Quadrants.recipe("rigl"))) {
            Recipe before = trainer.recipe();
            assertThrows(
                    UserFacingException.class,
                    () -> trainer.apply(new Command.Change(path, "adam")));
            assertEquals(before, trainer.recipe());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rigl", "set", "static"})
    void aTargetMovedByHandIsMetExactlyAtTheNextStepAlsoAfterTheEnd(String updater) {
        try (var trainer = Quadrants.trainer(Quadrants.recipe(updater))) {
            for (double target : new double[] {0.5, 0.95, 0.8, 0, 0.9}) {
                Quadrants.step(trainer, 11); // the last one is after the end, at step 45
                change(trainer, "maskUpdater.sparsity", target);
                Quadrants.step(trainer, 1);
                assertCounts(trainer, target);
            }
            assertEquals(60, trainer.step());
        }
    }

    @Test
    void aRampMovedByHandIsMetExactlyAtTheNextStep() {
        Recipe recipe = Quadrants.recipe("magnitude").with("maskUpdater.end", 0.5);
        try (var trainer = Quadrants.trainer(recipe)) {
            for (double target : new double[] {0.97, 0.6, 0.9, 0.3}) {
                Quadrants.step(trainer, 13);
                change(trainer, "maskUpdater.sparsity", target);
                double planned =
                        trainer.recipe()
                                .maskUpdater()
                                .plannedSparsity(trainer.step(), 60)
                                .orElseThrow();
                Quadrants.step(trainer, 1);
                assertCounts(trainer, planned);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "begin, 0.1, 12", // later: fewer are pruned by now
        "begin, 0.02, 12", // earlier: more are
        "end, 0.4, 12",
        "end, 0.95, 12",
        "end, 0.2, 42", // the ramp was over, and is
        "end, 0.9, 42", // the ramp was over, and goes on
        "ramp.initial, 0.5, 12",
    })
    void aChangedRampIsMetExactlyAtTheNextStep(String key, double value, int at) {
        Recipe recipe = Quadrants.recipe("magnitude").with("maskUpdater.end", 0.5);
        recipe = recipe.with("maskUpdater.begin", 0.05);
        try (var trainer = Quadrants.trainer(recipe)) {
            Quadrants.step(trainer, at);
            change(trainer, "maskUpdater." + key, value);
            double planned = planned(trainer).orElseThrow();
            boolean moves = planned != recipe.maskUpdater().plannedSparsity(at, 60).orElseThrow();
            List<Integer> before = State.counts(trainer);
            Quadrants.step(trainer, 1);
            if (moves) {
                assertCounts(trainer, planned);
            } else {
                assertEquals(before, State.counts(trainer), "the ramp says what it said");
            }
            Quadrants.step(trainer, 60 - at - 1);
            assertCounts(
                    trainer, trainer.recipe().maskUpdater().plannedSparsity(60, 60).orElseThrow());
        }
    }

    @Test
    void anotherShapeOfTheRampIsMetExactlyAtTheNextStep() {
        Recipe recipe = Quadrants.recipe("magnitude");
        try (var trainer = Quadrants.trainer(recipe)) {
            for (String ramp : List.of("linear", "cubic-ramp", "cosine", "step-decay")) {
                Quadrants.step(trainer, 7);
                change(trainer, "maskUpdater.ramp", Map.of("method", ramp, "initial", 0.2));
                double planned = planned(trainer).orElseThrow();
                Quadrants.step(trainer, 1);
                assertCounts(trainer, planned);
            }
        }
    }

    @Test
    void theRampsIntervalActsFromTheNextMultipleOn() {
        Recipe recipe = Quadrants.recipe("magnitude").with("maskUpdater.every", 50);
        try (var trainer = Quadrants.trainer(recipe)) {
            Quadrants.step(trainer, 12);
            assertCounts(trainer, 0);
            change(trainer, "maskUpdater.every", 7);
            Quadrants.step(trainer, 2); // steps 12 and 13
            assertCounts(trainer, 0);
            Quadrants.step(trainer, 1);
            assertCounts(
                    trainer, trainer.recipe().maskUpdater().plannedSparsity(14, 60).orElseThrow());
        }
    }

    @Test
    void anotherMethodTakesOverAtItsOwnPlan() {
        try (var trainer = Quadrants.trainer(Quadrants.recipe("dense"))) {
            Quadrants.step(trainer, 7);
            change(trainer, "maskUpdater", "set");
            Quadrants.step(trainer, 1);
            assertCounts(trainer, 0.9);
            change(trainer, "maskUpdater", "dense");
            Quadrants.step(trainer, 1);
            assertCounts(trainer, 0);
            change(trainer, "maskUpdater.method", "dense");
            Quadrants.step(trainer, 1);
            assertCounts(trainer, 0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rigl", "set"})
    void unlockedFractionsDriftAndLockedAgainThePresentBecomesTheTarget(String updater) {
        try (var trainer = Quadrants.trainer(Quadrants.recipe(updater))) {
            Quadrants.step(trainer, 7);
            change(trainer, "maskUpdater.growFraction", Map.of("method", "constant", "value", 0.6));
            assertEquals(OptionalDouble.empty(), planned(trainer));
            List<Integer> before = State.counts(trainer);
            Quadrants.step(trainer, 10); // two updates
            List<Integer> drifted = State.counts(trainer);
            for (int l = 0; l < drifted.size() - 1; l++) { // the last layer is full already
                assertTrue(drifted.get(l) > before.get(l), drifted + " after " + before);
            }

            change(trainer, "maskUpdater.growFraction", "same");
            double present = trainer.topology().sparsity();
            assertEquals(present, (double) trainer.recipe().get("maskUpdater.sparsity"), 1e-12);
            assertEquals(present, planned(trainer).orElseThrow(), 1e-12);
            Quadrants.step(trainer, 20);
            assertEquals(drifted, State.counts(trainer), "the density stays");
        }
    }

    private static OptionalDouble planned(Trainer trainer) {
        return trainer.recipe().maskUpdater().plannedSparsity(trainer.step(), 60);
    }

    private static void change(Trainer trainer, String path, Object value) {
        Object _ = trainer.apply(new Command.Change(path, value));
    }

    private static void assertCounts(Trainer trainer, double sparsity) {
        assertEquals(
                TrainerTest.counts(trainer.facts().shapes(), sparsity),
                State.counts(trainer),
                "at sparsity " + sparsity);
    }

    /// The learning rate is a function of step and optimizer alone.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void noOtherChangeMovesTheLearningRate(long seed) {
        var random = new SplittableRandom(seed);
        List<Command.Change> changes =
                List.of(
                        new Command.Change("maskUpdater.sparsity", 0.5),
                        new Command.Change("maskUpdater.sparsity", 0.95),
                        new Command.Change("maskUpdater.every", 2),
                        new Command.Change("maskUpdater.end", 0.1),
                        new Command.Change("maskUpdater.end", 1.0),
                        new Command.Change("maskUpdater.dropFraction", "linear"),
                        new Command.Change("maskUpdater.growFraction", "linear"),
                        new Command.Change("maskUpdater.growFraction", "same"),
                        new Command.Change("optimizer.momentum", 0.5),
                        new Command.Change("optimizer.nesterov", false),
                        new Command.Change("optimizer.weightDecay", 0.01));
        try (var trainer = Quadrants.trainer(Quadrants.recipe("rigl"))) {
            List<Double> rates = rates(trainer, 1);
            for (int step = 0; step < 60; step++) {
                if (random.nextInt(3) == 0) {
                    Command.Change change = changes.get(random.nextInt(changes.size()));
                    Object _ = trainer.apply(change);
                    assertEquals(rates, rates(trainer, 1), change + " at " + step);
                }
                Quadrants.step(trainer, 1);
            }
            change(trainer, "optimizer.peak", 0.1);
            assertEquals(rates, rates(trainer, 0.5), "the top moves, the shape stays");
        }
    }

    private static List<Double> rates(Trainer trainer, double factor) {
        List<Double> rates = new ArrayList<>();
        for (long step = 0; step < 60; step++) {
            rates.add(trainer.recipe().optimizer().rateAt(step, 60) * factor);
        }
        assertFalse(rates.contains(Double.NaN));
        return rates;
    }
}
