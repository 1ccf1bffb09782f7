package filigree.model.train;

import filigree.model.data.Dataset;
import filigree.model.data.ImageShape;
import filigree.model.data.LoadedData;
import filigree.model.file.TensorFile;
import filigree.model.matrix.CsrMatrix;
import filigree.model.matrix.ProductForm;
import filigree.model.random.RandomStreams;
import filigree.model.recipe.Recipe;
import filigree.model.sparsity.LayerShape;
import filigree.model.sparsity.Mask;
import filigree.model.topology.MaskSelection;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// Trains 784-10000-10000-10 at 99 % sparsity with RigL, updates of the masks and a checkpoint
/// included, and prints what came out, one `name value` a line. A main class, so that its test can
/// give it a small heap.
final class LargeTraining {
    static final int HIDDEN = 10_000;
    static final int BATCH = 64;
    private static final int STEPS = 6;
    private static final int UPDATE_EVERY = 2;
    private static final int IMAGES = 256;
    private static final int CLASSES = 10;

    private LargeTraining() {}

    /// @param arguments the folder for the checkpoint, then the number of threads
    public static void main(String[] arguments) {
        Path folder = Path.of(arguments[0]);
        double _ = weightBytes(10); // loads the classes
        say("weightBytes", weightBytes(HIDDEN));
        var counts = new Counts();
        try (var trainer = new Trainer(recipe(), data(), Integer.parseInt(arguments[1]))) {
            boolean goesOn = true;
            while (goesOn) {
                goesOn = trainer.step(counts::take);
            }
            Path file = Checkpoint.write(folder, trainer);
            TensorFile back = TensorFile.read(file);
            long active = State.counts(trainer).stream().mapToLong(n -> n).sum();
            say("counts", State.counts(trainer));
            say("finite", trainer.isFinite() && Double.isFinite(counts.loss));
            say("updates", counts.updates);
            say("moved", counts.moved);
            say("values", back.floats("fc2.values").length);
            say("momentum", back.floats("fc2.momentum").length);
            say("same", same(back, State.masks(trainer).get(1)));
            say("bits", bits(back));
            say("allBytes", (double) used() / active);
            say("offHeap", offHeap());
        }
    }

    private static boolean same(TensorFile file, Mask mask) {
        return Arrays.equals(file.ints("fc2.columns"), mask.columnIndices())
                && Arrays.equals(file.ints("fc2.rows"), mask.rowStarts());
    }

    private static int bits(TensorFile file) {
        return 31 * Arrays.hashCode(file.floats("fc2.values"))
                + Arrays.hashCode(file.floats("fc2.momentum"));
    }

    private static void say(String name, Object value) {
        IO.println(name + " " + value);
    }

    /// Bytes of heap for each active weight of a layer that trains with momentum: everything that a
    /// step reads or writes.
    private static double weightBytes(int size) {
        long before = used();
        var random = new RandomStreams(1);
        LayerShape shape = LayerShape.linear("w", size, size);
        var mask = MaskSelection.random(List.of(shape), List.of(0.99), random).getFirst();
        var matrix = new CsrMatrix(mask);
        matrix.use(ProductForm.PANELS);
        matrix.slots().get("momentum")[0] = 1;
        long after = used();
        int n = matrix.slots().get("momentum").length; // used here: it must not go before
        return (double) (after - before) / n;
    }

    /// Bytes of heap that stay after everything else is thrown away.
    private static long used() {
        for (int i = 0; i < 3; i++) {
            ManagementFactory.getMemoryMXBean().gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static long offHeap() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
    }

    private static final class Counts {
        private int updates;
        private long moved;
        private double loss = Double.NaN;

        void take(TrainingEvent event) {
            if (event instanceof TrainingEvent.MasksChanged changed) {
                updates++;
                moved += changed.update().grown();
            } else if (event instanceof TrainingEvent.Measured measured) {
                loss = measured.trainingLoss();
            }
        }
    }

    private static Recipe recipe() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("batch", BATCH);
        tree.put("steps", STEPS);
        tree.put("data", Map.of("method", "digits", "validation", BATCH));
        tree.put("network", Map.of("method", "mlp", "hidden", List.of(HIDDEN, HIDDEN)));
        tree.put("optimizer", Map.of("method", "sgd", "peak", 0.01));
        tree.put(
                "maskUpdater",
                Map.of(
                        "method",
                        "rigl",
                        "sparsity",
                        0.99,
                        "distribution",
                        "uniform",
                        "every",
                        UPDATE_EVERY,
                        "end",
                        1.0));
        return Recipe.fromTree(tree);
    }

    private static LoadedData data() {
        return new LoadedData(images(1), images(2), false);
    }

    private static Dataset images(long seed) {
        var random = new SplittableRandom(seed);
        byte[] pixels = new byte[IMAGES * 28 * 28];
        random.nextBytes(pixels);
        byte[] labels = new byte[IMAGES];
        for (int n = 0; n < IMAGES; n++) {
            labels[n] = (byte) random.nextInt(CLASSES);
        }
        return new Dataset("digits", new ImageShape(28, 28, 1), CLASSES, 255, pixels, labels);
    }
}
