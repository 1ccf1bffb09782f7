package filigree.model.topology;

import filigree.model.method.MethodType;
import filigree.model.method.Param;
import filigree.model.method.Param.Unit;
import filigree.model.schedule.Linear;
import filigree.model.schedule.Span;
import filigree.model.sparsity.SparsityDistribution;
import java.util.OptionalDouble;

/// Trains dense, prunes once to the target, and trains what is left.
///
/// @param sparsity fraction of zeros afterwards
/// @param distribution how it is shared among layers
/// @param pattern which weights go together
/// @param at fraction of the run that trains dense; at least one step
/// @param by what decides
/// @param batches how many the gradient is the mean of, where the score reads it
public record OneShot(
        double sparsity,
        SparsityDistribution distribution,
        Pattern pattern,
        double at,
        By by,
        long batches)
        implements GradualPruner {
    /// The score: what is highest stays.
    public enum By {
        /// `|w|`.
        MAGNITUDE,
        /// `|dL/dw|`.
        GRADIENT,
        /// `|w dL/dw|`.
        TAYLOR,
        /// A number drawn for each weight: what the others have to beat.
        RANDOM
    }

    private static final Scorer GRADIENT = Scorer.of(Signal.GRADIENT, g -> Math.abs(g));

    static final Param.OfDouble AT = Param.fraction("at", 0.5).live();
    static final Param.OfChoice<By> BY =
            new Param.OfChoice<>("by", By.MAGNITUDE, Param.Timing.LIVE);
    static final Param.OfLong BATCHES = Param.whole("batches", 1, 1, 1_000).in(Unit.BATCHES).live();

    public static final MethodType<OneShot> TYPE =
            MethodType.<OneShot>of(
                            "one-shot",
                            "LeCun et al. 1990, Optimal Brain Damage (train, prune, train on);"
                                    + " Han et al. 2015, arXiv:1506.02626 (magnitude); Molchanov"
                                    + " et al. 2017, arXiv:1611.06440 (Taylor)")
                    .param(PruneAndGrow.SPARSITY, OneShot::sparsity)
                    .param(Gradual.DISTRIBUTION, OneShot::distribution)
                    .param(Gradual.PATTERN, OneShot::pattern)
                    .param(AT, OneShot::at)
                    .param(BY, OneShot::by)
                    .param(BATCHES, OneShot::batches)
                    .build(v ->
                            new OneShot(
                                    v.get(PruneAndGrow.SPARSITY),
                                    v.get(Gradual.DISTRIBUTION),
                                    v.get(Gradual.PATTERN),
                                    v.get(AT),
                                    v.get(BY),
                                    v.get(BATCHES)));

    @Override
    public MethodType<OneShot> type() {
        return TYPE;
    }

    @Override
    public Gradual rule() {
        return new Gradual(sparsity, new Linear(0), distribution, pattern, 1, at, at);
    }

    @Override
    public Scorer score() {
        return switch (by) {
            case MAGNITUDE -> Scorer.MAGNITUDE;
            case GRADIENT -> GRADIENT;
            case TAYLOR -> Scorer.SENSITIVITY;
            case RANDOM -> Scorer.RANDOM;
        };
    }

    @Override
    public int growthBatches() {
        return score().signals().contains(Signal.GRADIENT) ? Math.toIntExact(batches) : 1;
    }

    @Override
    public Span span(long steps) {
        return OnceAt.span(at, steps);
    }

    @Override
    public boolean updatesAt(long step, long steps) {
        return step == span(steps).end();
    }

    @Override
    public OptionalDouble plannedSparsity(long step, long steps) {
        return OnceAt.planned(at, step, steps, sparsity);
    }
}
