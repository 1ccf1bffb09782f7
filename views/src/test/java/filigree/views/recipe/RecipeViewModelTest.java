package filigree.views.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.model.error.UserFacingException;
import filigree.views.run.SmallRun;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RecipeViewModelTest {
    private static final String PEAK = "optimizer.peak";
    private static final String SPARSITY = "maskUpdater.sparsity";
    private static final String GROW = "maskUpdater.growFraction";
    private static final String BATCH = "batch";

    @Test
    void aLiveValueGoesToTheRunAndTheDraft() {
        try (var lab = SmallRun.paused(SmallRun.recipe(50))) {
            var recipe = new RecipeViewModel(lab.model());
            recipe.change(PEAK, 0.05);
            assertEquals(0.05, recipe.draft().get(PEAK));
            lab.refreshUntil("answered", () -> !recipe.isChanging(PEAK));
            assertEquals(0.05, lab.run().latest().recipe().get(PEAK));
        }
    }

    @Test
    void anotherValueWaitsForTheNextRunAndSurvivesLiveChanges() {
        try (var lab = SmallRun.paused(SmallRun.recipe(50))) {
            var recipe = new RecipeViewModel(lab.model());
            recipe.change(BATCH, 10L);
            recipe.change(PEAK, 0.05);
            lab.refreshUntil("answered", () -> !recipe.isChanging(PEAK));
            assertFalse(recipe.isLive(BATCH));
            assertEquals(20, ((Number) lab.run().latest().recipe().get(BATCH)).intValue());
            assertEquals(10, ((Number) recipe.draft().get(BATCH)).intValue());
        }
    }

    @Test
    void whatIsNotAllowedChangesNothing() {
        try (var lab = SmallRun.paused(SmallRun.recipe(50))) {
            var recipe = new RecipeViewModel(lab.model());
            var before = recipe.draft();
            assertThrows(UserFacingException.class, () -> recipe.change(SPARSITY, 1.5));
            assertEquals(before, recipe.draft());
            assertFalse(recipe.isChanging(SPARSITY));
        }
    }

    @Test
    void whatTheRunRefusesLeavesTheDraftToo() {
        try (var lab = SmallRun.paused(SmallRun.recipe(50))) {
            var recipe = new RecipeViewModel(lab.model());
            Object before = recipe.draft().get("maskUpdater");
            var global =
                    Map.of(
                            "method",
                            "rigl",
                            "sparsity",
                            0.8,
                            "distribution",
                            "global",
                            "every",
                            5L);
            recipe.change("maskUpdater", global); // a random start needs layers’ own sparsities
            lab.refreshUntil("answered", () -> !recipe.isChanging("maskUpdater"));
            assertEquals(before, lab.run().latest().recipe().get("maskUpdater"));
            assertEquals(before, recipe.draft().get("maskUpdater"));
        }
    }

    @Test
    void undoingShowsInTheDraft() {
        try (var lab = SmallRun.paused(SmallRun.recipe(50))) {
            var recipe = new RecipeViewModel(lab.model());
            Object before = recipe.draft().get(PEAK);
            recipe.change(PEAK, 0.05);
            lab.refreshUntil("answered", () -> !recipe.isChanging(PEAK));
            lab.model().undo();
            lab.refreshUntil("undone", () -> before.equals(recipe.draft().get(PEAK)));
        }
    }

    @Test
    void lockingShowsThePresentSparsityAsTheTarget() {
        try (var lab = SmallRun.paused(SmallRun.recipe(200))) {
            var recipe = new RecipeViewModel(lab.model());
            recipe.change(GROW, Map.of("method", "constant", "value", 0.05));
            lab.refreshUntil("unlocked", () -> !recipe.isChanging(GROW));
            lab.step(12);
            double drifted = lab.model().snapshot().sparsity();
            assertTrue(drifted > 0.82, "sparsity " + drifted);
            recipe.change(GROW, Map.of("method", "same"));
            lab.refreshUntil("locked", () -> !recipe.isChanging(GROW));
            assertEquals(drifted, (Double) recipe.draft().get(SPARSITY), 1e-12);
        }
    }

    @Test
    void afterTheEndChangesWaitForTheNextRun() {
        try (var lab = SmallRun.paused(SmallRun.recipe(10))) {
            var recipe = new RecipeViewModel(lab.model());
            lab.model().toggle();
            lab.refreshUntil("the end", () -> lab.model().snapshot().state().isOver());
            recipe.change(PEAK, 0.05);
            assertFalse(recipe.isChanging(PEAK));
            assertEquals(0.05, recipe.draft().get(PEAK));
        }
    }

    @Test
    void anotherRunIsFollowedAndTheOldOneNoMore() {
        try (var lab = SmallRun.paused(SmallRun.recipe(50));
                var next = SmallRun.paused(SmallRun.recipe(50).with(PEAK, 0.3))) {
            var recipe = new RecipeViewModel(lab.model());
            recipe.attach(next.model());
            assertEquals(0.3, recipe.draft().get(PEAK));
            lab.model().change(PEAK, 0.01);
            lab.refreshUntil("answered", () -> !lab.model().isChanging(PEAK));
            assertEquals(0.3, recipe.draft().get(PEAK));
        }
    }
}
