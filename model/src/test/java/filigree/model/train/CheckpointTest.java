package filigree.model.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.model.error.UserFacingException;
import filigree.model.recipe.Recipe;
import filigree.model.text.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A trainer built from a checkpoint goes on as the one that wrote it.
class CheckpointTest {
    @TempDir private Path folder = Path.of("");

    static Stream<Recipe> recipes() {
        Recipe rigl = Quadrants.recipe("rigl");
        return Stream.of(
                rigl,
                Quadrants.recipe("set").with("optimizer", "adam"),
                Quadrants.recipe("magnitude"),
                Quadrants.recipe("dense").with("optimizer", "adamw"),
                rigl.with("maskUpdater.growthBatches", 3),
                rigl.with("maskUpdater.growFraction", "linear"),
                rigl.with("gradients", "sparse-updates"),
                rigl.with("regularizer", "str"),
                PrunedTrainingTest.gated(5),
                shared(rigl, 4, "dgc"),
                shared(Quadrants.recipe("set"), 5, "top-k"),
                shared(Quadrants.recipe("magnitude"), 2, "random-k"));
    }

    private static Recipe shared(Recipe recipe, long workers, String compression) {
        return recipe.with("optimizer.momentum", 0.0)
                .with("gradients", "data-parallel")
                .with("gradients.workers", workers)
                .with("gradients.compression", compression);
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void goesOnFromAnyStepAsIfThereHadBeenNoBreak(Recipe recipe) throws IOException {
        var random = new SplittableRandom(recipe.hashCode());
        for (int round = 0; round < 6; round++) {
            int cut = round == 0 ? 0 : random.nextInt(1, 60);
            List<TrainingEvent> uncut = new ArrayList<>();
            List<TrainingEvent> resumed = new ArrayList<>();
            try (var first = Quadrants.trainer(recipe);
                    var second = new Trainer(recipe, Quadrants.data(), 2)) {
                Quadrants.step(first, cut);
                second.restore(SavedState.read(saved(first)), recipe, 0);
                assertEquals(State.of(first), State.of(second), "step " + cut);
                finish(first, uncut);
                finish(second, resumed);
                assertEquals(told(uncut), told(resumed), "cut at " + cut);
                assertArrayEquals(bytes(first), bytes(second), "cut at " + cut);
            }
        }
    }

    private static void finish(Trainer trainer, List<TrainingEvent> events) {
        boolean more = trainer.step() < trainer.steps();
        while (more) {
            more = trainer.step(events::add);
        }
    }

    private static List<String> told(List<TrainingEvent> events) {
        return events.stream().map(e -> e.toString().replaceAll("Floats@\\w+", "Floats")).toList();
    }

    private Path saved(Trainer trainer) {
        return Checkpoint.write(folder, trainer);
    }

    private byte[] bytes(Trainer trainer) throws IOException {
        return Files.readAllBytes(saved(trainer));
    }

    @Test
    void noticesEveryFlippedByte() throws IOException {
        Recipe recipe = Quadrants.recipe("rigl").with("network.hidden", List.of(3));
        try (var trainer = Quadrants.trainer(recipe)) {
            Quadrants.step(trainer, 3);
            byte[] good = bytes(trainer);
            Path file = folder.resolve("step-000000003.safetensors");
            var random = new SplittableRandom(5);
            for (int n = 0; n < 400; n++) {
                byte[] bad = good.clone();
                int at = n < 8 ? n : random.nextInt(bad.length);
                bad[at] ^= (byte) (1 << random.nextInt(8));
                Files.write(file, bad);
                assertThrows(UserFacingException.class, () -> SavedState.read(file), "byte " + at);
            }
            Files.write(file, good);
            assertEquals(3, SavedState.read(file).tally().step());
        }
    }

    @Test
    void refusesTheStateOfAnotherNetwork() {
        Recipe recipe = Quadrants.recipe("rigl");
        Recipe wider = recipe.with("network.hidden", List.of(97, 48));
        try (var trainer = Quadrants.trainer(recipe);
                var other = Quadrants.trainer(wider)) {
            SavedState state = SavedState.read(saved(trainer));
            String text = Refusal.of("checkpoint-misfit", () -> state.putInto(other));
            assertTrue(text.contains(folder.toString()), text);
        }
    }
}
