package filigree.model.topology;

import filigree.model.error.UserFacingException;
import filigree.model.method.MethodType;
import filigree.model.method.Param;
import filigree.model.method.Param.Unit;
import filigree.model.schedule.Schedule;
import filigree.model.schedule.Span;
import filigree.model.sparsity.Coupling;
import filigree.model.sparsity.LayerShape;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// Removes whole units (neurons, channels) along a ramp, each with everything that belongs to it:
/// its row and bias, gain and shift of its normalisation, and its columns in all layers that read
/// it. What is removed outputs exactly 0 and never comes back, so a smaller dense network does the
/// same. With `begin = end` it prunes once.
///
/// Of n units `round(n (1 - sparsity))` stay, at least one of each layer. Outputs, and what a layer
/// normalisation or attention mixes, keep all of theirs.
///
/// @param sparsity final share of the units that is gone
/// @param ramp how it is reached
/// @param score what compares them
/// @param sharing how the share is spread over layers
/// @param lanes what is kept is rounded up to a multiple of this
/// @param every steps between updates; the ramp's end has one more
/// @param begin fraction of the run before the ramp
/// @param end fraction of the run at which the final share is reached
/// @param batches how many the gradient is the mean of, where the score reads it
/// @param examples of the training data for the share that fires, where the score reads it
public record Structured(
        double sparsity,
        Schedule ramp,
        UnitScore score,
        Sharing sharing,
        long lanes,
        long every,
        double begin,
        double end,
        long batches,
        long examples)
        implements MaskUpdater, UnitPruner {
    /// How a share of all units is spread over layers.
    public enum Sharing {
        /// Every coupling loses the same share.
        UNIFORM,
        /// All units compete, their scores divided by the mean of their coupling (DepGraph).
        GLOBAL
    }

    static final Param.OfDouble SPARSITY = Param.percent("sparsity", 0.5).live();
    static final Param.OfChoice<UnitScore> SCORE =
            new Param.OfChoice<>("score", UnitScore.L2, Param.Timing.LIVE);
    static final Param.OfChoice<Sharing> SHARING =
            new Param.OfChoice<>("sharing", Sharing.UNIFORM, Param.Timing.LIVE);
    static final Param.OfLong LANES = Param.whole("lanes", 1, 1, 64);
    static final Param.OfLong EXAMPLES = Param.whole("examples", 512, 1, 100_000).in(Unit.EXAMPLES);

    public static final MethodType<Structured> TYPE =
            MethodType.<Structured>of(
                            "structured",
                            "Fang et al. 2023, arXiv:2301.12900 (DepGraph: dependency groups,"
                                    + " normalised scores); Zhu and Gupta 2017, arXiv:1710.01878"
                                    + " (ramp); scores: see there")
                    .param(SPARSITY, Structured::sparsity)
                    .param(Gradual.RAMP, Structured::ramp)
                    .param(SCORE, Structured::score)
                    .param(SHARING, Structured::sharing)
                    .param(LANES, Structured::lanes)
                    .param(PruneAndGrow.EVERY, Structured::every)
                    .param(PruneAndGrow.BEGIN, Structured::begin)
                    .param(Gradual.END, Structured::end)
                    .param(OneShot.BATCHES, Structured::batches)
                    .param(EXAMPLES, Structured::examples)
                    .build(v ->
                            new Structured(
                                    v.get(SPARSITY),
                                    v.get(Gradual.RAMP),
                                    v.get(SCORE),
                                    v.get(SHARING),
                                    v.get(LANES),
                                    v.get(PruneAndGrow.EVERY),
                                    v.get(PruneAndGrow.BEGIN),
                                    v.get(Gradual.END),
                                    v.get(OneShot.BATCHES),
                                    v.get(EXAMPLES)));

    @Override
    public MethodType<Structured> type() {
        return TYPE;
    }

    @Override
    public Optional<UnitPruner> unitPruner() {
        return Optional.of(this);
    }

    @Override
    public void check(List<Coupling> couplings, List<LayerShape> layers) {
        if (couplings.isEmpty()) {
            throw new UserFacingException("units-none", TYPE.id());
        }
        for (Coupling coupling : couplings) {
            if (score == UnitScore.NORM_SCALE && coupling.norms().isEmpty()) {
                throw new UserFacingException(
                        "units-without-norm",
                        Param.OfChoice.kebab(score),
                        layers.get(coupling.writers().getFirst()).name());
            }
        }
    }

    @Override
    public int growthBatches() {
        return score.readsGradients() ? Math.toIntExact(batches) : 1;
    }

    /// A bias whose unit is gone must not move by a gradient from before.
    @Override
    public boolean replacesOptimizerStep() {
        return true;
    }

    @Override
    public Span span(long steps) {
        Span span = Span.within(begin, end, steps);
        return new Span(span.begin(), Math.max(1, span.end()));
    }

    @Override
    public boolean updatesAt(long step, long steps) {
        return span(steps).isDueOrEnds(step, every);
    }

    /// Its plan counts units, not weights.
    @Override
    public OptionalDouble plannedSparsity(long step, long steps) {
        return OptionalDouble.empty();
    }

    @Override
    public List<boolean[]> unitsThatStay(long step, long steps, List<UnitGroups> couplings) {
        double now = Math.min(SPARSITY.max(), ramp.at(step, span(steps), sparsity));
        var selection = new UnitSelection(Math.toIntExact(lanes));
        return switch (sharing) {
            case UNIFORM -> selection.alike(couplings, score, now);
            case GLOBAL -> selection.together(couplings, score, now);
        };
    }

    /// Of a chain, for want of a network.
    @Override
    public List<NextMask> newMasks(long step, long steps, List<LayerView> layers) {
        List<UnitGroups> groups = UnitGroups.ofChain(layers);
        List<Coupling> couplings = groups.stream().map(UnitGroups::coupling).toList();
        List<boolean[]> stay = unitsThatStay(step, steps, groups);
        return UnitPruner.without(couplings, stay, layers.stream().map(LayerView::mask).toList());
    }

    @Override
    public List<NextMask> masksAtPlan(long step, long steps, List<LayerView> layers) {
        return newMasks(step, steps, layers);
    }
}
