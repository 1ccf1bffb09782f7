package filigree.model.train;

import filigree.model.error.Problem;
import filigree.model.error.UserFacingException;
import filigree.model.file.TensorFile;
import filigree.model.layer.LearnedLayer;
import filigree.model.layer.Parameter;
import filigree.model.layer.TrainableLayer;
import filigree.model.matrix.CsrMatrix;
import filigree.model.matrix.MaskedMatrix;
import filigree.model.matrix.WeightMatrix;
import filigree.model.quantize.QuantizedInput;
import filigree.model.sparsity.LayerShape;
import filigree.model.sparsity.Mask;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A checkpoint read back: whole, since its checksums fit, and ready to be put into a [Trainer].
final class SavedState {
    private static final Set<String> NO_SLOTS =
            Set.of("values", "columns", "rows", "dense", "mask", "trained", "age", "ever");

    private final Path file;
    private final TensorFile tensors;
    private final Tally tally;
    private final boolean findsRanges;

    /// The same state for a network that rounds what layers read, which this one may not have done:
    /// a range that is missing stays to be found.
    SavedState findingRanges() {
        return new SavedState(file, tensors, true);
    }

    private SavedState(Path file, TensorFile tensors, boolean findsRanges) {
        this.findsRanges = findsRanges;
        this.file = file;
        this.tensors = tensors;
        this.tally = Tally.of(file.toString(), tensors.metadata());
    }

    /// @throws UserFacingException if the file cannot be read, is damaged or is no checkpoint
    static SavedState read(Path file) {
        TensorFile tensors = TensorFile.read(file);
        if (!Checkpoint.FORMAT.equals(tensors.metadata().get("format")) || !tensors.isChecked()) {
            throw new UserFacingException("checkpoint-incomplete", file, "format");
        }
        return new SavedState(file, tensors, false);
    }

    Tally tally() {
        return tally;
    }

    /// Replaces weights, optimizer state, histories and growth means.
    ///
    /// @throws UserFacingException if this is the state of another network
    void putInto(Trainer trainer) {
        try {
            List<TrainableLayer> layers = trainer.layers();
            for (int l = 0; l < layers.size(); l++) {
                put(layers.get(l).weight());
                put(layers.get(l).bias());
                putFunction(layers.get(l).weight());
                String name = layers.get(l).weight().shape().name();
                int[] born = tensors.ints(name + ".age");
                for (int k = 0; k < born.length; k++) {
                    born[k] = Math.toIntExact(tally.step() - born[k]);
                }
                trainer.topology().histories().get(l).restore(born, tensors.bytes(name + ".ever"));
            }
            for (LearnedLayer layer : trainer.learned()) {
                layer.parameters().forEach(this::put);
                layer.statistics().forEach((x, numbers) -> copy(layer.name() + "." + x, numbers));
            }
            putRanges(trainer);
            putGrowth(trainer);
            String carried = "method.carried";
            trainer.topology().carry(tensors.has(carried) ? tensors.floats(carried)[0] : Float.NaN);
        } catch (IllegalArgumentException e) { // sizes or places that this network does not have
            throw new UserFacingException(List.of(Problem.of("checkpoint-misfit", file)), e);
        }
    }

    private void putRanges(Trainer trainer) {
        for (QuantizedInput input : trainer.quantization().inputs()) {
            if (!findsRanges || tensors.has(Checkpoint.range(input))) {
                copy(Checkpoint.range(input), input.range());
                input.rescale();
            }
        }
    }

    private void put(Parameter p) {
        String name = p.shape().name();
        WeightMatrix matrix = p.matrix();
        matrix.setMask(mask(name, matrix));
        if (matrix instanceof MaskedMatrix masked) {
            boolean some = tensors.has(name + ".trained");
            masked.train(
                    some ? Optional.of(booleans(name + ".trained", masked)) : Optional.empty());
        }
        copy(name + (matrix instanceof CsrMatrix ? ".values" : ".dense"), matrix.values());
        for (String tensor : tensors.names()) {
            int dot = tensor.lastIndexOf('.');
            String slot = tensor.substring(dot + 1);
            if (dot == name.length() && tensor.startsWith(name) && !NO_SLOTS.contains(slot)) {
                copy(tensor, matrix.slots().get(slot));
            }
        }
        matrix.publish();
    }

    private void putFunction(Parameter p) {
        p.learned().forEach(this::put);
        p.matrix()
                .reparameterization()
                .ifPresent(function -> {
                    function.statistics()
                            .forEach((name, values) -> copy(Checkpoint.statistic(p, name), values));
                    p.matrix().publish(); // by the state that is back now
                });
    }

    private Mask mask(String name, WeightMatrix matrix) {
        int rows = matrix.mask().rows();
        int columns = matrix.mask().columns();
        return switch (matrix) {
            case CsrMatrix _ ->
                    Mask.ofRows(
                            rows,
                            columns,
                            tensors.ints(name + ".rows"),
                            tensors.ints(name + ".columns"));
            case MaskedMatrix m -> booleans(name + ".mask", m);
        };
    }

    private Mask booleans(String tensor, MaskedMatrix of) {
        int rows = of.mask().rows();
        int columns = of.mask().columns();
        tensors.requireShape(tensor, rows, columns);
        boolean[] active = tensors.booleans(tensor);
        return Mask.where(rows, columns, k -> active[(int) k]);
    }

    private void putGrowth(Trainer trainer) {
        if (!tensors.has("method.growth.count")) {
            return;
        }
        List<float[]> sums = new ArrayList<>();
        for (TrainableLayer layer : trainer.layers()) {
            LayerShape shape = layer.weight().shape();
            float[] sum = new float[Math.toIntExact(shape.size())];
            copy("method.growth." + shape.name(), sum);
            sums.add(sum);
        }
        trainer.growth().restore(tensors.ints("method.growth.count")[0], sums);
    }

    private void copy(String tensor, float[] to) {
        float[] from = tensors.floats(tensor);
        if (from.length != to.length) {
            throw new IllegalArgumentException(
                    tensor + " has " + from.length + " values instead of " + to.length);
        }
        System.arraycopy(from, 0, to, 0, to.length);
    }
}
