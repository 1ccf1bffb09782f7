package filigree.model.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.model.recipe.Catalog;
import filigree.model.recipe.Recipe;
import filigree.model.sparsity.Allocation;
import filigree.model.sparsity.ErdosRenyiKernel;
import filigree.model.sparsity.LayerShape;
import filigree.model.sparsity.Mask;
import filigree.model.text.Refusal;
import filigree.model.topology.MaskUpdater;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrainerTest {
    static Stream<String> updaters() {
        return Catalog.family(MaskUpdater.class).stream().map(t -> t.id());
    }

    @ParameterizedTest
    @MethodSource("updaters")
    void theSameRecipeGivesTheSameBitsForAnyNumberOfThreads(String updater) {
        Recipe recipe = Quadrants.recipe(updater);
        List<State> ends = new ArrayList<>();
        List<Double> losses = new ArrayList<>();
        for (int threads = 1; threads <= 3; threads++) {
            try (var trainer = new Trainer(recipe, Quadrants.data(), threads)) {
                Quadrants.step(trainer, 60);
                ends.add(State.of(trainer));
                losses.add(trainer.lookAtTest().loss());
            }
        }
        assertEquals(ends.get(0), ends.get(1));
        assertEquals(ends.get(0), ends.get(2));
        assertEquals(Collections.nCopies(3, losses.getFirst()), losses);
    }

    @ParameterizedTest
    @MethodSource("updaters")
    void anotherSeedGivesOtherWeights(String updater) {
        assertNotEquals(
                after(Quadrants.recipe(updater), 3),
                after(Quadrants.recipe(updater).with("seed", 2), 3));
    }

    private static State after(Recipe recipe, int steps) {
        try (var trainer = Quadrants.trainer(recipe)) {
            Quadrants.step(trainer, steps);
            return State.of(trainer);
        }
    }

    @ParameterizedTest
    @MethodSource("updaters")
    void learns(String updater) {
        try (var trainer = Quadrants.trainer(Quadrants.recipe(updater))) {
            double before = trainer.lookAtTest().accuracy();
            Quadrants.step(trainer, 60);
            double after = trainer.lookAtTest().accuracy();
            boolean learns = !updater.equals("inverted"); // it keeps what matters least
            assertEquals(learns, after > 0.9, updater + " is right in " + after);
            assertTrue(before < 0.6, updater + " began at " + before);
            assertEquals(2, trainer.testLooks());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rigl", "set", "static"})
    void hasExactlyTheTargetAtEveryStep(String updater) {
        try (var trainer = Quadrants.trainer(Quadrants.recipe(updater))) {
            List<Integer> target = counts(trainer.facts().shapes(), 0.9);
            for (int step = 0; step < 60; step++) {
                assertEquals(target, State.counts(trainer), "step " + step);
                Quadrants.step(trainer, 1);
            }
        }
    }

    static List<Integer> counts(List<LayerShape> shapes, double sparsity) {
        if (new ErdosRenyiKernel().allocate(shapes, sparsity)
                instanceof Allocation.PerLayer(List<Double> sparsities)) {
            List<Integer> counts = new ArrayList<>();
            for (int l = 0; l < shapes.size(); l++) {
                long size = shapes.get(l).size();
                counts.add((int) Allocation.activeCount(size, sparsities.get(l)));
            }
            return counts;
        }
        throw new AssertionError("ERK is layer-wise");
    }

    @Test
    void magnitudePruningOnlyTakesAwayAndEndsAtTheExactCount() {
        Recipe recipe = Quadrants.recipe("magnitude").with("maskUpdater.end", 0.55);
        try (var trainer = Quadrants.trainer(recipe)) {
            List<Mask> before = State.masks(trainer);
            assertEquals(0, trainer.topology().sparsity());
            for (int step = 0; step < 60; step++) {
                Quadrants.step(trainer, 1);
                List<Mask> now = State.masks(trainer);
                for (int l = 0; l < now.size(); l++) {
                    assertEquals(0, now.get(l).minus(before.get(l)).activeCount(), "came back");
                }
                before = now;
                List<Integer> end = counts(trainer.facts().shapes(), 0.9);
                assertEquals(step >= 33, State.counts(trainer).equals(end), "step " + step);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"magnitude", "taylor", "movement"})
    void aRampToTheEndOfTheRunArrives(String updater) {
        Recipe recipe = Quadrants.recipe(updater).with("maskUpdater.end", 1.0);
        try (var trainer = Quadrants.trainer(recipe)) {
            Quadrants.step(trainer, 59);
            assertNotEquals(counts(trainer.facts().shapes(), 0.9), State.counts(trainer));
            Quadrants.step(trainer, 1);
            assertEquals(counts(trainer.facts().shapes(), 0.9), State.counts(trainer));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"structured", "soft-movement"})
    void anUpdateAtTheEndOfTheRunHappens(String updater) {
        Recipe recipe = Quadrants.recipe(updater).with("maskUpdater.end", 1.0);
        Recipe rare = recipe.with("maskUpdater.every", 1_000L);
        try (var trainer = Quadrants.trainer(rare)) {
            Quadrants.step(trainer, 59);
            assertEquals(0, trainer.topology().updates());
            Quadrants.step(trainer, 1);
            assertEquals(1, trainer.topology().updates());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"one-shot", "wanda"})
    void pruningAtTheEndOfTheRunHappens(String updater) {
        Recipe recipe = Quadrants.recipe(updater).with("maskUpdater.at", 1.0);
        try (var trainer = Quadrants.trainer(recipe)) {
            Quadrants.step(trainer, 59);
            assertEquals(0, trainer.topology().sparsity());
            Quadrants.step(trainer, 1);
            assertEquals(0.9, trainer.topology().sparsity(), 0.02);
        }
    }

    @Test
    void globalPruningEndsAtTheExactTotal() {
        Recipe recipe = Quadrants.recipe("magnitude").with("maskUpdater.distribution", "global");
        try (var trainer = Quadrants.trainer(recipe)) {
            Quadrants.step(trainer, 60);
            long size = trainer.facts().shapes().stream().mapToLong(LayerShape::size).sum();
            assertEquals(
                    Allocation.activeCount(size, 0.9),
                    State.counts(trainer).stream().mapToLong(n -> n).sum());
        }
    }

    @ParameterizedTest
    @MethodSource("updaters")
    void masksChangeOnUpdateStepsAlone(String updater) {
        Recipe recipe = Quadrants.recipe(updater);
        try (var trainer = Quadrants.trainer(recipe)) {
            for (int step = 0; step < 60; step++) {
                List<Mask> before = State.masks(trainer);
                Quadrants.step(trainer, 1);
                if (!recipe.maskUpdater().updatesAt(step, 60)) {
                    assertEquals(before, State.masks(trainer), "step " + step);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rigl", "set"})
    void theOptimizerRestsOnAnUpdateStep(String updater) {
        try (var trainer = Quadrants.trainer(Quadrants.recipe(updater))) {
            Quadrants.step(trainer, 5);
            assertEquals(5, trainer.tally().applied());
            float[] bias = trainer.layers().getFirst().bias().matrix().values().clone();
            Mask before = State.masks(trainer).getFirst();
            float[] weights = trainer.layers().getFirst().weight().matrix().values().clone();
            Quadrants.step(trainer, 1);
            Mask after = State.masks(trainer).getFirst();
            float[] moved = trainer.layers().getFirst().weight().matrix().values();
            int[] from = after.positionsIn(before);
            for (int k = 0; k < from.length; k++) {
                assertEquals(from[k] < 0 ? 0 : weights[from[k]], moved[k]);
            }
            assertNotEquals(before, after);
            assertArrayEquals(bias, trainer.layers().getFirst().bias().matrix().values());
            assertEquals(5, trainer.tally().applied(), "Adam counts applied steps");
            Quadrants.step(trainer, 1);
            assertEquals(6, trainer.tally().applied());
        }
    }

    @Test
    void magnitudePruningMovesWeightsOnItsUpdateStepsToo() {
        try (var trainer = Quadrants.trainer(Quadrants.recipe("magnitude"))) {
            Quadrants.step(trainer, 6);
            assertEquals(6, trainer.tally().applied());
        }
    }

    @Test
    void growthOverSeveralBatchesChoosesOtherWeights() {
        Recipe one = Quadrants.recipe("rigl");
        assertNotEquals(
                after(one, 6).masks(), after(one.with("maskUpdater.growthBatches", 4), 6).masks());
    }

    @Test
    void refusesABatchLargerThanTheTrainingPart() {
        Recipe recipe = Quadrants.recipe("rigl").with("batch", 501);
        String text = Refusal.of("batch-too-large", () -> Quadrants.trainer(recipe));
        assertTrue(text.contains("501") && text.contains("500"), text);
    }

    @Test
    void measuresAtTheEndOfEachHalfEpochAndMoreOftenAtFirst() {
        List<Long> measured = new ArrayList<>();
        try (var trainer = Quadrants.trainer(Quadrants.recipe("rigl"))) {
            boolean more = true;
            while (more) {
                more =
                        trainer.step(event -> {
                            if (event instanceof TrainingEvent.Measured m) {
                                measured.add(m.step());
                                assertEquals(60, m.validation().examples());
                            }
                        });
            }
            assertEquals(60, trainer.step());
        }
        assertEquals(List.of(1L, 2L, 4L, 6L), measured.subList(0, 4));
        assertEquals(60L, measured.getLast());
        assertFalse(measured.contains(59L));
    }
}
