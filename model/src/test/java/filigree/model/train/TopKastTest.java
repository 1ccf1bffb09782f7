package filigree.model.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.model.matrix.WeightMatrix;
import filigree.model.recipe.Recipe;
import filigree.model.sparsity.Mask;
import filigree.model.text.Refusal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopKastTest {
    private static final double SPARSITY = 0.9;
    private static final double EXTRA = 0.2;

    private static Recipe recipe(Object... more) {
        Recipe recipe =
                Quadrants.recipe("top-kast")
                        .with("maskUpdater.distribution", "uniform")
                        .with("maskUpdater.extra", EXTRA)
                        .with("maskUpdater.every", 10);
        for (int i = 0; i < more.length; i += 2) {
            recipe = recipe.with((String) more[i], more[i + 1]);
        }
        return recipe;
    }

    @Test
    void aIsTheLargestOfAllWeightsAndBTheLargestBehindThem() {
        try (var trainer = Quadrants.trainer(recipe())) {
            checkLargest(trainer);
            for (int update = 1; update <= 5; update++) {
                Quadrants.step(trainer, update == 1 ? 10 : 9);
                List<float[]> before = values(trainer);
                Quadrants.step(trainer, 1); // its masks follow from the weights before it
                checkLargest(trainer, before);
            }
        }
    }

    private static void checkLargest(Trainer trainer) {
        checkLargest(trainer, values(trainer));
    }

    private static void checkLargest(Trainer trainer, List<float[]> before) {
        for (int l = 0; l < before.size(); l++) {
            WeightMatrix w = matrix(trainer, l);
            int size = w.values().length;
            Mask trained = w.trained().orElseThrow().mask();
            assertEquals(Math.round(size * (1 - SPARSITY)), w.mask().activeCount());
            assertEquals(Math.round(size * (1 - SPARSITY + EXTRA)), trained.activeCount());
            assertEquals(0, w.mask().minus(trained).activeCount(), "A lies in B");
            checkAbove(before.get(l), w.mask());
            checkAbove(before.get(l), trained);
        }
    }

    private static void checkAbove(float[] weights, Mask chosen) {
        float least = Float.MAX_VALUE;
        float most = 0;
        for (int k = 0; k < weights.length; k++) {
            float size = Math.abs(weights[k]);
            if (chosen.isActive(k / chosen.columns(), k % chosen.columns())) {
                least = Math.min(least, size);
            } else {
                most = Math.max(most, size);
            }
        }
        assertTrue(least >= most, least + " is in, " + most + " is not");
    }

    /// Neither momentum, nor Adam's moments, nor weight decay, nor a penalty on the gradient moves
    /// what rests; what trains moves, in front of the mask and behind it.
    @ParameterizedTest
    @ValueSource(strings = {"sgd", "adam", "adamw"})
    void whatLiesOutsideBRests(String optimizer) {
        Recipe recipe =
                recipe("optimizer", Map.of("method", optimizer, "peak", 0.01, "weightDecay", 0.01));
        try (var trainer = Quadrants.trainer(recipe)) {
            Quadrants.step(trainer, 21); // an update has just been
            List<float[]> before = values(trainer);
            Quadrants.step(trainer, 9);
            int[] moved = new int[2];
            for (int l = 0; l < before.size(); l++) {
                WeightMatrix w = matrix(trainer, l);
                Mask trained = w.trained().orElseThrow().mask();
                for (int k = 0; k < w.values().length; k++) {
                    int row = k / trained.columns();
                    int column = k % trained.columns();
                    if (!trained.isActive(row, column)) {
                        assertEquals(before.get(l)[k], w.values()[k]);
                        for (String slot : w.slots().names()) {
                            assertEquals(0, w.slots().get(slot)[k], slot);
                        }
                    } else if (before.get(l)[k] != w.values()[k]) {
                        moved[w.mask().isActive(row, column) ? 0 : 1]++;
                    }
                }
            }
            assertTrue(moved[0] > 500 && moved[1] > 1_000, Arrays.toString(moved));
        }
    }

    /// One plain step with and without the penalty.
    @ParameterizedTest
    @ValueSource(doubles = {EXTRA, 1})
    void thePenaltyIsLambdaOnAAndLambdaByTheDensityOnTheRestOfB(double extra) {
        double lambda = 0.01;
        Object[] plain = {
            "optimizer",
            Map.of(
                    "method",
                    "sgd",
                    "peak",
                    0.1,
                    "momentum",
                    0,
                    "nesterov",
                    false,
                    "weightDecay",
                    0,
                    "rate",
                    "constant"),
            "maskUpdater.extra",
            extra
        };
        try (var without = Quadrants.trainer(recipe(plain).with("maskUpdater.penalty", 0.0));
                var with = Quadrants.trainer(recipe(plain).with("maskUpdater.penalty", lambda))) {
            List<float[]> first = values(with);
            Quadrants.step(without, 1);
            Quadrants.step(with, 1);
            for (int l = 0; l < first.size(); l++) {
                WeightMatrix w = matrix(with, l);
                Mask a = w.mask();
                for (int k = 0; k < w.values().length; k++) {
                    int row = k / a.columns();
                    int column = k % a.columns();
                    boolean trains =
                            w.trained().isEmpty() || w.trained().get().mask().isActive(row, column);
                    double share = a.isActive(row, column) ? 1 : 1 / (1 - a.sparsity());
                    double expected = trains ? -0.1 * lambda * share * first.get(l)[k] : 0;
                    double actual = (double) w.values()[k] - matrix(without, l).values()[k];
                    assertEquals(expected, actual, 1e-6, "weight " + k);
                }
            }
        }
    }

    /// The pass reads A alone: weights behind it may be anything.
    @Test
    void theNetworkUsesAAlone() {
        try (var trainer = Quadrants.trainer(recipe())) {
            Quadrants.step(trainer, 15);
            double loss = trainer.validate().loss();
            for (int l = 0; l < trainer.layers().size(); l++) {
                WeightMatrix w = matrix(trainer, l);
                float[] active = w.toDense(w.values());
                for (int k = 0; k < active.length; k++) {
                    if (active[k] == 0) {
                        w.values()[k] = 1_000;
                    }
                }
                w.publish();
            }
            assertEquals(loss, trainer.validate().loss());
        }
    }

    @Test
    void weightsOfBRiseIntoA() {
        try (var trainer = Quadrants.trainer(recipe("maskUpdater.every", 1))) {
            List<Mask> first = State.masks(trainer);
            Quadrants.step(trainer, 60);
            List<Mask> last = State.masks(trainer);
            assertNotEquals(first, last);
            int risen = 0;
            for (int l = 0; l < first.size(); l++) {
                assertEquals(first.get(l).activeCount(), last.get(l).activeCount());
                risen += last.get(l).minus(first.get(l)).activeCount();
            }
            assertTrue(risen > 20, risen + " have risen");
        }
    }

    @Test
    void aTargetChangedByHandMovesBothSets() {
        try (var trainer = Quadrants.trainer(recipe())) {
            Quadrants.step(trainer, 12);
            Object _ = trainer.apply(new Command.Change("maskUpdater.sparsity", 0.6));
            Quadrants.step(trainer, 1);
            for (int l = 0; l < trainer.layers().size(); l++) {
                WeightMatrix w = matrix(trainer, l);
                int size = w.values().length;
                assertEquals(Math.round(size * 0.4), w.mask().activeCount());
                assertEquals(
                        Math.round(size * 0.6), w.trained().orElseThrow().mask().activeCount());
            }
        }
    }

    @Test
    void needsADistributionThatMeetsItsTarget() {
        Recipe own = recipe("maskUpdater.distribution", "er-constant");
        Refusal.of("needs-total", () -> Quadrants.trainer(own).close());
    }

    private static WeightMatrix matrix(Trainer trainer, int layer) {
        return trainer.layers().get(layer).weight().matrix();
    }

    private static List<float[]> values(Trainer trainer) {
        return trainer.layers().stream().map(l -> l.weight().matrix().values().clone()).toList();
    }
}
