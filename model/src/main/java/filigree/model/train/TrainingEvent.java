package filigree.model.train;

import filigree.model.error.UserFacingException;
import filigree.model.recipe.Recipe;
import filigree.model.topology.TopologyUpdate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// What happened, in order and without loss. A few a second; what changes faster is in snapshots.
public sealed interface TrainingEvent {
    /// Steps completed when it happened.
    long step();

    record Started(long step, Recipe recipe) implements TrainingEvent {}

    /// A change took effect: it acts on step `step`. With the recipe, these repeat a run exactly.
    ///
    /// @param before the value it replaced, as in recipe JSON
    /// @param recipe as it is now
    record Changed(long step, Command.Change change, Object before, Recipe recipe)
            implements TrainingEvent {}

    /// A change was refused; the run goes on as before.
    record Rejected(long step, Command.Change change, UserFacingException why)
            implements TrainingEvent {}

    /// @param effectiveSparsity of all prunable weights, counting only those on a path
    /// @param explored share of all prunable weights that were ever active, R_s
    record MasksChanged(long step, TopologyUpdate update, double effectiveSparsity, double explored)
            implements TrainingEvent {}

    /// Numbers of the steps since the last one of these.
    ///
    /// @param trainingLoss mean over the batches, in nats, each before its update
    /// @param trainingAccuracy over the same
    /// @param traffic what workers have sent to one another since the run began, if they do
    /// @param pruned what is left of each layer whose weights a penalty makes 0
    record Measured(
            long step,
            double trainingLoss,
            double trainingAccuracy,
            double learningRate,
            double sparsity,
            OptionalDouble plannedSparsity,
            Optional<Traffic> traffic,
            List<Pruned> pruned,
            Evaluation validation)
            implements TrainingEvent {}

    /// The test set was looked at.
    ///
    /// @param looks how often in this run, this time included
    record Tested(long step, Evaluation test, int looks) implements TrainingEvent {}

    /// A checkpoint is on disk.
    record Saved(long step, String file) implements TrainingEvent {}

    /// The loss stopped being a finite number; the run has ended.
    record Diverged(long step) implements TrainingEvent {}

    /// Every step is done.
    record Finished(long step) implements TrainingEvent {}

    /// A person ended it.
    record Stopped(long step) implements TrainingEvent {}

    /// It broke.
    record Failed(long step, Throwable cause) implements TrainingEvent {}
}
