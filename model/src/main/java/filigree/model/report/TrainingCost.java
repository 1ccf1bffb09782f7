package filigree.model.report;

import filigree.model.topology.Signal;
import java.util.Optional;
import java.util.OptionalLong;

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
    /// Empty where steps or counts are not recorded.
    static Optional<TrainingCost> of(RunFacts run) {
        OptionalLong active = Numbers.whole(run.state(), "active");
        OptionalLong prunable = Numbers.whole(run.state(), "prunable");
        if (active.isEmpty() || prunable.isEmpty() || run.steps().isEmpty()) {
            return Optional.empty();
        }
        boolean gradient =
                run.recipe()
                        .map(r -> r.maskUpdater().signals().contains(Signal.GRADIENT))
                        .orElse(false);
        double all = 2.0 * prunable.getAsLong();
        long steps = run.steps().getAsLong();
        long until = steps;
        long now = active.getAsLong();
        double flops = 0;
        for (UpdateCounts u : run.updates().reversed()) {
            flops += 3 * 2.0 * now * (until - u.step() - 1);
            now += u.dropped() - u.grown();
            flops += gradient ? 2 * 2.0 * now + all : 3 * 2.0 * now;
            until = u.step();
        }
        flops += 3 * 2.0 * now * until;
        return Optional.of(new TrainingCost(flops, 3 * all * steps, steps));
    }
}
