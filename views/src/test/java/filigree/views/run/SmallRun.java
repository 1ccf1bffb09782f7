package filigree.views.run;

import filigree.model.data.Dataset;
import filigree.model.data.ImageShape;
import filigree.model.data.LoadedData;
import filigree.model.recipe.Recipe;
import filigree.model.train.Run;
import filigree.model.train.Trainer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

/// A real training of a few neurons that waits for commands, and its view model; no toolkit.
public final class SmallRun implements AutoCloseable {
    private static final int SIDE = 8;
    private static final long PATIENCE_NANOS = 20_000_000_000L;

    private final Run run;
    private final RunViewModel model;

    private SmallRun(Recipe recipe) {
        this.run = new Run(new Trainer(recipe, data(), 1), Optional.empty(), Run.Options.paused());
        this.model = new RunViewModel(run);
        run.start();
    }

    public static SmallRun paused(Recipe recipe) {
        return new SmallRun(recipe);
    }

    /// RigL at 80 %, an update every 5 steps.
    ///
    /// @param steps of the whole run
    public static Recipe recipe(long steps) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", "small");
        tree.put("batch", 20);
        tree.put("steps", steps);
        tree.put("data", Map.of("method", "digits", "validation", 40));
        tree.put("network", Map.of("method", "mlp", "hidden", List.of(24)));
        tree.put("maskUpdater", Map.of("method", "rigl", "sparsity", 0.8, "every", 5));
        return Recipe.fromTree(tree);
    }

    private static LoadedData data() {
        return new LoadedData(images(1, 240), images(2, 40), false);
    }

    private static Dataset images(long seed, int count) {
        var random = new SplittableRandom(seed);
        byte[] labels = new byte[count];
        byte[] pixels = new byte[count * SIDE * SIDE];
        for (int n = 0; n < count; n++) {
            labels[n] = (byte) random.nextInt(4);
            for (int i = 0; i < SIDE * SIDE; i++) {
                boolean bright = i / SIDE / 4 * 2 + i % SIDE / 4 == labels[n];
                pixels[n * SIDE * SIDE + i] = (byte) (random.nextInt(8) + (bright ? 8 : 0));
            }
        }
        return new Dataset("digits", new ImageShape(SIDE, SIDE, 1), 4, 16, pixels, labels);
    }

    public Run run() {
        return run;
    }

    public RunViewModel model() {
        return model;
    }

    /// Refreshes, as pulses do, until something is so.
    public void refreshUntil(String what, BooleanSupplier isSo) {
        long begin = System.nanoTime();
        model.refresh();
        while (!isSo.getAsBoolean()) {
            if (System.nanoTime() - begin > PATIENCE_NANOS) {
                throw new AssertionError("never: " + what);
            }
            Thread.onSpinWait();
            model.refresh();
        }
    }

    /// Does steps, one at a time.
    public void step(int count) {
        long until = run.latest().step() + count;
        for (int i = 0; i < count; i++) {
            model.oneStep();
        }
        refreshUntil("step " + until, () -> model.snapshot().step() == until);
    }

    @Override
    public void close() {
        run.close();
    }
}
