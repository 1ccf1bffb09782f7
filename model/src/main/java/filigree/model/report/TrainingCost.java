package filigree.model.report;

import filigree.model.topology.Signal;
import java.util.Optional;

/// FLOPs of a training run as it was executed, counted from the active weights of each step.
///
/// A step is a forward pass and a backward pass of twice its work. An update that grows by gradient
/// needs the gradient of every weight and rests the optimizer (RigL's appendix, Evci et al. 2020,
/// arXiv:1911.11134): two passes of the active weights and one of all.
///
/// @param flops of one sample of each batch, added over all steps
/// @param dense the same if every weight were active
/// @param steps how many were counted
record TrainingCost(double flops, double dense, long steps) {
    /// Empty where steps are not recorded.
    ///
    /// @param end the layers after the last step
    static Optional<TrainingCost> of(RunFacts run, LayerTable end) {
        if (run.steps().isEmpty()) {
            return Optional.empty();
        }
        boolean gradient =
                run.recipe()
                        .map(r -> r.maskUpdater().signals().contains(Signal.GRADIENT))
                        .orElse(false);
        double all = end.total().cost().denseFlops();
        long steps = run.steps().getAsLong();
        long until = steps;
        long now = end.total().cost().flops() / 2; // uses of active weights by one sample
        double flops = 0;
        for (UpdateCounts u : run.updates().reversed()) {
            flops += 3 * 2.0 * now * (until - u.step() - 1);
            now += u.droppedUses() - u.grownUses();
            flops += gradient ? 2 * 2.0 * now + all : 3 * 2.0 * now;
            until = u.step();
        }
        flops += 3 * 2.0 * now * until;
        return Optional.of(new TrainingCost(flops, 3 * all * steps, steps));
    }
}
