package filigree.model.report;

import filigree.model.data.Dataset;
import filigree.model.data.ImageShape;
import filigree.model.data.LoadedData;
import filigree.model.file.Json;
import filigree.model.recipe.Recipe;
import filigree.model.train.Run;
import filigree.model.train.RunFolder;
import filigree.model.train.Snapshot;
import filigree.model.train.Trainer;
import filigree.model.train.TrainingEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.BiConsumer;

/// Runs to report on: trained on generated 8 x 8 images, or written by hand.
final class TinyRuns {
    static final int STEPS = 120;

    private TinyRuns() {}

    /// Trains a small network for a few steps and keeps the run in `folder`.
    ///
    /// @param told of every event, on the training thread
    /// @return the last state of the run
    static Snapshot train(
            Path folder, Map<String, Object> recipe, BiConsumer<Run, TrainingEvent> told) {
        var r = Recipe.fromTree(recipe);
        var trainer = new Trainer(r, data(), 1);
        var run =
                new Run(
                        trainer,
                        Optional.of(new RunFolder(folder, r, Run.environment(1))),
                        Run.Options.whole());
        run.listen(event -> told.accept(run, event));
        run.start();
        try {
            run.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return run.latest();
    }

    /// A recipe for the generated images.
    static Map<String, Object> recipe(String name, long seed, Map<String, Object> maskUpdater) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", name);
        tree.put("seed", seed);
        tree.put("batch", 20);
        tree.put("steps", STEPS);
        tree.put("data", Map.of("method", "digits", "validation", 100));
        tree.put("network", Map.of("method", "mlp", "hidden", List.of(24)));
        tree.put("maskUpdater", maskUpdater);
        return tree;
    }

    /// RigL with an update every ten steps.
    static Map<String, Object> rigl() {
        return Map.of("method", "rigl", "sparsity", 0.8, "every", 10);
    }

    private static LoadedData data() {
        return new LoadedData(images(500, 1), images(200, 2), false);
    }

    /// Each class is bright in two columns of its own; the rest is noise.
    private static Dataset images(int count, long seed) {
        var random = new Random(seed);
        byte[] pixels = new byte[count * 64];
        byte[] labels = new byte[count];
        for (int i = 0; i < count; i++) {
            labels[i] = (byte) (i % 10);
            for (int p = 0; p < 64; p++) {
                boolean bright = p % 8 == labels[i] % 8 || p / 8 == labels[i] / 2;
                pixels[i * 64 + p] = (byte) (random.nextInt(8) + (bright ? 8 : 0));
            }
        }
        return new Dataset("digits", new ImageShape(8, 8, 1), 10, 16, pixels, labels);
    }

    /// Writes a run that was never trained: a recipe and a result.
    ///
    /// @param state `finished` or how else it ended
    /// @param accuracy of 1,000 validation images; of as many test images too
    static Path written(Path folder, Map<String, Object> recipe, String state, double accuracy) {
        var judged =
                Map.of(
                        "step",
                        STEPS,
                        "examples",
                        1000,
                        "correct",
                        Math.round(1000 * accuracy),
                        "accuracy",
                        accuracy,
                        "loss",
                        0.5);
        Map<String, Object> run = new LinkedHashMap<>();
        run.put("version", 1);
        run.put("name", String.valueOf(recipe.get("name")));
        run.put("state", state);
        run.put("steps", STEPS);
        run.put("stepsPlanned", STEPS);
        run.put("testLooks", 1);
        run.put("validation", judged);
        run.put("test", judged);
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("run.json"), Json.write(run));
            Files.writeString(folder.resolve("recipe.json"), Json.write(recipe));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return folder;
    }
}
