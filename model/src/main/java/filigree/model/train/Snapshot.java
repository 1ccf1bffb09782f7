package filigree.model.train;

import filigree.model.recipe.Recipe;
import filigree.model.sparsity.LayerShape;
import filigree.model.sparsity.Mask;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// The run as it was between two steps. Immutable; safe to read from any thread for as long as you
/// like.
///
/// @param state where the run is in its life
/// @param step steps completed
/// @param steps of the whole run
/// @param stepsPerEpoch whole batches of an epoch
/// @param recipe as changed by hand so far
/// @param learningRate acting on the next step
/// @param trainingLoss of the last step's batch, in nats; NaN before the first
/// @param validation the latest look
/// @param sparsity fraction of prunable weights that are zero
/// @param effectiveSparsity the same, counting only weights on a path from input to output
/// @param plannedSparsity empty while drop and grow fractions differ
/// @param explored share of prunable weights that were ever active, R_s
/// @param updates topology updates so far
/// @param testLooks how often the test set was looked at
/// @param seconds spent training, evaluation included, pauses not
/// @param imagesPerSecond over about the last second; 0 while paused
/// @param layers the prunable ones, in network order
public record Snapshot(
        RunState state,
        long step,
        long steps,
        long stepsPerEpoch,
        Recipe recipe,
        double learningRate,
        double trainingLoss,
        Optional<Evaluation> validation,
        double sparsity,
        double effectiveSparsity,
        OptionalDouble plannedSparsity,
        double explored,
        int updates,
        int testLooks,
        double seconds,
        double imagesPerSecond,
        List<LayerSnapshot> layers) {
    public Snapshot {
        layers = List.copyOf(layers);
    }

    /// One prunable layer.
    ///
    /// @param mask which weights are active
    /// @param onPath those of them on a path from input to output
    /// @param values the active weights in mask order; none unless a view asked for values
    /// @param bias one an output; none unless a view asked for values
    /// @param born the step at which each active weight last grew, in mask order
    /// @param gradient dL/dw of every weight, row-major; none unless a view asked for this layer's
    public record LayerSnapshot(
            LayerShape shape,
            Mask mask,
            Mask onPath,
            Floats values,
            Floats bias,
            Ints born,
            Floats gradient) {}

    public long active() {
        return layers.stream().mapToLong(l -> l.mask().activeCount()).sum();
    }

    /// Number of prunable weights, active or not.
    public long prunable() {
        return layers.stream().mapToLong(l -> l.shape().size()).sum();
    }

    /// Epochs completed, with a fraction.
    public double epoch() {
        return (double) step / stepsPerEpoch;
    }
}
