package filigree.model.topology;

import filigree.model.method.MethodType;
import filigree.model.method.Param;
import filigree.model.schedule.Schedule;
import filigree.model.sparsity.SparsityDistribution;

/// Gradual magnitude pruning (GMP): starts dense and keeps the weights of largest absolute value,
/// fewer at each update.
///
/// What is pruned stays pruned: it has no gradient and no storage. With `mayReturn` pruned weights
/// go on training behind the mask and each update chooses among all of them anew.
///
/// @param sparsity final fraction of zeros
/// @param ramp how the sparsity moves towards it
/// @param distribution how it is shared among layers
/// @param pattern which weights go together
/// @param every steps between updates; the ramp's end has one more
/// @param begin fraction of the run before the ramp
/// @param end fraction of the run at which the final sparsity is reached
/// @param mayReturn whether pruned weights go on training and may come back
public record MagnitudePruning(
        double sparsity,
        Schedule ramp,
        SparsityDistribution distribution,
        Pattern pattern,
        long every,
        double begin,
        double end,
        boolean mayReturn)
        implements GradualPruner {
    static final Param.OfFlag MAY_RETURN =
            new Param.OfFlag("mayReturn", false, Param.Timing.NEXT_RUN);

    public static final MethodType<MagnitudePruning> TYPE =
            MethodType.<MagnitudePruning>of(
                            "magnitude",
                            "Han et al. 2015, arXiv:1506.02626; Zhu and Gupta 2017,"
                                    + " arXiv:1710.01878")
                    .param(PruneAndGrow.SPARSITY, MagnitudePruning::sparsity)
                    .param(Gradual.RAMP, MagnitudePruning::ramp)
                    .param(Gradual.DISTRIBUTION, MagnitudePruning::distribution)
                    .param(Gradual.PATTERN, MagnitudePruning::pattern)
                    .param(PruneAndGrow.EVERY, MagnitudePruning::every)
                    .param(PruneAndGrow.BEGIN, MagnitudePruning::begin)
                    .param(Gradual.END, MagnitudePruning::end)
                    .param(MAY_RETURN, MagnitudePruning::mayReturn)
                    .build(v ->
                            new MagnitudePruning(
                                    v.get(PruneAndGrow.SPARSITY),
                                    v.get(Gradual.RAMP),
                                    v.get(Gradual.DISTRIBUTION),
                                    v.get(Gradual.PATTERN),
                                    v.get(PruneAndGrow.EVERY),
                                    v.get(PruneAndGrow.BEGIN),
                                    v.get(Gradual.END),
                                    v.get(MAY_RETURN)));

    /// Without a pattern; what is pruned stays pruned.
    public MagnitudePruning(
            double sparsity,
            Schedule ramp,
            SparsityDistribution distribution,
            long every,
            double begin,
            double end) {
        this(sparsity, ramp, distribution, new Unstructured(), every, begin, end, false);
    }

    @Override
    public MethodType<MagnitudePruning> type() {
        return TYPE;
    }

    @Override
    public Gradual rule() {
        return new Gradual(sparsity, ramp, distribution, pattern, every, begin, end);
    }

    @Override
    public Scorer score() {
        return Scorer.MAGNITUDE;
    }
}
