package filigree.model.train;

import filigree.model.layer.LearnedLayer;
import filigree.model.layer.Linear;
import filigree.model.layer.Parameter;
import filigree.model.layer.TrainableLayer;
import filigree.model.matrix.WeightMatrix;
import filigree.model.sparsity.Mask;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Everything training has changed, to the bit.
///
/// @param masks one a prunable layer
/// @param bits of all parameters, the optimizer's slots and what layers keep beside them
record State(List<Mask> masks, List<Integer> bits) {
    static State of(Trainer trainer) {
        List<Integer> bits = new ArrayList<>();
        for (Parameter p : trainer.network().parameters()) {
            add(bits, p.matrix().values());
            for (String slot : p.matrix().slots().names()) {
                add(bits, p.matrix().slots().get(slot));
            }
        }
        for (LearnedLayer layer : trainer.learned()) {
            layer.statistics().values().forEach(numbers -> add(bits, numbers));
        }
        for (TrainableLayer layer : trainer.layers()) {
            WeightMatrix w = layer.weight().matrix();
            add(bits, layer instanceof Linear ? w.transposed().values : w.columns().values);
        }
        return new State(masks(trainer), bits);
    }

    private static void add(List<Integer> bits, float[] numbers) {
        for (float number : numbers) {
            bits.add(Float.floatToRawIntBits(number));
        }
    }

    static List<Mask> masks(Trainer trainer) {
        return trainer.topology().masks();
    }

    /// Active weights of each layer.
    static List<Integer> counts(Trainer trainer) {
        return masks(trainer).stream().map(Mask::activeCount).toList();
    }

    /// All weights and biases.
    static float[] values(Trainer trainer) {
        float[] all = {};
        for (TrainableLayer layer : trainer.layers()) {
            for (Parameter p : layer.parameters()) {
                float[] values = p.matrix().values();
                int n = all.length;
                all = Arrays.copyOf(all, n + values.length);
                System.arraycopy(values, 0, all, n, values.length);
            }
        }
        return all;
    }

    @Override
    public String toString() {
        return masks + ", " + bits.hashCode();
    }
}
