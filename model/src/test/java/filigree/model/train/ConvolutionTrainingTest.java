package filigree.model.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.model.data.Dataset;
import filigree.model.data.ImageShape;
import filigree.model.data.LoadedData;
import filigree.model.error.UserFacingException;
import filigree.model.recipe.Recipe;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// A convolutional network in the whole training loop.
class ConvolutionTrainingTest {
    private static final int SIDE = 16;

    @Test
    void theSameRecipeGivesTheSameBitsForAnyNumberOfThreads() {
        List<State> ends = new ArrayList<>();
        for (int threads = 1; threads <= 3; threads++) {
            try (var trainer = new Trainer(recipe(), data(), threads)) {
                Quadrants.step(trainer, 7);
                ends.add(State.of(trainer));
            }
        }
        assertEquals(ends.get(0), ends.get(1));
        assertEquals(ends.get(0), ends.get(2));
    }

    @Test
    void learnsWhichWayStripesRunAndKeepsItsSparsity() {
        try (var trainer = new Trainer(recipe(), data(), 2)) {
            Quadrants.step(trainer, 30);
            Evaluation test = trainer.lookAtTest();
            assertTrue(test.correct() > 0.9 * test.examples(), test.correct() + " right");
            assertEquals(0.8, trainer.topology().sparsity(), 0.001);
            assertEquals(
                    List.of(20, 50, 500, 2), test.firing().stream().map(Floats::size).toList());
        }
    }

    @Test
    void saysWhichImagesAreTooSmall() {
        Recipe recipe = Quadrants.recipe("dense").with("network", "lenet-5");
        var e =
                assertThrows(
                        UserFacingException.class, () -> new Trainer(recipe, Quadrants.data(), 1));
        assertEquals("image-too-small", e.problems().getFirst().id());
    }

    private static Recipe recipe() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", "stripes");
        tree.put("batch", 70);
        tree.put("steps", 30);
        tree.put("data", Map.of("method", "digits", "validation", 10));
        tree.put("network", "lenet-5");
        tree.put("optimizer", Map.of("method", "sgd", "peak", 0.02));
        tree.put("maskUpdater", Map.of("method", "rigl", "sparsity", 0.8, "every", 3));
        return Recipe.fromTree(tree);
    }

    static LoadedData data() {
        return new LoadedData(images(1, 150), images(2, 60), false);
    }

    private static Dataset images(long seed, int count) {
        var random = new SplittableRandom(seed);
        byte[] labels = new byte[count];
        byte[] pixels = new byte[count * SIDE * SIDE];
        for (int n = 0; n < count; n++) {
            labels[n] = (byte) random.nextInt(2);
            int phase = random.nextInt(4);
            for (int i = 0; i < SIDE * SIDE; i++) {
                int across = labels[n] == 0 ? i / SIDE : i % SIDE;
                pixels[n * SIDE * SIDE + i] =
                        (byte) ((across + phase) / 2 % 2 * 8 + random.nextInt(9));
            }
        }
        return new Dataset("digits", new ImageShape(SIDE, SIDE, 1), 2, 16, pixels, labels);
    }
}
