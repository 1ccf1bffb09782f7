package filigree.model.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.model.error.Problem;
import filigree.model.error.UserFacingException;
import filigree.model.method.Param;
import filigree.model.method.Param.Timing;
import filigree.model.text.Refusal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecipeTest {
    private final Recipe recipe = Recipe.fromTree(Map.of());

    @Test
    void whatIsMissingHasItsDefault() {
        assertEquals(Recipe.TYPE.create(filigree.model.method.ParamValues.none()), recipe);
        assertEquals(10, recipe.epochs());
        assertEquals(0, recipe.steps());
        assertEquals("rigl", recipe.maskUpdater().type().id());
        assertEquals(0.9, recipe.get("maskUpdater.sparsity"));
    }

    @Test
    void survivesTheRoundTrip() {
        assertEquals(recipe, Recipe.fromTree(recipe.toTree()));
        Recipe changed =
                recipe.with("steps", 300)
                        .with("maskUpdater.growFraction", Map.of("method", "linear"))
                        .with("network.hidden", List.of(7, 5));
        assertEquals(changed, Recipe.fromTree(changed.toTree()));
    }

    @Test
    void everyValueIsWritten() {
        assertEquals(1, recipe.toTree().get("version"));
        for (Param<?> param : Recipe.TYPE.params()) {
            assertEquals(
                    !param.key().equals("steps"),
                    recipe.toTree().containsKey(param.key()),
                    param.key());
        }
    }

    @Test
    void aSliderReachesANestedParameter() {
        Recipe changed = recipe.with("maskUpdater.dropFraction.initial", 0.5);
        assertEquals(0.5, changed.get("maskUpdater.dropFraction.initial"));
        assertEquals(recipe, changed.with("maskUpdater.dropFraction.initial", 0.3));
    }

    @Test
    void aWordStandsForAMethodWithItsDefaults() {
        assertEquals(
                recipe.with("maskUpdater", Map.of("method", "set")),
                recipe.with("maskUpdater", "set"));
        assertEquals(
                recipe.with("maskUpdater.distribution", Map.of("method", "er")),
                recipe.with("maskUpdater.distribution", "er"));
    }

    @Test
    void stepsTakeEpochsAwayAndTheOtherWayRound() {
        Recipe bySteps = recipe.with("steps", 300);
        assertEquals(300, bySteps.length(429));
        assertEquals(0, bySteps.epochs());
        assertFalse(bySteps.toTree().containsKey("epochs"));
        Recipe byEpochs = bySteps.with("epochs", 2);
        assertEquals(858, byEpochs.length(429));
        assertEquals(0, byEpochs.steps());
        assertFalse(byEpochs.toTree().containsKey("steps"));
    }

    @Test
    void refusesEpochsBesideSteps() {
        String text =
                Refusal.of(
                        "epochs-and-steps",
                        () -> Recipe.fromTree(Map.of("epochs", 1, "steps", 10)));
        assertTrue(text.contains("only one"), text);
    }

    @Test
    void aValueOutOfBoundsSaysTheBounds() {
        assertEquals(
                "maskUpdater.sparsity is 1.5. Choose a value from 0 to 0.999.",
                Refusal.of("out-of-range", () -> recipe.with("maskUpdater.sparsity", 1.5)));
    }

    @Test
    void anUnknownKeyOffersTheNearest() {
        assertEquals(
                "There is no key “sead” in a recipe. Did you mean “seed”?",
                Refusal.of("unknown-key", () -> Recipe.fromTree(Map.of("sead", 1))));
        assertEquals(
                "There is no key “maskUpdater.sparsty” in a recipe. Did you mean"
                        + " “maskUpdater.sparsity”?",
                Refusal.of("unknown-key", () -> recipe.with("maskUpdater.sparsty", 0.5)));
    }

    @Test
    void anUnknownKeyNearNothingListsAllThereAre() {
        String text = Refusal.of("unknown-key-list", () -> recipe.with("optimizer.qqqqqq", 1));
        assertTrue(text.contains("peak, rate, warmup"), text);
        String _ = Refusal.of("unknown-key-none", () -> recipe.with("loss.qqqqqq", 1));
    }

    @Test
    void anUnknownMethodOffersTheNearest() {
        String text = Refusal.of("unknown-method", () -> recipe.with("maskUpdater", "rigel"));
        assertTrue(text.endsWith("Did you mean “rigl”?"), text);
        text = Refusal.of("unknown-method-list", () -> recipe.with("maskUpdater", "nothinglike"));
        assertTrue(
                text.contains(
                        "rigl, set, snfs, mest, srigl, dsr, top-kast, static, magnitude, one-shot"),
                text);
    }

    @Test
    void aMethodOfAnotherFamilyIsUnknown() {
        String text = Refusal.of("unknown-method-list", () -> recipe.with("optimizer", "cosine"));
        assertTrue(text.contains("sgd, sgdw, adam, adamw"), text);
    }

    @Test
    void aMethodThatMakesNoSenseThereIsRefused() {
        String text = Refusal.of("method-not-here", () -> recipe.with("optimizer.rate", "same"));
        assertTrue(text.contains("optimizer.rate"), text);
    }

    @Test
    void unknownKeysComeFirstAndEverythingIsReportedAtOnce() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("batch", 0);
        tree.put("optimizer", Map.of("method", "sgd", "momentum", 2, "peek", 0.1));
        tree.put("maskUpdater", Map.of("method", "rigl", "every", "often"));
        tree.put("sead", 1);
        var e = assertThrows(UserFacingException.class, () -> Recipe.fromTree(tree));
        assertEquals(
                List.of(
                        "unknown-key",
                        "out-of-range",
                        "unknown-key",
                        "out-of-range",
                        "wrong-kind-whole"),
                e.problems().stream().map(Problem::id).toList());
        assertEquals("sead", e.problems().getFirst().arguments().getFirst());
        assertEquals("optimizer.peek", e.problems().get(2).arguments().getFirst());
    }

    @Test
    void refusesAnotherVersion() {
        assertEquals(recipe, Recipe.fromTree(Map.of("version", 1)));
        String text = Refusal.of("recipe-version", () -> Recipe.fromTree(Map.of("version", 2)));
        assertTrue(text.contains("2") && text.contains("1"), text);
    }

    @Test
    void aPathCannotGoBelowANumber() {
        String text = Refusal.of("no-parts", () -> recipe.with("seed.first", 1));
        assertTrue(text.startsWith("seed "), text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "optimizer.peak",
                "optimizer.rate.initial",
                "maskUpdater.sparsity",
                "maskUpdater.dropFraction.initial",
                "maskUpdater.growFraction",
                "maskUpdater.every"
            })
    void slidersActAtOnce(String path) {
        assertEquals(Timing.LIVE, recipe.param(path).timing(), path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"seed", "batch", "network.hidden", "maskUpdater.distribution"})
    void whatBelongsToTheNextRun(String path) {
        assertEquals(Timing.NEXT_RUN, recipe.param(path).timing(), path);
    }

    @Test
    void aRecipeIsAsLongAsEpochsOrStepsSayAndNotBoth() {
        for (long[] both : new long[][] {{0, 0}, {1, 1}}) {
            assertThrows(
                    IllegalArgumentException.class,
                    () ->
                            new Recipe(
                                    "both",
                                    1,
                                    1,
                                    both[0],
                                    both[1],
                                    recipe.data(),
                                    recipe.network(),
                                    recipe.init(),
                                    recipe.loss(),
                                    recipe.optimizer(),
                                    recipe.maskUpdater(),
                                    recipe.regularizer(),
                                    recipe.quantizer(),
                                    recipe.gradients()));
        }
    }
}
