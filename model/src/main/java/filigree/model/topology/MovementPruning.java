package filigree.model.topology;

import filigree.model.matrix.WeightMatrix;
import filigree.model.method.MethodType;
import filigree.model.optim.Optimizer;
import filigree.model.schedule.Schedule;
import filigree.model.sparsity.SparsityDistribution;
import java.util.Arrays;
import java.util.List;

/// Movement pruning, hard: weights that move away from 0 stay, those that move towards it go.
///
/// ```
/// S = S - rate w g       g = dL/dw of the connection, active or not (straight-through)
/// ```
///
/// The highest S of each layer stay, along a cubic ramp. A weight behind the mask does not train,
/// but its score goes on, so it may come back. Meant for fine-tuning; S starts at 0.
///
/// @param sparsity final fraction of zeros
/// @param ramp how the sparsity moves towards it
/// @param distribution how it is shared among layers
/// @param pattern which weights go together
/// @param every steps between updates; the ramp's end has one more
/// @param begin fraction of the run before the ramp
/// @param end fraction of the run at which the final sparsity is reached
public record MovementPruning(
        double sparsity,
        Schedule ramp,
        SparsityDistribution distribution,
        Pattern pattern,
        long every,
        double begin,
        double end)
        implements GradualPruner {
    private static final String SLOT = "movement";
    private static final List<String> SLOTS = List.of(SLOT);
    private static final Accumulation MOVEMENT = new Movement();
    private static final Scorer SCORE = Scorer.of(new Signal.Slot(SLOT), s -> s);

    public static final MethodType<MovementPruning> TYPE =
            MethodType.<MovementPruning>of(
                            "movement",
                            "Sanh et al. 2020, arXiv:2005.07683, section 4 (hard movement pruning)")
                    .param(PruneAndGrow.SPARSITY, MovementPruning::sparsity)
                    .param(Gradual.RAMP, MovementPruning::ramp)
                    .param(Gradual.DISTRIBUTION, MovementPruning::distribution)
                    .param(Gradual.PATTERN, MovementPruning::pattern)
                    .param(PruneAndGrow.EVERY, MovementPruning::every)
                    .param(PruneAndGrow.BEGIN, MovementPruning::begin)
                    .param(Gradual.END, MovementPruning::end)
                    .build(v ->
                            new MovementPruning(
                                    v.get(PruneAndGrow.SPARSITY),
                                    v.get(Gradual.RAMP),
                                    v.get(Gradual.DISTRIBUTION),
                                    v.get(Gradual.PATTERN),
                                    v.get(PruneAndGrow.EVERY),
                                    v.get(PruneAndGrow.BEGIN),
                                    v.get(Gradual.END)));

    @Override
    public MethodType<MovementPruning> type() {
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
    public boolean mayReturn() {
        return true;
    }

    @Override
    public Accumulation accumulation() {
        return MOVEMENT;
    }

    @Override
    public boolean accumulatesAt(long step, long steps) {
        return true; // masked weights must not train, even when masks no longer change
    }

    private record Movement() implements Accumulation {
        @Override
        public List<String> slots() {
            return SLOTS;
        }

        @Override
        public void add(WeightMatrix matrix, Optimizer.Moment moment, int from, int to) {
            int[] starts = matrix.stored().starts;
            float[] w = matrix.values();
            float[] g = matrix.gradients();
            float[] s = matrix.slots().get(SLOT);
            for (int k = starts[from]; k < starts[to]; k++) {
                s[k] -= (float) moment.rate() * w[k] * g[k];
            }
            stopMasked(matrix, from, to);
        }
    }

    /// Sets the gradients of weights behind the mask to 0.
    static void stopMasked(WeightMatrix matrix, int from, int to) {
        int[] starts = matrix.stored().starts;
        float[] g = matrix.gradients();
        for (int i = from; i < to; i++) {
            int done = starts[i];
            for (int a = matrix.mask().rowStarts()[i]; a < matrix.mask().rowStarts()[i + 1]; a++) {
                int active = matrix.position(i, a);
                Arrays.fill(g, done, active, 0);
                done = active + 1;
            }
            Arrays.fill(g, done, starts[i + 1], 0);
        }
    }
}
