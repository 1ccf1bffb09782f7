package filigree.model.metric;

import filigree.model.sparsity.LayerShape;
import filigree.model.sparsity.Mask;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongToDoubleFunction;
import java.util.function.LongToIntFunction;
import java.util.function.ToLongFunction;

/// What the weights of a network cost: counted, never measured. Biases are left out.
///
/// FLOPs are per sample; a multiply-add counts as 2. One training step is a forward pass and a
/// backward pass of twice its work. With f_S for the sparse forward pass and f_D for the dense one
/// (RigL's appendix, Evci et al. 2020, arXiv:1911.11134):
///
/// ```
/// dense             3 f_D
/// static, SET       3 f_S
/// RigL              (3 f_S dT + 2 f_S + f_D) / (dT + 1)        dT steps between updates
/// SNFS              2 f_S + f_D
/// gradual pruning   mean over the steps of 3 f_D (1 - s_t)
/// ```
///
/// @param layers one a layer of weights, in network order
public record Costs(List<LayerCost> layers) {
    public Costs {
        layers = List.copyOf(layers);
    }

    /// Counts under masks.
    ///
    /// @param shapes of the layers, from input to output
    /// @param masks one a layer
    public static Costs of(List<LayerShape> shapes, List<Mask> masks) {
        if (shapes.size() != masks.size()) {
            throw new IllegalArgumentException(
                    shapes.size() + " shapes, " + masks.size() + " masks");
        }
        List<LayerCost> layers = new ArrayList<>();
        for (int l = 0; l < shapes.size(); l++) {
            layers.add(new LayerCost(shapes.get(l), masks.get(l).activeCount()));
        }
        return new Costs(layers);
    }

    /// Number of active weights.
    public long nonZeros() {
        return total(LayerCost::nonZeros);
    }

    /// Number of weights, active or not.
    public long size() {
        return total(layer -> layer.shape().size());
    }

    /// FLOPs of one sample through the active weights, f_S.
    public long forwardFlops() {
        return total(LayerCost::forwardFlops);
    }

    /// FLOPs of one sample if every weight were active, f_D.
    public long denseForwardFlops() {
        return total(LayerCost::denseForwardFlops);
    }

    /// Training FLOPs per sample of the dense network.
    public double denseTrainingFlops() {
        return 3.0 * denseForwardFlops();
    }

    /// Training FLOPs per sample under masks whose counts stay: static sparse training and SET.
    public double sparseTrainingFlops() {
        return 3.0 * forwardFlops();
    }

    /// Training FLOPs per sample of RigL, whose updates measure a dense gradient and rest the
    /// optimizer.
    ///
    /// @param interval steps between updates, dT, at least 1
    public double riglTrainingFlops(long interval) {
        double sparse = forwardFlops();
        return (3 * sparse * interval + 2 * sparse + denseForwardFlops()) / (interval + 1.0);
    }

    /// Training FLOPs per sample where every step measures a dense gradient: SNFS, whose smoothed
    /// gradient is that of all weights, and masks behind which weights live.
    public double denseGradientTrainingFlops() {
        return 2.0 * forwardFlops() + denseForwardFlops();
    }

    /// Training FLOPs of one sample of each batch over a whole run that is planned.
    ///
    /// @param steps of the run
    /// @param forward f of each step, counted from 0
    /// @param denseBatches over how many batches a step takes the gradient of all weights
    public double trainingFlops(
            long steps, LongToDoubleFunction forward, LongToIntFunction denseBatches) {
        double sum = 0;
        for (long step = 0; step < steps; step++) {
            double f = forward.applyAsDouble(step);
            int batches = denseBatches.applyAsInt(step);
            sum += batches == 0 ? 3 * f : batches * (2 * f + denseForwardFlops());
        }
        return sum;
    }

    /// Training FLOPs per sample of a network that is pruned on the way, averaged over its steps.
    ///
    /// @param steps of the whole run, at least 1
    /// @param sparsityAt the sparsity at each step, counted from 0, in [0, 1]
    public double pruningTrainingFlops(long steps, LongToDoubleFunction sparsityAt) {
        double density = 0;
        for (long step = 0; step < steps; step++) {
            density += 1 - sparsityAt.applyAsDouble(step);
        }
        return denseTrainingFlops() * density / steps;
    }

    /// Bytes of all weights, zeros too.
    ///
    /// @param valueBytes 4 for f32, 1 for int8
    public long denseBytes(int valueBytes) {
        return total(layer -> layer.denseBytes(valueBytes));
    }

    /// Bytes of one bit a weight, in whole bytes a layer, and of the active values.
    ///
    /// @param valueBytes 4 for f32, 1 for int8
    public long bitmaskBytes(int valueBytes) {
        return total(layer -> layer.bitmaskBytes(valueBytes));
    }

    /// Bytes as compressed sparse rows; each layer has the smallest index that fits it.
    ///
    /// @param valueBytes 4 for f32, 1 for int8
    public long csrBytes(int valueBytes) {
        return total(layer -> layer.csrBytes(valueBytes));
    }

    private long total(ToLongFunction<LayerCost> of) {
        return layers.stream().mapToLong(of).sum();
    }
}
