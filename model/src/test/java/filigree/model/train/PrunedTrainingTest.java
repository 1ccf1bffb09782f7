package filigree.model.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.model.recipe.Recipe;
import filigree.model.text.Refusal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Training in which a penalty learns what may go.
class PrunedTrainingTest {
    static Recipe gated(double lambda) {
        return Quadrants.recipe("dense")
                .with("optimizer", "adam")
                .with("optimizer.peak", 0.15)
                .with("regularizer", "l0")
                .with("regularizer.lambda", lambda);
    }

    @Test
    void aHigherPriceClosesMoreGates() {
        Pruned free = last(gated(0)).getFirst();
        Pruned dear = last(gated(100)).getFirst();
        assertEquals(64, free.inputs());
        assertTrue(dear.inputsKept() < free.inputsKept(), dear + " " + free);
        assertTrue(dear.weightsKept() < free.weightsKept(), dear + " " + free);
    }

    /// SGD moves gates too little in a short run; a rate of their own closes them.
    @Test
    void gatesWithARateOfTheirOwnCloseUnderAnyOptimizer() {
        Recipe slow =
                Quadrants.recipe("dense").with("regularizer", "l0").with("regularizer.lambda", 5.0);
        Pruned left = last(slow).getFirst();
        Pruned closed = last(slow.with("regularizer.gateRate", 0.15)).getFirst();
        assertEquals(64, left.inputs());
        assertTrue(closed.inputsKept() < left.inputsKept(), closed + " " + left);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sgd", "adam"})
    void aRateOfTheirOwnGivesTheSameBitsForAnyThreadsAndAfterABreak(
            String optimizer, @TempDir Path folder) throws Exception {
        Recipe recipe =
                Quadrants.recipe("dense")
                        .with("optimizer", optimizer)
                        .with("regularizer", "l0")
                        .with("regularizer.gateRate", 0.1);
        try (var one = new Trainer(recipe, Quadrants.data(), 1);
                var three = new Trainer(recipe, Quadrants.data(), 3)) {
            Quadrants.step(one, 40);
            Quadrants.step(three, 40);
            assertEquals(State.of(one), State.of(three));
            byte[] whole = Files.readAllBytes(Checkpoint.write(folder, one));
            for (int at : new SplittableRandom(3).ints(3, 1, 40).toArray()) {
                try (var first = new Trainer(recipe, Quadrants.data(), 2);
                        var second = new Trainer(recipe, Quadrants.data(), 1)) {
                    Quadrants.step(first, at);
                    var saved = SavedState.read(Checkpoint.write(folder, first));
                    second.restore(saved, recipe, 0);
                    Quadrants.step(second, 40 - at);
                    byte[] broken = Files.readAllBytes(Checkpoint.write(folder, second));
                    assertArrayEquals(whole, broken, "broken at " + at);
                }
            }
        }
    }

    private static List<Pruned> last(Recipe recipe) {
        List<TrainingEvent> events = new ArrayList<>();
        try (var trainer = Quadrants.trainer(recipe)) {
            boolean more = true;
            while (more) {
                more = trainer.step(events::add);
            }
        }
        return events.reversed().stream()
                .filter(TrainingEvent.Measured.class::isInstance)
                .map(e -> ((TrainingEvent.Measured) e).pruned())
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"l0", "str"})
    void anyNumberOfThreadsTrainsToTheSameBits(String penalty) {
        Recipe recipe = Quadrants.recipe("dense").with("regularizer", penalty);
        try (var one = new Trainer(recipe, Quadrants.data(), 1);
                var three = new Trainer(recipe, Quadrants.data(), 3)) {
            Quadrants.step(one, 40);
            Quadrants.step(three, 40);
            assertEquals(State.of(one), State.of(three));
        }
    }

    @Test
    void gatesNeedAllWeights() {
        Recipe sparse = Quadrants.recipe("rigl").with("regularizer", "l0");
        String text = Refusal.of("gates-need-all-weights", () -> Quadrants.trainer(sparse).close());
        assertTrue(text.contains("rigl"), text);
    }

    @Test
    void onlyOneMayStandBetweenStoredAndEffectiveWeights() {
        Recipe both = gated(1).with("quantizer", "lsq");
        Refusal.of("weights-changed-twice", () -> Quadrants.trainer(both).close());
    }
}
