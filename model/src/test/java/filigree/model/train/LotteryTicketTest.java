package filigree.model.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.model.matrix.WeightMatrix;
import filigree.model.recipe.Recipe;
import filigree.model.sparsity.Mask;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LotteryTicketTest {
    private static final int ROUND = 15; // 60 steps, three rounds

    private static Recipe recipe(long rewindTo) {
        return Quadrants.recipe("lottery-ticket")
                .with("maskUpdater.rounds", 3L)
                .with("maskUpdater.rewindTo", rewindTo);
    }

    @Test
    void eachRoundPrunesItsShareOfEachLayer() {
        try (var trainer = trainer(0)) {
            List<Integer> expected = new ArrayList<>(State.counts(trainer));
            for (int round = 1; round <= 3; round++) {
                Quadrants.step(trainer, round == 1 ? ROUND + 1 : ROUND);
                for (int l = 0; l < 3; l++) {
                    int active = expected.get(l);
                    expected.set(l, active - (int) Math.round((l == 2 ? 0.1 : 0.2) * active));
                }
                assertEquals(expected, State.counts(trainer));
            }
            Quadrants.step(trainer, 60 - 3 * ROUND - 1);
            assertEquals(expected, State.counts(trainer));
        }
    }

    @Test
    void survivorsAndBiasesGoBackToTheValuesOfTheirStepAndTheOptimizerBeginsAnew() {
        for (long rewindTo : new long[] {0, 4}) {
            try (var trainer = trainer(rewindTo)) {
                Quadrants.step(trainer, (int) rewindTo);
                WeightMatrix w = trainer.layers().getFirst().weight().matrix();
                float[] early = w.values().clone();
                float[] bias = trainer.layers().getFirst().bias().matrix().values().clone();
                Quadrants.step(trainer, ROUND + 1 - (int) rewindTo);
                long[] places = w.mask().flatIndices();
                assertTrue(places.length < early.length);
                for (int k = 0; k < places.length; k++) {
                    assertEquals(early[(int) places[k]], w.values()[k]);
                    assertEquals(0, w.slots().get("momentum")[k]);
                }
                assertArrayEquals(bias, trainer.layers().getFirst().bias().matrix().values());
                assertEquals(0, trainer.tally().applied());
            }
        }
    }

    @Test
    void theSmallestTrainedWeightsGo() {
        try (var trainer = trainer(0)) {
            Quadrants.step(trainer, ROUND);
            WeightMatrix w = trainer.layers().get(1).weight().matrix();
            float[] trained = w.values().clone();
            Quadrants.step(trainer, 1);
            Mask mask = w.mask();
            float lowest = Float.MAX_VALUE;
            float highest = 0;
            for (int k = 0; k < trained.length; k++) {
                boolean stays = mask.isActive(k / mask.columns(), k % mask.columns());
                lowest = stays ? Math.min(lowest, Math.abs(trained[k])) : lowest;
                highest = stays ? highest : Math.max(highest, Math.abs(trained[k]));
            }
            assertTrue(lowest >= highest, lowest + " stays, " + highest + " does not");
        }
    }

    @Test
    void everyRoundHasTheWholeLearningRateSchedule() {
        try (var trainer = trainer(0)) {
            List<Double> rates = new ArrayList<>();
            for (int step = 0; step < 60; step++) {
                rates.add(trainer.snapshot(RunState.RUNNING, Watch.NOTHING, 0, 0).learningRate());
                Quadrants.step(trainer, 1);
            }
            assertTrue(rates.get(ROUND - 1) < rates.get(0) / 10, rates.toString());
            for (int step = 0; step < 60; step++) {
                assertEquals(rates.get(step % ROUND), rates.get(step), 1e-12);
            }
        }
    }

    @Test
    void theBitsAreTheSameAfterABreak(@TempDir Path folder) throws Exception {
        try (var whole = trainer(2)) {
            Quadrants.step(whole, 50);
            byte[] expected = Files.readAllBytes(Checkpoint.write(folder, whole));
            for (int at : List.of(1, 9, 16, 31)) {
                try (var first = trainer(2);
                        var second = trainer(2)) {
                    Quadrants.step(first, at);
                    var saved = SavedState.read(Checkpoint.write(folder, first));
                    second.restore(saved, second.recipe(), 0);
                    Quadrants.step(second, 50 - at);
                    assertArrayEquals(
                            expected, Files.readAllBytes(Checkpoint.write(folder, second)));
                }
            }
        }
    }

    private static Trainer trainer(long rewindTo) {
        return new Trainer(recipe(rewindTo), Quadrants.data(), 1);
    }
}
