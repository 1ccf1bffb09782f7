package filigree.model.topology;

import filigree.model.method.MethodType;
import filigree.model.schedule.Schedule;
import filigree.model.sparsity.SparsityDistribution;

/// RigL: drops the weights closest to zero, grows those whose gradient is largest.
///
/// ```
/// drop: lowest |w| among active      grow: highest |dL/dw| among the rest
/// ```
///
/// On an update step the optimizer rests, as in the authors' code. What is dropped may grow again
/// in the same update and then keeps its value; what is new starts at 0.
///
/// @param sparsity target fraction of zeros
/// @param distribution how it is shared among layers
/// @param dropFraction of the active weights, dropped at an update
/// @param growFraction of the active weights, grown at an update; `same` grows what was dropped
/// @param every steps between updates
/// @param begin fraction of the run before the first update
/// @param end fraction of the run after which masks stay
/// @param growthBatches the gradient is the mean of those of this many steps: the update's and the
///   ones before it; 1 in the paper
/// @param newWeights where grown weights start; zero in the paper
public record RigL(
        double sparsity,
        SparsityDistribution distribution,
        Schedule dropFraction,
        Schedule growFraction,
        long every,
        double begin,
        double end,
        int growthBatches,
        NewWeights newWeights)
        implements DropAndGrow {
    static final Scorer GROW = Scorer.of(Signal.GRADIENT, g -> Math.abs(g));

    public static final MethodType<RigL> TYPE =
            MethodType.<RigL>of(
                            "rigl",
                            "Evci et al. 2020, arXiv:1911.11134, algorithm 1; google-research/rigl"
                                    + " sparse_optimizers_base")
                    .param(PruneAndGrow.SPARSITY, RigL::sparsity)
                    .param(PruneAndGrow.DISTRIBUTION, RigL::distribution)
                    .param(PruneAndGrow.DROP_FRACTION, RigL::dropFraction)
                    .param(PruneAndGrow.GROW_FRACTION, RigL::growFraction)
                    .param(PruneAndGrow.EVERY, RigL::every)
                    .param(PruneAndGrow.BEGIN, RigL::begin)
                    .param(PruneAndGrow.END, RigL::end)
                    .param(PruneAndGrow.GROWTH_BATCHES, r -> (long) r.growthBatches())
                    .param(PruneAndGrow.NEW_WEIGHTS, RigL::newWeights)
                    .build(v ->
                            new RigL(
                                    v.get(PruneAndGrow.SPARSITY),
                                    v.get(PruneAndGrow.DISTRIBUTION),
                                    v.get(PruneAndGrow.DROP_FRACTION),
                                    v.get(PruneAndGrow.GROW_FRACTION),
                                    v.get(PruneAndGrow.EVERY),
                                    v.get(PruneAndGrow.BEGIN),
                                    v.get(PruneAndGrow.END),
                                    Math.toIntExact(v.get(PruneAndGrow.GROWTH_BATCHES)),
                                    v.get(PruneAndGrow.NEW_WEIGHTS)));

    /// New weights start at 0.
    public RigL(
            double sparsity,
            SparsityDistribution distribution,
            Schedule dropFraction,
            Schedule growFraction,
            long every,
            double begin,
            double end,
            int growthBatches) {
        this(
                sparsity,
                distribution,
                dropFraction,
                growFraction,
                every,
                begin,
                end,
                growthBatches,
                NewWeights.ZERO);
    }

    @Override
    public MethodType<RigL> type() {
        return TYPE;
    }

    @Override
    public PruneAndGrow rule() {
        return new PruneAndGrow(
                sparsity, distribution, dropFraction, growFraction, every, begin, end);
    }

    @Override
    public Scorer growth() {
        return GROW;
    }
}
