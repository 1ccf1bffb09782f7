package filigree.model.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.model.data.LoadedData;
import filigree.model.matrix.MaskedMatrix;
import filigree.model.matrix.WeightMatrix;
import filigree.model.network.Pass;
import filigree.model.recipe.Recipe;
import filigree.model.sparsity.Mask;
import filigree.model.topology.TopologyUpdate.LayerChange;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What every method of dynamic sparse training keeps to while it trains.
class DynamicTrainingTest {
    private static final int STEPS = 40;

    /// The forms that [Quadrants] is trained in.
    static List<Map<String, Object>> methods() {
        return List.of(
                method("set"),
                method("set", "drop", "each-sign", "newWeights", "normal", "everyEpochs", 1),
                method("rigl", "growthBatches", 3),
                method("rigl", "growthBatches", 3, "growthGradient", "large-batch"),
                method("rigl", "pattern", Map.of("method", "block", "rows", 4, "columns", 4)),
                method("rigl", "pattern", "neuron"),
                method("snfs"),
                method("mest", "growth", "gradient"),
                method("srigl"),
                method("dsr", "threshold", 0.01),
                method("top-kast", "extra", 0.3));
    }

    private static Map<String, Object> method(String id, Object... more) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("method", id);
        tree.put("sparsity", 0.8);
        tree.put("every", 4);
        for (int i = 0; i < more.length; i += 2) {
            tree.put((String) more[i], more[i + 1]);
        }
        return tree;
    }

    private static Recipe recipe(Map<String, Object> method) {
        return Quadrants.recipe("static").with("steps", STEPS).with("maskUpdater", method);
    }

    @ParameterizedTest
    @MethodSource("methods")
    void theBitsAreTheSameForAnyThreadsAndAfterABreak(
            Map<String, Object> method, @TempDir Path folder) throws Exception {
        check(recipe(method), Quadrants.data(), folder);
    }

    /// Batch normalisation has statistics that a large batch must not move.
    @Test
    void aLargeBatchIsTheSameAfterABreakOfANormalisedNetwork(@TempDir Path folder)
            throws Exception {
        Recipe recipe =
                Stripes.recipe(Stripes.normalised().getFirst())
                        .with("steps", 14)
                        .with("maskUpdater.growthBatches", 3)
                        .with("maskUpdater.growthGradient", "large-batch");
        check(recipe, Stripes.data(), folder);
    }

    @Test
    void theSoftBoundOfMestIsTheSameAfterABreak(@TempDir Path folder) throws Exception {
        check(recipe(method("mest", "bound", "soft")), Quadrants.data(), folder);
    }

    private static void check(Recipe recipe, LoadedData data, Path folder) throws Exception {
        int steps = Math.toIntExact(recipe.steps());
        try (var one = new Trainer(recipe, data, 1);
                var three = new Trainer(recipe, data, 3)) {
            Quadrants.step(one, steps);
            Quadrants.step(three, steps);
            assertEquals(State.of(one), State.of(three));
            byte[] whole = Files.readAllBytes(Checkpoint.write(folder, one));
            var random = new SplittableRandom(recipe.toTree().toString().length());
            for (int round = 0; round < 4; round++) {
                int at = random.nextInt(1, steps);
                try (var first = new Trainer(recipe, data, 2);
                        var second = new Trainer(recipe, data, 1)) {
                    Quadrants.step(first, at);
                    second.restore(SavedState.read(Checkpoint.write(folder, first)), recipe, 0);
                    Quadrants.step(second, steps - at);
                    byte[] broken = Files.readAllBytes(Checkpoint.write(folder, second));
                    assertArrayEquals(whole, broken, "broken at " + at);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("methods")
    void theTotalStaysExactAndWhatIsNewHasNoPast(Map<String, Object> method) {
        Recipe recipe = recipe(method);
        boolean zero = !"normal".equals(method.get("newWeights"));
        try (var trainer = Quadrants.trainer(recipe)) {
            long total = total(trainer);
            int[] updates = {0};
            boolean more = true;
            while (more) {
                more =
                        trainer.step(event -> {
                            if (event instanceof TrainingEvent.MasksChanged changed) {
                                updates[0]++;
                                assertEquals(total, changed.update().active());
                                List<LayerChange> layers = changed.update().layers();
                                for (int l = 0; l < layers.size(); l++) {
                                    checkNew(trainer, l, layers.get(l), zero);
                                }
                            }
                        });
            }
            assertTrue(updates[0] >= 6, updates[0] + " updates");
        }
    }

    private static void checkNew(Trainer trainer, int l, LayerChange change, boolean zero) {
        WeightMatrix w = trainer.layers().get(l).weight().matrix();
        Mask mask = w.mask();
        assertEquals(change.after(), mask);
        if (w instanceof MaskedMatrix) {
            return; // there the past of what comes is what it comes with: TopKastTest
        }
        for (String slot : w.slots().names()) {
            assertZero(change.grown(), mask, w.toDense(w.slots().get(slot)), slot);
            assertZero(change.dropped(), mask, w.toDense(w.slots().get(slot)), slot);
        }
        assertZero(change.dropped(), mask, w.toDense(w.values()), "dropped weights");
        if (zero) {
            assertZero(change.grown(), mask, w.toDense(w.values()), "grown weights");
        }
    }

    private static void assertZero(Mask these, Mask mask, float[] dense, String what) {
        for (long i : these.flatIndices()) {
            assertEquals(0, dense[(int) i], what + " at " + i + " of " + mask);
        }
    }

    private static long total(Trainer trainer) {
        return State.counts(trainer).stream().mapToLong(n -> n).sum();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theOptimizerRestsOnAnUpdateOfRigLUnlessAskedNotTo(boolean rests) {
        Recipe recipe =
                Quadrants.recipe("rigl")
                        .with("optimizer.momentum", 0.0)
                        .with("maskUpdater.optimizerRests", rests);
        try (var trainer = Quadrants.trainer(recipe)) {
            Quadrants.step(trainer, 5);
            var layer = trainer.layers().get(1);
            Mask before = layer.weight().matrix().mask();
            float[] bias = layer.bias().matrix().values().clone();
            double rate = recipe.optimizer().rateAt(5, trainer.steps());
            Quadrants.step(trainer, 1);
            assertEquals(rests ? 5 : 6, trainer.tally().applied());
            assertEquals(rests, Arrays.equals(bias, layer.bias().matrix().values()));
            Mask now = layer.weight().matrix().mask();
            Mask grown = now.minus(before);
            assertTrue(grown.activeCount() > 0);
            WeightMatrix w = layer.weight().matrix();
            int place = trainer.network().layers().indexOf(layer);
            Pass pass = trainer.pass(); // still of that step
            layer.gradient(pass.inputOf(place), pass.gradientOf(place), 0, now.rows());
            long[] places = now.flatIndices();
            for (int k = 0; k < places.length; k++) {
                long at = places[k];
                if (grown.isActive((int) (at / now.columns()), (int) (at % now.columns()))) {
                    assertEquals(rests ? 0 : -rate * w.gradients()[k], w.values()[k], 1e-7);
                }
            }
        }
    }

    /// SET as in its paper: density from epsilon, each epoch to the end, each sign by itself, new
    /// weights at random.
    @Test
    void setOfThePaperIsARecipe() {
        Map<String, Object> paper =
                method(
                        "set",
                        "distribution",
                        Map.of("method", "er-constant", "epsilon", 4),
                        "dropFraction",
                        Map.of("method", "constant", "value", 0.3),
                        "everyEpochs",
                        1,
                        "end",
                        1,
                        "drop",
                        "each-sign",
                        "newWeights",
                        "normal");
        List<Long> steps = new ArrayList<>();
        try (var trainer = Quadrants.trainer(recipe(paper))) {
            List<Integer> counts = State.counts(trainer);
            assertEquals(4 * (64 + 96), counts.getFirst(), "epsilon (in + out)");
            boolean more = true;
            while (more) {
                more =
                        trainer.step(event -> {
                            if (event instanceof TrainingEvent.MasksChanged e) {
                                steps.add(e.step());
                                checkExchange(e.update().layers());
                            }
                        });
                assertEquals(counts, State.counts(trainer));
            }
        }
        assertEquals(List.of(5L, 10L, 15L, 20L, 25L, 30L, 35L), steps);
    }

    private static void checkExchange(List<LayerChange> layers) {
        for (LayerChange layer : layers) {
            int dropped = layer.dropped().activeCount() + layer.returned().activeCount();
            assertEquals(Math.round(0.3 * layer.before().activeCount()), dropped);
        }
    }

    /// Counts by hand: between updates the target and the drop fraction of it, in the end the
    /// target.
    @Test
    void theSoftBoundOfMestGrowsBeforeItDropsAndEndsAtTheTarget() {
        Map<String, Object> soft =
                method(
                        "mest",
                        "bound",
                        "soft",
                        "growth",
                        "gradient",
                        "dropFraction",
                        Map.of("method", "constant", "value", 0.25));
        try (var trainer = Quadrants.trainer(recipe(soft))) {
            List<Integer> target = State.counts(trainer);
            List<Integer> more = new ArrayList<>();
            for (int l = 0; l < target.size(); l++) {
                int size = Math.toIntExact(trainer.facts().shapes().get(l).size());
                more.add(Math.min(size, (int) Math.round(1.25 * target.get(l))));
            }
            for (int step = 0; step < STEPS; step++) {
                List<Mask> before = State.masks(trainer);
                Quadrants.step(trainer, 1);
                boolean between = step >= 4 && step < 28; // the last update at or before 30
                assertEquals(between ? more : target, State.counts(trainer), "step " + step);
                if (step == 8) {
                    List<Mask> after = State.masks(trainer);
                    for (int l = 0; l < after.size(); l++) {
                        int kept =
                                before.get(l)
                                        .minus(before.get(l).minus(after.get(l)))
                                        .activeCount();
                        assertTrue(kept >= target.get(l), "the target stays, then others come");
                    }
                }
            }
        }
    }

    @Test
    void anIntervalInEpochsIsRoundedToSteps() {
        Recipe recipe = recipe(method("rigl", "everyEpochs", 0.7));
        List<Long> steps = new ArrayList<>();
        try (var trainer = Quadrants.trainer(recipe)) {
            boolean more = true;
            while (more) {
                more =
                        trainer.step(event -> {
                            if (event instanceof TrainingEvent.MasksChanged e) {
                                steps.add(e.step());
                            }
                        });
            }
        }
        assertEquals(List.of(4L, 8L, 12L, 16L, 20L, 24L, 28L), steps, "0.7 of 5 steps");
    }

    /// Where weights hardly move, a large batch at step 3 has the gradient that the last three
    /// steps have at step 5.
    @Test
    void aLargeBatchIsThatOfTheNextSteps() {
        List<Mask> large = masksAfterFirst(3, "large-batch", 3);
        List<Mask> last = masksAfterFirst(5, "last-batches", 3);
        List<Mask> single = masksAfterFirst(3, "large-batch", 1);
        int different = 0;
        for (int l = 0; l < large.size(); l++) {
            int active = large.get(l).activeCount();
            int apart = large.get(l).minus(last.get(l)).activeCount();
            assertTrue(apart <= active * 0.01, apart + " of " + active);
            different += large.get(l).minus(single.get(l)).activeCount();
        }
        assertTrue(different > 20, "one batch grows others");
    }

    private static List<Mask> masksAfterFirst(int step, String gradient, int batches) {
        Recipe recipe =
                recipe(method("rigl", "growthGradient", gradient, "growthBatches", batches))
                        .with("maskUpdater.every", step)
                        .with("maskUpdater.dropFraction", "constant")
                        .with("optimizer.peak", 1e-5);
        try (var trainer = Quadrants.trainer(recipe)) {
            Quadrants.step(trainer, step + 1);
            return State.masks(trainer);
        }
    }
}
