package filigree.model.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.model.layer.Parameter;
import filigree.model.recipe.Recipe;
import filigree.model.sparsity.Mask;
import filigree.model.text.Refusal;
import filigree.model.topology.GivenMask;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a trained mask is worth is measured by masks and weights that were not trained.
class PlaceboTest {
    @TempDir private Path folder = Path.of("");

    private Path checkpoint(Recipe recipe, int steps) {
        try (var trainer = Quadrants.trainer(recipe)) {
            Quadrants.step(trainer, steps);
            return Checkpoint.write(folder, trainer);
        }
    }

    private static Recipe given(Recipe recipe, Path file, String shuffle) {
        return recipe.with(
                "maskUpdater",
                Map.of("method", "given-mask", "file", file.toString(), "shuffle", shuffle));
    }

    private static List<Mask> masks(Recipe recipe) {
        try (var trainer = Quadrants.trainer(recipe)) {
            return State.masks(trainer);
        }
    }

    /// What chose the mask before the first step is all that it did.
    @ParameterizedTest
    @CsvSource({"static, active", "snip, all", "grasp, all", "synflow, all"})
    void theMaskOfARunThatNeverChangedItTrainsToTheSameBits(String method, String fanIn) {
        Recipe original = Quadrants.recipe(method);
        Path file = checkpoint(original, 20);
        Recipe again = given(original, file, "none").with("init.fanIn", fanIn);
        try (var a = Quadrants.trainer(original);
                var b = Quadrants.trainer(again)) {
            Quadrants.step(a, 20);
            Quadrants.step(b, 20);
            assertEquals(State.of(a), State.of(b));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"layer", "neuron"})
    void shufflingKeepsCountsAndNothingElse(String shuffle) {
        Path file = checkpoint(Quadrants.recipe("rigl"), 40);
        List<Mask> found = masks(given(Quadrants.recipe("rigl"), file, "none"));
        Recipe shuffled = given(Quadrants.recipe("rigl"), file, shuffle);
        List<Mask> placebo = masks(shuffled);
        assertEquals(placebo, masks(shuffled));
        assertNotEquals(placebo, masks(shuffled.with("seed", 2)));
        for (int l = 0; l < found.size(); l++) {
            Mask a = found.get(l);
            Mask b = placebo.get(l);
            assertEquals(a.activeCount(), b.activeCount());
            boolean sameRows =
                    IntStream.rangeClosed(0, a.rows())
                            .allMatch(i -> a.rowStarts()[i] == b.rowStarts()[i]);
            assertEquals(shuffle.equals("neuron"), sameRows);
            double expected = shuffle.equals("layer") ? met(a, 0, a.rows()) : 0;
            for (int i = 0; i < a.rows() && shuffle.equals("neuron"); i++) {
                expected += met(a, i, i + 1);
            }
            assertTrue(
                    a.rows() < 10 || Math.abs(a.overlap(b) - expected) < 5 * Math.sqrt(expected),
                    a.overlap(b) + " against " + expected);
        }
    }

    /// How many of the k active weights of some rows a random choice of k among their n meets on
    /// average: k k / n, with a variance below that.
    private static double met(Mask mask, int from, int to) {
        double k = mask.rowStarts()[to] - mask.rowStarts()[from];
        return k * k / ((double) (to - from) * mask.columns());
    }

    @Test
    void aShuffledRandomMaskIsAnotherRandomMask() {
        Recipe original = Quadrants.recipe("static");
        Path file = checkpoint(original, 1);
        assertNotEquals(masks(original), masks(given(original, file, "layer")));
    }

    @Test
    void anotherDrawChangesTheFirstWeightsAlone() {
        Recipe recipe = Quadrants.recipe("static");
        try (var a = Quadrants.trainer(recipe);
                var b = Quadrants.trainer(recipe.with("init.draw", 1))) {
            assertEquals(State.masks(a), State.masks(b));
            for (int p = 0; p < a.network().parameters().size(); p++) {
                Parameter one = a.network().parameters().get(p);
                Parameter other = b.network().parameters().get(p);
                float[] w = one.matrix().values();
                int same = 0;
                for (int k = 0; k < w.length; k++) {
                    same += w[k] == other.matrix().values()[k] ? 1 : 0;
                }
                boolean bias = one.shape().name().endsWith(".bias");
                assertTrue(bias ? same == w.length : same < w.length / 100 + 1, one.shape().name());
            }
        }
    }

    @Test
    void aRunStandsForItsNewestCheckpoint() throws Exception {
        Recipe recipe = Quadrants.recipe("rigl");
        Path run = folder.resolve("run");
        Files.createDirectories(run.resolve("ckpt"));
        try (var trainer = Quadrants.trainer(recipe)) {
            Quadrants.step(trainer, 10);
            var _ = Checkpoint.write(run.resolve("ckpt"), trainer);
            Quadrants.step(trainer, 10);
            var _ = Checkpoint.write(run.resolve("ckpt"), trainer);
            assertEquals(State.masks(trainer), masks(given(recipe, run, "none")));
        }
    }

    @Test
    void aStarStandsForTheSeed() {
        Recipe recipe = Quadrants.recipe("rigl").with("seed", 17);
        try (var trainer = Quadrants.trainer(recipe)) {
            var shapes = trainer.facts().shapes();
            GivenMask.write(folder.resolve("seed-17.masks"), shapes, State.masks(trainer));
            Recipe starred = given(recipe, folder.resolve("seed-*.masks"), "none");
            assertEquals(State.masks(trainer), masks(starred));
            assertTrue(
                    Refusal.of("file-missing", () -> masks(starred.with("seed", 18)))
                            .contains("seed-18"));
        }
    }

    @Test
    void masksBehindWhichWeightsLiveCanBeGivenToo() {
        Recipe recipe = Quadrants.recipe("magnitude").with("maskUpdater.mayReturn", true);
        try (var trainer = Quadrants.trainer(recipe)) {
            Quadrants.step(trainer, 40);
            Path file = Checkpoint.write(folder, trainer);
            assertEquals(State.masks(trainer), masks(given(recipe, file, "none")));
        }
    }

    @Test
    void refusesWhatIsNoMaskOfThisNetwork() {
        Recipe recipe = Quadrants.recipe("rigl");
        Path file = checkpoint(recipe, 2);
        Recipe wider = given(recipe.with("network.hidden", List.of(96, 49)), file, "none");
        assertTrue(Refusal.of("mask-file-misfit", () -> masks(wider)).contains("fc2"));
        Recipe deeper = given(recipe.with("network.hidden", List.of(96, 48, 9)), file, "none");
        assertTrue(Refusal.of("mask-file-misfit", () -> masks(deeper)).contains("fc3"));
        Recipe unnamed = recipe.with("maskUpdater", "given-mask");
        assertTrue(Refusal.of("mask-file-missing", () -> masks(unnamed)).contains("given-mask"));
        Recipe nothing = given(recipe, folder.resolve("nothing"), "none");
        assertTrue(Refusal.of("file-missing", () -> masks(nothing)).contains("nothing"));
        Recipe empty = given(recipe, folder, "none");
        assertTrue(Refusal.of("mask-file-none", () -> masks(empty)).contains("checkpoint"));
    }
}
