package filigree.model.topology;

import filigree.model.method.Method;
import filigree.model.random.RandomStreams;
import filigree.model.schedule.Span;
import filigree.model.sparsity.LayerShape;
import filigree.model.sparsity.Mask;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/// Decides which weights are active: a pruner, or a prune-and-grow rule.
///
/// The trainer asks `initialMasks` once and `updatesAt` before each step; on an update step it runs
/// forward and backward, then [TopologyUpdate#apply] moves every layer to its new mask.
public interface MaskUpdater extends Method {
    /// Whether weights behind the mask must go on training. They are then stored and updated, with
    /// the gradients their connections would have; else only the active weights exist.
    default boolean needsDenseWeights() {
        return false;
    }

    /// What its scorers read that has to be measured.
    default Set<Signal> signals() {
        return Set.of();
    }

    /// A sum over steps that it keeps beside each weight.
    default Accumulation accumulation() {
        return Accumulation.NONE;
    }

    /// Whether this step takes part in [#accumulation()]. Pure.
    default boolean accumulatesAt(long step, long steps) {
        return false;
    }

    /// How many batches the growth gradient is the mean of.
    default int growthBatches() {
        return 1;
    }

    /// Which batches those are.
    default GrowthGradient growthGradient() {
        return GrowthGradient.LAST_BATCHES;
    }

    /// With which momentum the growth gradient is smoothed over all steps, in place of a mean of
    /// batches; 0 for none.
    default double growthMomentum() {
        return 0;
    }

    /// Whether the gradient of all weights at this step belongs to the mean of the next scheduled
    /// update, or to the smoothed one. Pure.
    default boolean listensAt(long step, long steps) {
        if (growthMomentum() > 0) {
            return step <= span(steps).end();
        }
        if (growthGradient() == GrowthGradient.LARGE_BATCH) {
            return growthBatches() > 1 && updatesAt(step, steps);
        }
        int batches = growthBatches();
        for (long ahead = 0; batches > 1 && ahead < batches; ahead++) {
            if (updatesAt(step + ahead, steps)) {
                return true;
            }
        }
        return false;
    }

    /// Over how many batches a step takes the gradient of all weights: what it costs. Pure.
    default int denseBatchesAt(long step, long steps) {
        boolean grows = updatesAt(step, steps) && signals().contains(Signal.GRADIENT);
        if (grows && growthGradient() == GrowthGradient.LARGE_BATCH) {
            return growthBatches();
        }
        return needsDenseWeights() || grows || listensAt(step, steps) ? 1 : 0;
    }

    /// Whether what a layer comes to depends on that layer alone: then [#newMasks] may be asked for
    /// one layer at a time, by several threads.
    default boolean choosesByLayer() {
        return false;
    }

    /// Where grown weights start.
    default NewWeights newWeights() {
        return NewWeights.ZERO;
    }

    /// Whether the optimizer rests on an update step, as in RigL's own code.
    default boolean replacesOptimizerStep() {
        return false;
    }

    /// Returns this with its intervals in steps, where they were given in epochs. Pure.
    ///
    /// @param stepsPerEpoch of the run
    default MaskUpdater inSteps(long stepsPerEpoch) {
        return this;
    }

    /// Refuses a network that this method cannot prune, before the run.
    ///
    /// @throws filigree.model.error.UserFacingException with the layer and the reason
    default void check(List<LayerShape> layers) {}

    /// The masks before step 0, in the order of `layers`. Pruners start full.
    default List<Mask> initialMasks(List<LayerShape> layers, RandomStreams random) {
        return layers.stream().map(l -> Mask.full(l.rows(), l.columns())).toList();
    }

    /// Chooses masks from the initialised network, before step 0; empty if the first masks need
    /// none. It starts with those of [#initialMasks].
    ///
    /// @throws filigree.model.error.UserFacingException if the network has a layer that it cannot
    ///   judge
    default Optional<List<Mask>> masksAtStart(Beginning beginning) {
        return Optional.empty();
    }

    /// How it prunes layer by layer with calibration data, in place of [#newMasks]; empty for most.
    default Optional<LayerPruner> layerPruner() {
        return Optional.empty();
    }

    /// How it removes whole units, in place of [#newMasks]; empty for most.
    default Optional<UnitPruner> unitPruner() {
        return Optional.empty();
    }

    /// The part of the run that the learning rate's schedule spans at this step. Pure.
    default Span roundAt(long step, long steps) {
        return Span.whole(steps);
    }

    /// Whether the values before this step are to be remembered, for [#rewinds()]. Pure.
    default boolean remembersAt(long step, long steps) {
        return false;
    }

    /// Whether an update sets all parameters back to the remembered values, with a fresh optimizer.
    default boolean rewinds() {
        return false;
    }

    /// The part of the run in which masks change.
    Span span(long steps);

    /// Returns whether masks change at this step. Pure, and of use once intervals are [#inSteps].
    ///
    /// @param steps of the whole run
    boolean updatesAt(long step, long steps);

    /// Returns the sparsity it plans for a step, of all prunable weights together; empty when
    /// nothing is planned, because drop and grow fractions differ.
    OptionalDouble plannedSparsity(long step, long steps);

    /// Returns the new masks, in the order of `layers`. Pure.
    List<NextMask> newMasks(long step, long steps, List<LayerView> layers);

    /// A number that it carries from update to update, such as an adaptive threshold, as it is
    /// before the first of them; NaN if it carries none. Checkpoints keep it.
    default float carriedAtStart() {
        return Float.NaN;
    }

    /// What it carries on from an update. Pure.
    ///
    /// @param carried up to this update
    /// @param layers before it
    default float carriedAfter(float carried, long step, long steps, List<LayerView> layers) {
        return carried;
    }

    /// The new masks of an updater that carries a number. Pure.
    ///
    /// @param carried up to this update
    default List<NextMask> newMasks(long step, long steps, List<LayerView> layers, float carried) {
        return newMasks(step, steps, layers);
    }

    /// Returns which weights train, where of those behind the masks only some do: the masks and
    /// more, one a layer. Empty if all that are stored do. Asked before step 0 and at each update,
    /// with the layers before it. Pure.
    default Optional<List<Mask>> trained(List<LayerView> layers) {
        return Optional.empty();
    }

    /// Returns masks of exactly the planned sparsity of this step: the smallest weights are
    /// dropped, or missing ones grown by the method's own scorer. For a target changed by hand.
    List<NextMask> masksAtPlan(long step, long steps, List<LayerView> layers);
}
