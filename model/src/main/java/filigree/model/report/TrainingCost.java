package filigree.model.report;

import filigree.model.metric.TrainingFlops;
import filigree.model.recipe.Recipe;
import filigree.model.topology.MaskUpdater;
import filigree.model.topology.Signal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// FLOPs of a training run as it was executed, counted from the active weights of each step.
///
/// ```
/// a step            3 f      forward and, for twice its work, backward, of the active weights
/// dense gradient    2 f + f_D
/// ```
///
/// The gradient of every weight is needed by an update that grows by gradient, which rests the
/// optimizer (RigL's appendix, Evci et al. 2020, arXiv:1911.11134), by each batch that an update
/// listens to before, and by every step where weights behind the mask live. What a method measures
/// before the first step is not counted.
///
/// @param updater with its intervals in steps
record TrainingCost(
        long steps,
        List<UpdateCounts> updates,
        Optional<Recipe> recipe,
        Optional<MaskUpdater> updater,
        long planned) {
    TrainingCost {
        updates = List.copyOf(updates);
    }

    /// Empty where steps are not recorded.
    static Optional<TrainingCost> of(
            OptionalLong steps,
            OptionalLong planned,
            OptionalLong perEpoch,
            List<UpdateCounts> updates,
            Optional<Recipe> recipe) {
        return steps.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new TrainingCost(
                                steps.getAsLong(),
                                updates,
                                recipe,
                                recipe.map(r -> r.maskUpdater().inSteps(perEpoch.orElse(1))),
                                planned.orElse(steps.getAsLong())));
    }

    /// Counts backwards from the end.
    ///
    /// @param flops f of the masks after the last step
    /// @param all f_D
    /// @param columns of a batch that an example fills
    TrainingFlops flops(long flops, double all, long columns) {
        int least = // an update that a changed target brought is not due by itself
                updater.filter(u -> u.signals().contains(Signal.GRADIENT)).isPresent() ? 1 : 0;
        long until = steps;
        double now = flops;
        double sum = 0;
        for (UpdateCounts u : updates.reversed()) {
            sum += between(u.step() + 1, until, now, all);
            now += 2.0 * (u.droppedUses() - u.grownUses());
            sum += ofStep(Math.max(batchesAt(u.step()), least), now, all);
            until = u.step();
        }
        sum += between(0, until, now, all);
        long samples = recipe.map(Recipe::batch).orElse(1) * columns;
        return new TrainingFlops(sum, 3 * all * steps, steps, samples);
    }

    /// Steps without a new mask.
    private double between(long from, long to, double now, double all) {
        double sum = 0;
        for (long step = from; step < to; step++) {
            sum += ofStep(batchesAt(step), now, all);
        }
        return sum;
    }

    private int batchesAt(long step) {
        return updater.map(u -> u.denseBatchesAt(step, planned)).orElse(0);
    }

    private static double ofStep(int denseBatches, double now, double all) {
        return denseBatches == 0 ? 3 * now : denseBatches * (2 * now + all);
    }
}
