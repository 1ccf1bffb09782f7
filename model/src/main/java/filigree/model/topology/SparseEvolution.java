package filigree.model.topology;

import filigree.model.method.MethodType;
import filigree.model.method.Param;
import filigree.model.schedule.Schedule;
import filigree.model.sparsity.SparsityDistribution;

/// SET: drops the weights closest to zero, grows as many at random.
///
/// ```
/// drop: lowest |w| among active      grow: uniformly at random among the rest
/// ```
///
/// The paper drops the smallest positive and the largest negative weights (`drop` `each-sign`) and
/// starts new ones at random values (`newWeights` `normal`), every epoch to the end with a constant
/// drop fraction; the defaults are the form of the comparison in RigL's paper.
///
/// @param sparsity target fraction of zeros
/// @param distribution how it is shared among layers
/// @param dropFraction of the active weights, dropped at an update
/// @param growFraction of the active weights, grown at an update; `same` grows what was dropped
/// @param every steps between updates
/// @param everyEpochs epochs between updates, in place of `every`; 0 for steps
/// @param begin fraction of the run before the first update
/// @param end fraction of the run after which masks stay
/// @param drop which weights go
/// @param newWeights where grown weights start
public record SparseEvolution(
        double sparsity,
        SparsityDistribution distribution,
        Schedule dropFraction,
        Schedule growFraction,
        long every,
        double everyEpochs,
        double begin,
        double end,
        Drop drop,
        NewWeights newWeights)
        implements DropAndGrow {
    /// Which weights go.
    public enum Drop {
        /// Those closest to zero.
        MAGNITUDE,
        /// The smallest positive and the largest negative ones, the fraction of each.
        EACH_SIGN
    }

    static final Param.OfChoice<Drop> DROP =
            new Param.OfChoice<>("drop", Drop.MAGNITUDE, Param.Timing.NEXT_RUN);

    public static final MethodType<SparseEvolution> TYPE =
            MethodType.<SparseEvolution>of(
                            "set",
                            "Mocanu et al. 2018, Nature Communications 9:2383; google-research/rigl"
                                    + " SparseSETOptimizer")
                    .param(PruneAndGrow.SPARSITY, SparseEvolution::sparsity)
                    .param(PruneAndGrow.DISTRIBUTION, SparseEvolution::distribution)
                    .param(PruneAndGrow.DROP_FRACTION, SparseEvolution::dropFraction)
                    .param(PruneAndGrow.GROW_FRACTION, SparseEvolution::growFraction)
                    .param(PruneAndGrow.EVERY, SparseEvolution::every)
                    .param(PruneAndGrow.EVERY_EPOCHS, SparseEvolution::everyEpochs)
                    .param(PruneAndGrow.BEGIN, SparseEvolution::begin)
                    .param(PruneAndGrow.END, SparseEvolution::end)
                    .param(DROP, SparseEvolution::drop)
                    .param(PruneAndGrow.NEW_WEIGHTS, SparseEvolution::newWeights)
                    .build(v ->
                            new SparseEvolution(
                                    v.get(PruneAndGrow.SPARSITY),
                                    v.get(PruneAndGrow.DISTRIBUTION),
                                    v.get(PruneAndGrow.DROP_FRACTION),
                                    v.get(PruneAndGrow.GROW_FRACTION),
                                    v.get(PruneAndGrow.EVERY),
                                    v.get(PruneAndGrow.EVERY_EPOCHS),
                                    v.get(PruneAndGrow.BEGIN),
                                    v.get(PruneAndGrow.END),
                                    v.get(DROP),
                                    v.get(PruneAndGrow.NEW_WEIGHTS)));

    @Override
    public MethodType<SparseEvolution> type() {
        return TYPE;
    }

    @Override
    public PruneAndGrow rule() {
        return new PruneAndGrow(
                sparsity, distribution, dropFraction, growFraction, every, everyEpochs, begin, end);
    }

    @Override
    public DropRule dropping() {
        return drop == Drop.EACH_SIGN ? DropRule.EACH_SIGN : DropRule.SMALLEST;
    }

    @Override
    public boolean choosesByLayer() {
        return true;
    }

    @Override
    public Scorer growth() {
        return Scorer.RANDOM;
    }
}
