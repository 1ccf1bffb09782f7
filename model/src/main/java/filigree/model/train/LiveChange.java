package filigree.model.train;

import filigree.model.error.UserFacingException;
import filigree.model.method.Param.Timing;
import filigree.model.recipe.Recipe;
import java.util.OptionalDouble;

/// What a change by hand means for the run under way.
///
/// @param next the recipe it leads to
/// @param replaced whether another mask updater takes over
/// @param retargets whether the next step moves to the exact counts of the plan
record LiveChange(Recipe next, boolean replaced, boolean retargets) {
    private static final String MASK_UPDATER = "maskUpdater";
    private static final String SPARSITY = MASK_UPDATER + ".sparsity";
    private static final double MOST = 0.999; // of a recipe

    /// @param step on which it acts
    /// @param steps of the whole run
    /// @param sparsity as it is
    /// @throws UserFacingException if the value is not allowed or cannot change during a run
    static LiveChange of(
            Recipe recipe, Command.Change change, long step, long steps, double sparsity) {
        String path = change.path();
        Recipe next = recipe.with(path, change.value());
        if (recipe.param(path).timing() != Timing.LIVE) {
            throw new UserFacingException("next-run-only", path);
        }
        OptionalDouble before = recipe.maskUpdater().plannedSparsity(step, steps);
        OptionalDouble now = next.maskUpdater().plannedSparsity(step, steps);
        if (path.equals(MASK_UPDATER) || path.equals(MASK_UPDATER + ".method")) {
            return new LiveChange(next, true, now.isPresent());
        }
        if (path.equals(SPARSITY)) {
            boolean ofUnits = next.maskUpdater().unitPruner().isPresent();
            return new LiveChange(next, false, now.isPresent() || ofUnits);
        }
        if (now.isPresent() && before.isEmpty()) { // locked again: what is there is the target
            return new LiveChange(next.with(SPARSITY, Math.min(MOST, sparsity)), false, false);
        }
        return new LiveChange(next, false, now.isPresent() && !now.equals(before)); // another ramp
    }
}
