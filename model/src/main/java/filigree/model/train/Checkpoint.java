package filigree.model.train;

import filigree.model.file.TensorFileWriter;
import filigree.model.layer.LearnedLayer;
import filigree.model.layer.Parameter;
import filigree.model.layer.TrainableLayer;
import filigree.model.matrix.CsrMatrix;
import filigree.model.matrix.MaskedMatrix;
import filigree.model.quantize.QuantizedInput;
import filigree.model.sparsity.Mask;
import filigree.model.topology.TopologyHistory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// The training state on disk, as `ckpt/step-%09d.safetensors`.
///
/// For each matrix x: `x.values` F32, `x.columns` and `x.rows` I32 (rows + 1 starts), or, where
/// weights behind the mask live, `x.dense` F32 and `x.mask` BOOL, both `[rows, columns]`, and
/// `x.trained` BOOL where some weights rest; one `x.<slot>` F32 a buffer of the optimizer, aligned
/// with the weights; `x.age` I32 (steps since each weight grew) and `x.ever` U8 (one bit a weight,
/// lowest first) for prunable ones; `l.<statistic>` F32 what a layer l keeps from step to step,
/// such as the running mean of a batch normalisation; `method.growth.x` where a mean of growth
/// gradients is under way; `method.carried` F32 where the mask updater carries a number from update
/// to update; where effective weights differ from stored ones, what is learned for that as a matrix
/// of its own, `x.<name>`, and statistics as `method.weights.x.<name>` F32;
/// `method.activations.x.input` F32, the range of what x reads, where that is quantized; in the
/// metadata the [Tally]. [SavedState] reads it. The content depends on recipe, changes and step
/// alone, so equal runs have equal files.
final class Checkpoint {
    static final String FORMAT = "filigree-checkpoint-1";
    private static final int KEPT = 3;

    private Checkpoint() {}

    /// Writes the state in one step.
    ///
    /// @param folder `ckpt` of a run, which exists
    /// @return the file
    static Path write(Path folder, Trainer trainer) {
        Path file = folder.resolve("step-%09d.safetensors".formatted(trainer.step()));
        var writer = new TensorFileWriter().metadata("format", FORMAT);
        trainer.tally().texts().forEach(writer::metadata);
        List<TrainableLayer> layers = trainer.layers();
        for (int l = 0; l < layers.size(); l++) {
            add(writer, layers.get(l).weight());
            TopologyHistory history = trainer.topology().histories().get(l);
            String name = layers.get(l).weight().shape().name();
            int[] ages = ages(history.born(), trainer.step());
            writer.add(name + ".age", ages, ages.length);
            writer.add(name + ".ever", history.ever(), history.ever().length);
            add(writer, layers.get(l).bias());
            addFunction(writer, layers.get(l).weight());
        }
        for (LearnedLayer layer : trainer.learned()) {
            layer.parameters().forEach(p -> add(writer, p));
            layer.statistics()
                    .forEach((x, numbers) ->
                            writer.add(layer.name() + "." + x, numbers, numbers.length));
        }
        for (QuantizedInput input : trainer.quantization().inputs()) {
            writer.add(range(input), input.range(), input.range().length);
        }
        addGrowth(writer, trainer);
        if (!Float.isNaN(trainer.topology().carried())) {
            writer.add("method.carried", new float[] {trainer.topology().carried()}, 1);
        }
        writer.write(file);
        return file;
    }

    /// The method's own state: a mean of growth gradients under way.
    private static void addGrowth(TensorFileWriter writer, Trainer trainer) {
        if (trainer.growth().count() == 0) {
            return;
        }
        writer.add("method.growth.count", new int[] {trainer.growth().count()}, 1);
        for (int l = 0; l < trainer.layers().size(); l++) {
            var shape = trainer.layers().get(l).weight().shape();
            float[] sum = trainer.growth().sums().get(l);
            writer.add("method.growth." + shape.name(), sum, shape.rows(), shape.columns());
        }
    }

    /// What stands between stored and effective weights.
    private static void addFunction(TensorFileWriter writer, Parameter p) {
        p.learned().forEach(learned -> add(writer, learned));
        p.matrix()
                .reparameterization()
                .ifPresent(function ->
                        function.statistics()
                                .forEach((name, values) ->
                                        writer.add(statistic(p, name), values, values.length)));
    }

    /// The tensor of a statistic; no optimizer's buffer has such a name.
    static String statistic(Parameter p, String name) {
        return "method.weights." + p.shape().name() + "." + name;
    }

    /// The tensor of the range of activations.
    static String range(QuantizedInput input) {
        return "method.activations." + input.name();
    }

    private static void add(TensorFileWriter writer, Parameter p) {
        String name = p.shape().name();
        Mask mask = p.matrix().mask();
        long[] shape =
                switch (p.matrix()) {
                    case CsrMatrix m -> {
                        int n = mask.activeCount();
                        writer.add(name + ".values", m.values(), n);
                        writer.add(name + ".columns", mask.columnIndices(), n);
                        writer.add(name + ".rows", mask.rowStarts(), mask.rows() + 1);
                        yield new long[] {n};
                    }
                    case MaskedMatrix m -> {
                        long[] whole = {mask.rows(), mask.columns()};
                        writer.add(name + ".dense", m.values(), whole);
                        writer.add(name + ".mask", booleans(mask), whole);
                        m.trained()
                                .ifPresent(runs ->
                                        writer.add(
                                                name + ".trained", booleans(runs.mask()), whole));
                        yield whole;
                    }
                };
        for (String slot : p.matrix().slots().names()) {
            writer.add(name + "." + slot, p.matrix().slots().get(slot), shape);
        }
    }

    private static boolean[] booleans(Mask mask) {
        boolean[] active = new boolean[Math.toIntExact(mask.size())];
        for (int i = 0; i < mask.rows(); i++) {
            for (int k = mask.rowStarts()[i]; k < mask.rowStarts()[i + 1]; k++) {
                active[i * mask.columns() + mask.column(k)] = true;
            }
        }
        return active;
    }

    private static int[] ages(int[] born, long step) {
        int[] ages = new int[born.length];
        for (int k = 0; k < ages.length; k++) {
            ages[k] = Math.toIntExact(step - born[k]);
        }
        return ages;
    }

    /// Returns a run's checkpoints, oldest first.
    static List<Path> all(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.getFileName().toString().matches("step-\\d+\\.safetensors"))
                    .sorted(Comparator.comparing(f -> f.getFileName().toString()))
                    .toList();
        } catch (IOException _) {
            return List.of(); // no folder, no checkpoints
        }
    }

    /// Deletes all but the newest few of those at the ends of epochs, and of those in between all
    /// but one that is newer than they are. So the checkpoints of a finished run do not tell where
    /// it was interrupted.
    ///
    /// @param steps of the whole run
    static void forgetOld(Path folder, long stepsPerEpoch, long steps) {
        List<Path> newestFirst = all(folder).reversed();
        int kept = 0;
        for (int i = 0; i < newestFirst.size(); i++) {
            long step = stepOf(newestFirst.get(i));
            boolean regular = step % stepsPerEpoch == 0 || step == steps;
            if (regular ? kept == KEPT : i > 0) {
                delete(newestFirst.get(i));
            } else if (regular) {
                kept++;
            }
        }
    }

    /// The step that a file's name says.
    static long stepOf(Path file) {
        return Long.parseLong(file.getFileName().toString().replaceAll("\\D", ""));
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException _) {
            // an old file too many does no harm
        }
    }
}
