package filigree.model.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.model.matrix.WeightMatrix;
import filigree.model.recipe.Recipe;
import filigree.model.sparsity.Mask;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Pruners that keep numbers beside the weights, or act once.
class PrunersTest {
    @ParameterizedTest
    @ValueSource(strings = {"taylor", "movement", "soft-movement", "one-shot"})
    void theBitsAreTheSameForAnyThreadsAndAfterABreak(String updater, @TempDir Path folder)
            throws Exception {
        boolean learns = updater.equals("soft-movement");
        Recipe plain = Quadrants.recipe(updater);
        Recipe recipe = learns ? plain.with("maskUpdater.lambda", 0.02) : plain;
        try (var one = new Trainer(recipe, Quadrants.data(), 1);
                var three = new Trainer(recipe, Quadrants.data(), 3)) {
            Quadrants.step(one, 50);
            Quadrants.step(three, 50);
            assertEquals(State.of(one), State.of(three));
            assertEquals(0.9, one.topology().sparsity(), learns ? 0.8 : 1e-3);
            byte[] whole = Files.readAllBytes(Checkpoint.write(folder, one));
            for (int at : List.of(4, 23, 33)) { // before, between and after updates
                try (var first = new Trainer(recipe, Quadrants.data(), 2);
                        var second = new Trainer(recipe, Quadrants.data(), 1)) {
                    Quadrants.step(first, at);
                    var saved = SavedState.read(Checkpoint.write(folder, first));
                    second.restore(saved, recipe, 0);
                    Quadrants.step(second, 50 - at);
                    byte[] broken = Files.readAllBytes(Checkpoint.write(folder, second));
                    assertArrayEquals(whole, broken, "broken at " + at);
                }
            }
        }
    }

    @Test
    void movementSumsRateTimesWeightTimesGradient() {
        try (var trainer = trainer(plain("movement"))) {
            WeightMatrix w = trainer.layers().get(1).weight().matrix();
            double[] expected = new double[w.values().length];
            for (int step = 0; step < 4; step++) {
                float[] before = w.values().clone();
                double rate = trainer.recipe().optimizer().rateAt(step, trainer.steps());
                Quadrants.step(trainer, 1);
                for (int k = 0; k < expected.length; k++) {
                    expected[k] -= rate * before[k] * w.gradients()[k];
                }
            }
            float[] sums = w.slots().get("movement");
            for (int k = 0; k < expected.length; k++) {
                assertEquals(expected[k], sums[k], 1e-7);
            }
        }
    }

    @Test
    void behindTheMaskMovementGoesOnAndWeightsDoNot() {
        try (var trainer = trainer(plain("movement"))) {
            Quadrants.step(trainer, 31); // just after an update
            WeightMatrix w = trainer.layers().get(1).weight().matrix();
            Mask mask = w.mask();
            float[] before = w.values().clone();
            float[] sums = w.slots().get("movement").clone();
            Quadrants.step(trainer, 3);
            assertEquals(mask, w.mask());
            int moved = 0;
            for (int k = 0; k < before.length; k++) {
                if (!mask.isActive(k / mask.columns(), k % mask.columns())) {
                    assertEquals(before[k], w.values()[k]);
                    moved += w.slots().get("movement")[k] != sums[k] ? 1 : 0;
                }
            }
            assertTrue(moved > 0.3 * before.length, moved + " scores of " + before.length);
        }
    }

    @Test
    void theHighestMovementStaysAndPrunedWeightsMayReturn() {
        try (var trainer = trainer(plain("movement"))) {
            int returned = 0;
            Mask before = State.masks(trainer).get(1);
            for (int step = 0; step < 40; step++) {
                float[] sums =
                        trainer.layers().get(1).weight().matrix().slots().get("movement").clone();
                Quadrants.step(trainer, 1);
                Mask after = State.masks(trainer).get(1);
                returned += after.minus(before).activeCount();
                if (!after.equals(before)) {
                    float lowest = Float.MAX_VALUE;
                    float highest = -Float.MAX_VALUE;
                    for (int k = 0; k < sums.length; k++) {
                        boolean active = after.isActive(k / after.columns(), k % after.columns());
                        lowest = active ? Math.min(lowest, sums[k]) : lowest;
                        highest = active ? highest : Math.max(highest, sums[k]);
                    }
                    assertTrue(lowest >= highest, lowest + " stays, " + highest + " does not");
                }
                before = after;
            }
            assertTrue(returned > 0, "none came back");
        }
    }

    @Test
    void softMovementAddsThePriceAndKeepsWhatIsAboveTheThreshold() {
        Recipe recipe =
                plain("soft-movement")
                        .with("maskUpdater.lambda", 0.01)
                        .with("maskUpdater.scoreRate", 500.0);
        try (var trainer = trainer(recipe)) {
            WeightMatrix w = trainer.layers().get(1).weight().matrix();
            double[] expected = new double[w.values().length];
            double least = Math.log(0.1 / 0.9);
            int pruned = 0;
            for (int step = 0; step < 26; step++) {
                float[] before = w.values().clone();
                float[] scores = w.slots().get("movement").clone();
                Mask mask = w.mask();
                double rate = 500 * trainer.recipe().optimizer().rateAt(step, trainer.steps());
                Quadrants.step(trainer, 1);
                boolean updated = step > 0 && step % 5 == 0;
                for (int k = 0; k < expected.length; k++) {
                    boolean active = w.mask().isActive(k / mask.columns(), k % mask.columns());
                    assertTrue(!updated || active == scores[k] > least, "weight " + k);
                    if (!active) {
                        assertEquals(before[k], w.values()[k], "it does not train");
                        pruned++;
                    } else { // of an inactive one the gradient is gone by now
                        double s = 1 / (1 + Math.exp(-scores[k]));
                        double moved = before[k] * w.gradients()[k] + 0.01 * s * (1 - s);
                        assertEquals(scores[k] - rate * moved, w.slots().get("movement")[k], 1e-4);
                    }
                }
            }
            assertTrue(pruned > 0, "nothing was pruned");
        }
    }

    @Test
    void aHigherPriceOfMovementLeavesFewerWeights() {
        double[] sparsity = new double[2];
        for (int i = 0; i < 2; i++) {
            Recipe recipe = Quadrants.recipe("soft-movement");
            try (var trainer = trainer(recipe.with("maskUpdater.lambda", i == 0 ? 1e-4 : 0.02))) {
                Quadrants.step(trainer, 60);
                sparsity[i] = trainer.topology().sparsity();
            }
        }
        assertTrue(sparsity[1] > sparsity[0] + 0.1, sparsity[0] + " and " + sparsity[1]);
    }

    @Test
    void oneShotStaysDenseUntilItsStep() {
        try (var trainer = trainer(Quadrants.recipe("one-shot"))) {
            Quadrants.step(trainer, 30);
            assertEquals(0, trainer.topology().sparsity());
            Quadrants.step(trainer, 1);
            assertEquals(0.9, trainer.topology().sparsity(), 1e-3);
        }
    }

    private static Trainer trainer(Recipe recipe) {
        return new Trainer(recipe, Quadrants.data(), 1);
    }

    /// No momentum, no decay: a weight without a gradient stays where it is.
    private static Recipe plain(String updater) {
        return Quadrants.recipe(updater)
                .with("optimizer.momentum", 0.0)
                .with("optimizer.weightDecay", 0.0);
    }
}
