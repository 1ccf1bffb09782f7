package filigree.model.topology;

import filigree.model.matrix.WeightMatrix;
import filigree.model.method.MethodType;
import filigree.model.method.Param;
import filigree.model.optim.Optimizer;
import filigree.model.schedule.Schedule;
import filigree.model.schedule.Span;
import filigree.model.sparsity.SparsityDistribution;
import java.util.List;

/// First-order Taylor pruning: what changes the loss least goes, summed over all steps since the
/// last update.
///
/// ```
/// score = sum over batches of |w g|   or   (w g)^2        g = dL/dw of a batch
/// ```
///
/// @param sparsity final fraction of zeros
/// @param ramp how the sparsity moves towards it
/// @param distribution how it is shared among layers
/// @param pattern which weights go together
/// @param every steps between updates; the ramp's end has one more
/// @param begin fraction of the run before the ramp
/// @param end fraction of the run at which the final sparsity is reached
/// @param form of the score
public record TaylorPruning(
        double sparsity,
        Schedule ramp,
        SparsityDistribution distribution,
        Pattern pattern,
        long every,
        double begin,
        double end,
        Form form)
        implements GradualPruner {
    /// What is summed.
    public enum Form {
        /// `|w g|` (Molchanov et al. 2017, equation 8).
        ABSOLUTE,
        /// `(w g)^2` (Molchanov et al. 2019, equation 8).
        SQUARED
    }

    private static final String SLOT = "importance";
    private static final List<String> SLOTS = List.of(SLOT);
    private static final Accumulation ABSOLUTE = new Importance(false);
    private static final Accumulation SQUARED = new Importance(true);
    private static final Scorer SCORE = Scorer.of(new Signal.Slot(SLOT), s -> s);

    static final Param.OfChoice<Form> FORM =
            new Param.OfChoice<>("form", Form.ABSOLUTE, Param.Timing.NEXT_RUN);

    public static final MethodType<TaylorPruning> TYPE =
            MethodType.<TaylorPruning>of(
                            "taylor",
                            "Molchanov et al. 2017, arXiv:1611.06440; Molchanov et al. 2019,"
                                    + " arXiv:1906.10771, equation 8")
                    .param(PruneAndGrow.SPARSITY, TaylorPruning::sparsity)
                    .param(Gradual.RAMP, TaylorPruning::ramp)
                    .param(Gradual.DISTRIBUTION, TaylorPruning::distribution)
                    .param(Gradual.PATTERN, TaylorPruning::pattern)
                    .param(PruneAndGrow.EVERY, TaylorPruning::every)
                    .param(PruneAndGrow.BEGIN, TaylorPruning::begin)
                    .param(Gradual.END, TaylorPruning::end)
                    .param(FORM, TaylorPruning::form)
                    .build(v ->
                            new TaylorPruning(
                                    v.get(PruneAndGrow.SPARSITY),
                                    v.get(Gradual.RAMP),
                                    v.get(Gradual.DISTRIBUTION),
                                    v.get(Gradual.PATTERN),
                                    v.get(PruneAndGrow.EVERY),
                                    v.get(PruneAndGrow.BEGIN),
                                    v.get(Gradual.END),
                                    v.get(FORM)));

    @Override
    public MethodType<TaylorPruning> type() {
        return TYPE;
    }

    @Override
    public Gradual rule() {
        return new Gradual(sparsity, ramp, distribution, pattern, every, begin, end);
    }

    @Override
    public Scorer score() {
        return SCORE;
    }

    @Override
    public Accumulation accumulation() {
        return form == Form.ABSOLUTE ? ABSOLUTE : SQUARED;
    }

    /// From one interval before the ramp, so that the first update has heard as many batches as the
    /// others.
    @Override
    public boolean accumulatesAt(long step, long steps) {
        Span span = span(steps);
        return step >= span.begin() - every && step < span.end();
    }

    private record Importance(boolean squares) implements Accumulation {
        @Override
        public List<String> slots() {
            return SLOTS;
        }

        @Override
        public boolean startsAnew() {
            return true;
        }

        @Override
        public void add(WeightMatrix matrix, Optimizer.Moment moment, int from, int to) {
            int[] starts = matrix.stored().starts;
            float[] w = matrix.values();
            float[] g = matrix.gradients();
            float[] sums = matrix.slots().get(SLOT);
            for (int k = starts[from]; k < starts[to]; k++) {
                float change = w[k] * g[k];
                sums[k] += squares ? change * change : Math.abs(change);
            }
        }
    }
}
