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
    @ValueSource(strings = {"taylor", "movement", "soft-movement", "adam", "one-shot"})
    void theBitsAreTheSameForAnyThreadsAndAfterABreak(String updater, @TempDir Path folder)
            throws Exception {
        boolean adam = updater.equals("adam"); // for the scores of soft movement
        boolean learns = adam || updater.equals("soft-movement");
        Recipe plain = Quadrants.recipe(adam ? "soft-movement" : updater);
        Recipe soft = learns ? plain.with("maskUpdater.lambda", 0.02) : plain;
        Recipe recipe =
                adam
                        ? soft.with("maskUpdater.scoreRule", "adam")
                                .with("maskUpdater.scoreRate", 5.0)
                                .with("maskUpdater.lambdaRamp", "cubic-ramp")
                        : soft;
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

    /// The factor is 1 - (1 - p)^3 from step 0 to step 45 of 60.
    @Test
    void thresholdAndPriceOfSoftMovementRiseAlongTheirRamps() {
        Recipe recipe =
                plain("soft-movement")
                        .with("maskUpdater.thresholdRamp", "cubic-ramp")
                        .with("maskUpdater.lambdaRamp", "cubic-ramp")
                        .with("maskUpdater.threshold", 0.4)
                        .with("maskUpdater.lambda", 0.01)
                        .with("maskUpdater.scoreRate", 200.0);
        try (var trainer = trainer(recipe)) {
            WeightMatrix w = trainer.layers().get(1).weight().matrix();
            int pruned = 0;
            for (int step = 0; step < 50; step++) {
                float[] before = w.values().clone();
                float[] scores = w.slots().get("movement").clone();
                double left = 1 - Math.min(1, step / 45.0);
                double factor = 1 - left * left * left;
                double least = Math.log(0.4 * factor / (1 - 0.4 * factor));
                double rate = 200 * trainer.recipe().optimizer().rateAt(step, trainer.steps());
                Quadrants.step(trainer, 1);
                boolean updated = step > 0 && step <= 45 && step % 5 == 0;
                for (int k = 0; k < scores.length; k++) {
                    int columns = w.mask().columns();
                    boolean active = w.mask().isActive(k / columns, k % columns);
                    boolean near = Math.abs(scores[k] - least) < 1e-5;
                    assertTrue(!updated || near || active == scores[k] > least, step + ": " + k);
                    pruned += active ? 0 : 1;
                    if (active) {
                        double s = 1 / (1 + Math.exp(-scores[k]));
                        double moved = before[k] * w.gradients()[k] + 0.01 * factor * s * (1 - s);
                        assertEquals(scores[k] - rate * moved, w.slots().get("movement")[k], 1e-4);
                    }
                }
            }
            assertTrue(pruned > 0, "nothing was pruned");
        }
    }

    @Test
    void thePriceOfALayerIsSharedByItsWeights() {
        Recipe each =
                plain("soft-movement")
                        .with("maskUpdater.lambda", 0.01)
                        .with("maskUpdater.scoreRate", 200.0);
        Recipe whole =
                each.with("maskUpdater.penalty", "layer-means")
                        .with("maskUpdater.lambda", 0.01 * 96 * 48);
        try (var one = trainer(each);
                var other = trainer(whole)) {
            Quadrants.step(one, 1); // from then on the first layer differs, and all others with it
            Quadrants.step(other, 1);
            float[] expected = movement(one, 1);
            assertArrayEquals(expected, movement(other, 1), 1e-7f);
            assertEquals(96 * 48, expected.length);
            float first = movement(one, 0)[0]; // 64 * 96 weights share the same
            float more = movement(other, 0)[0];
            double rate = 200 * each.optimizer().rateAt(0, 60);
            double difference = rate * 0.01 / 4 * (1 - 96 * 48 / (64.0 * 96));
            assertEquals(difference, more - first, 1e-6);
        }
    }

    private static float[] movement(Trainer trainer, int layer) {
        return trainer.layers().get(layer).weight().matrix().slots().get("movement");
    }

    @Test
    void scoresFollowAdamWhereItIsAskedFor() {
        Recipe recipe =
                plain("soft-movement")
                        .with("maskUpdater.scoreRule", "adam")
                        .with("maskUpdater.scoreRate", 0.1)
                        .with("maskUpdater.lambda", 1e-3)
                        .with("maskUpdater.begin", 0.7);
        try (var trainer = trainer(recipe)) {
            WeightMatrix w = trainer.layers().get(1).weight().matrix();
            double[] expected = new double[w.values().length];
            double[] mean = new double[expected.length];
            double[] variance = new double[expected.length];
            for (int t = 1; t <= 20; t++) {
                float[] before = w.values().clone();
                double rate = 0.1 * trainer.recipe().optimizer().rateAt(t - 1, trainer.steps());
                Quadrants.step(trainer, 1);
                for (int k = 0; k < expected.length; k++) {
                    double s = 1 / (1 + Math.exp(-expected[k]));
                    double slope = (double) before[k] * w.gradients()[k] + 1e-3 * s * (1 - s);
                    mean[k] = 0.9 * mean[k] + 0.1 * slope;
                    variance[k] = 0.999 * variance[k] + 0.001 * slope * slope;
                    expected[k] -=
                            rate
                                    * (mean[k] / (1 - Math.pow(0.9, t)))
                                    / (Math.sqrt(variance[k] / (1 - Math.pow(0.999, t))) + 1e-8);
                }
            }
            float[] scores = w.slots().get("movement");
            for (int k = 0; k < expected.length; k++) {
                assertEquals(expected[k], scores[k], 2e-5, "score " + k);
            }
        }
    }

    @Test
    void aShareOfEachLayerStaysWhateverItsScores() {
        Recipe recipe =
                Quadrants.recipe("soft-movement")
                        .with("maskUpdater.lambda", 1.0)
                        .with("maskUpdater.least", 0.05);
        try (var trainer = trainer(recipe)) {
            Quadrants.step(trainer, 60);
            assertEquals(
                    List.of(96 * 64 / 20 + 1, 96 * 48 / 20 + 1, 48 * 4 / 20 + 1),
                    State.counts(trainer));
        }
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
