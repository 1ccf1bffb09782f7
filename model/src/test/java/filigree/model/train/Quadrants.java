package filigree.model.train;

import filigree.model.data.Dataset;
import filigree.model.data.ImageShape;
import filigree.model.data.LoadedData;
import filigree.model.recipe.MethodCodec;
import filigree.model.recipe.Recipe;
import filigree.model.topology.GivenMask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// A small problem: which quarter of an 8 x 8 image is bright. And recipes that fit it: 500
/// training images, 5 steps an epoch.
final class Quadrants {
    static final int STEPS_PER_EPOCH = 5;
    private static final int VALIDATION = 60;
    private static final int SIDE = 8;

    private Quadrants() {}

    static LoadedData data() {
        return new LoadedData(images(1, 500 + VALIDATION), images(2, 80), false);
    }

    private static Dataset images(long seed, int count) {
        var random = new SplittableRandom(seed);
        byte[] labels = new byte[count];
        byte[] pixels = new byte[count * SIDE * SIDE];
        for (int n = 0; n < count; n++) {
            labels[n] = (byte) random.nextInt(4);
            for (int i = 0; i < SIDE * SIDE; i++) {
                int quarter = i / SIDE / 4 * 2 + i % SIDE / 4;
                int light = quarter == labels[n] ? 5 : 0;
                pixels[n * SIDE * SIDE + i] = (byte) (light + random.nextInt(12));
            }
        }
        return new Dataset("digits", new ImageShape(SIDE, SIDE, 1), 4, 16, pixels, labels);
    }

    /// A recipe of 60 steps, 96 and 48 hidden units, an update every 5 steps.
    ///
    /// @param updater id of the mask updater
    static Recipe recipe(String updater) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", updater);
        tree.put("batch", 100);
        tree.put("steps", 60);
        tree.put("data", Map.of("method", "digits", "validation", VALIDATION));
        tree.put("network", Map.of("method", "mlp", "hidden", List.of(96, 48)));
        tree.put("optimizer", Map.of("method", "sgd", "peak", 0.05, "weightDecay", 0.001));
        tree.put("maskUpdater", updater);
        Recipe recipe = Recipe.fromTree(tree);
        if (updater.equals("lottery-ticket")) { // two trainings of 30 steps
            return recipe.with("maskUpdater.rounds", 1L);
        }
        if (updater.equals("inverted")) {
            return recipe.with("maskUpdater.of.every", 5);
        }
        if (updater.equals("given-mask")) {
            return recipe.with("maskUpdater.file", masks(recipe.with("maskUpdater", "static")));
        }
        boolean repeats = MethodCodec.encode(recipe.maskUpdater()).containsKey("every");
        return repeats ? recipe.with("maskUpdater.every", 5) : recipe;
    }

    /// A file of the masks that a recipe starts with.
    private static String masks(Recipe recipe) {
        try (var trainer = trainer(recipe)) {
            Path file = Files.createTempFile("quadrants", ".masks");
            file.toFile().deleteOnExit();
            GivenMask.write(file, trainer.facts().shapes(), State.masks(trainer));
            return file.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Trainer trainer(Recipe recipe) {
        return new Trainer(recipe, data(), 1);
    }

    /// Runs some steps.
    static void step(Trainer trainer, int count) {
        for (int i = 0; i < count; i++) {
            boolean _ = trainer.step(_ -> {});
        }
    }
}
