package filigree.model.topology;

import filigree.model.method.MethodType;
import filigree.model.method.Param;
import filigree.model.random.RandomStreams;
import filigree.model.schedule.Schedule;
import filigree.model.sparsity.Allocation;
import filigree.model.sparsity.LayerShape;
import filigree.model.sparsity.Mask;
import filigree.model.sparsity.SparsityDistribution;
import java.util.List;

/// RigL: drops the weights closest to zero, grows those whose gradient is largest.
///
/// ```
/// drop: lowest |w| among active      grow: highest |dL/dw| among the rest
/// ```
///
/// With a pattern of groups (blocks, neurons, kernels) a group's scores are the sums of its
/// weights', and whole groups go and come.
///
/// On an update step the optimizer rests, as in the authors' code, unless asked not to. What is
/// dropped may grow again in the same update and then keeps its value; what is new starts at 0.
///
/// @param sparsity target fraction of zeros
/// @param distribution how it is shared among layers
/// @param dropFraction of the active weights, dropped at an update
/// @param growFraction of the active weights, grown at an update; `same` grows what was dropped
/// @param every steps between updates
/// @param everyEpochs epochs between updates, in place of `every`; 0 for steps
/// @param begin fraction of the run before the first update
/// @param end fraction of the run after which masks stay
/// @param growthBatches the gradient is the mean of those of this many batches; 1 in the paper
/// @param growthGradient which batches those are
/// @param newWeights where grown weights start; zero in the paper
/// @param pattern which weights are dropped and grown together
/// @param optimizerRests whether an update of the masks takes the place of the optimizer's step
public record RigL(
        double sparsity,
        SparsityDistribution distribution,
        Schedule dropFraction,
        Schedule growFraction,
        long every,
        double everyEpochs,
        double begin,
        double end,
        int growthBatches,
        GrowthGradient growthGradient,
        NewWeights newWeights,
        Pattern pattern,
        boolean optimizerRests)
        implements DropAndGrow {
    static final Scorer GROW = Scorer.of(Signal.GRADIENT, g -> Math.abs(g));
    static final Param.OfChoice<GrowthGradient> GROWTH_GRADIENT =
            new Param.OfChoice<>("growthGradient", GrowthGradient.LAST_BATCHES, Param.Timing.LIVE);
    static final Param.OfFlag OPTIMIZER_RESTS =
            new Param.OfFlag("optimizerRests", true, Param.Timing.LIVE);

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
                    .param(PruneAndGrow.EVERY_EPOCHS, RigL::everyEpochs)
                    .param(PruneAndGrow.BEGIN, RigL::begin)
                    .param(PruneAndGrow.END, RigL::end)
                    .param(PruneAndGrow.GROWTH_BATCHES, r -> (long) r.growthBatches())
                    .param(GROWTH_GRADIENT, RigL::growthGradient)
                    .param(PruneAndGrow.NEW_WEIGHTS, RigL::newWeights)
                    .param(Gradual.PATTERN, RigL::pattern)
                    .param(OPTIMIZER_RESTS, RigL::optimizerRests)
                    .build(v ->
                            new RigL(
                                    v.get(PruneAndGrow.SPARSITY),
                                    v.get(PruneAndGrow.DISTRIBUTION),
                                    v.get(PruneAndGrow.DROP_FRACTION),
                                    v.get(PruneAndGrow.GROW_FRACTION),
                                    v.get(PruneAndGrow.EVERY),
                                    v.get(PruneAndGrow.EVERY_EPOCHS),
                                    v.get(PruneAndGrow.BEGIN),
                                    v.get(PruneAndGrow.END),
                                    Math.toIntExact(v.get(PruneAndGrow.GROWTH_BATCHES)),
                                    v.get(GROWTH_GRADIENT),
                                    v.get(PruneAndGrow.NEW_WEIGHTS),
                                    v.get(Gradual.PATTERN),
                                    v.get(OPTIMIZER_RESTS)));

    /// Every weight for itself; new ones start at 0.
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
                0,
                begin,
                end,
                growthBatches,
                GrowthGradient.LAST_BATCHES,
                NewWeights.ZERO,
                new Unstructured(),
                true);
    }

    @Override
    public MethodType<RigL> type() {
        return TYPE;
    }

    @Override
    public boolean replacesOptimizerStep() {
        return optimizerRests;
    }

    @Override
    public PruneAndGrow rule() {
        return new PruneAndGrow(
                sparsity, distribution, dropFraction, growFraction, every, everyEpochs, begin, end);
    }

    @Override
    public Scorer growth() {
        return GROW;
    }

    @Override
    public boolean choosesByLayer() {
        return pattern.isFree(); // other patterns ask which layer is the last
    }

    @Override
    public void check(List<LayerShape> layers) {
        DropAndGrow.super.check(layers);
        GroupExchange.check(pattern, rule(), layers);
    }

    @Override
    public List<Mask> initialMasks(List<LayerShape> layers, RandomStreams random) {
        if (distribution.allocate(layers, sparsity)
                instanceof Allocation.PerLayer(List<Double> sparsities)) {
            return PatternSelection.random(layers, sparsities, pattern, random);
        }
        throw new IllegalStateException("check() refuses a shared budget");
    }

    @Override
    public List<NextMask> newMasks(long step, long steps, List<LayerView> layers) {
        return pattern instanceof GroupPattern groups
                ? new GroupExchange(groups, GROW).newMasks(rule(), step, steps, layers)
                : DropAndGrow.super.newMasks(step, steps, layers);
    }

    @Override
    public List<NextMask> masksAtPlan(long step, long steps, List<LayerView> layers) {
        return pattern instanceof GroupPattern groups
                ? new GroupExchange(groups, GROW).masksAtPlan(rule(), layers)
                : DropAndGrow.super.masksAtPlan(step, steps, layers);
    }
}
