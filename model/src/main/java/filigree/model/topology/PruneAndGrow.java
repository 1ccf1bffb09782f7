package filigree.model.topology;

import filigree.model.method.Param;
import filigree.model.method.Param.Unit;
import filigree.model.schedule.Cosine;
import filigree.model.schedule.Same;
import filigree.model.schedule.Schedule;
import filigree.model.schedule.Span;
import filigree.model.sparsity.ErdosRenyiKernel;
import filigree.model.sparsity.Mask;
import filigree.model.sparsity.SparsityDistribution;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/// What the methods of dynamic sparse training share: one update rule and its numbers. They differ
/// in their growth scorer.
///
/// @param sparsity target fraction of zeros
/// @param distribution how it is shared among layers
/// @param dropFraction of the active weights, dropped at an update
/// @param growFraction of the active weights, grown at an update; `same` grows what was dropped
/// @param every steps between updates
/// @param everyEpochs epochs between updates, in place of `every`; 0 for steps
/// @param begin fraction of the run before the first update
/// @param end fraction of the run after which masks stay
public record PruneAndGrow(
        double sparsity,
        SparsityDistribution distribution,
        Schedule dropFraction,
        Schedule growFraction,
        long every,
        double everyEpochs,
        double begin,
        double end) {
    static final Param.OfDouble SPARSITY = Param.percent("sparsity", 0.9).live();
    static final Param.OfMethod<SparsityDistribution> DISTRIBUTION =
            Param.method("distribution", SparsityDistribution.class, new ErdosRenyiKernel());
    static final Param.OfMethod<Schedule> DROP_FRACTION =
            Param.<Schedule>method("dropFraction", Schedule.class, new Cosine(0.3))
                    .except("same")
                    .live();
    static final Param.OfMethod<Schedule> GROW_FRACTION =
            Param.<Schedule>method("growFraction", Schedule.class, new Same()).live();
    static final Param.OfLong EVERY = Param.steps("every", 100, 1_000_000).live();
    static final Param.OfDouble EVERY_EPOCHS =
            Param.number("everyEpochs", 0, 0, 1_000).in(Unit.EPOCHS).live();
    static final Param.OfDouble BEGIN = Param.fraction("begin", 0).live();
    static final Param.OfDouble END = Param.fraction("end", 0.75).live();
    static final Param.OfLong GROWTH_BATCHES =
            Param.whole("growthBatches", 1, 1, 1_000).in(Unit.BATCHES).live();

    static final Param.OfChoice<NewWeights> NEW_WEIGHTS =
            new Param.OfChoice<>("newWeights", NewWeights.ZERO, Param.Timing.NEXT_RUN);

    /// Returns the steps between two updates, at least 1.
    long every(long stepsPerEpoch) {
        return everyEpochs > 0 ? Math.max(1, Math.round(everyEpochs * stepsPerEpoch)) : every;
    }

    Span span(long steps) {
        return Span.of(begin, end, steps);
    }

    boolean updatesAt(long step, long steps) {
        return span(steps).isDue(step, every);
    }

    OptionalDouble plannedSparsity() {
        return growFraction.isSame() ? OptionalDouble.of(sparsity) : OptionalDouble.empty();
    }

    /// In each layer: drops `round_half_up(dropFraction * active)` weights by the method's rule,
    /// then grows as many (or `growFraction * active`) of highest score among everything not kept,
    /// the just-dropped included.
    List<NextMask> newMasks(
            long step, long steps, List<LayerView> layers, DropRule drop, Scorer grow) {
        Span span = span(steps);
        double drops = dropFraction.at(step, span, 0);
        List<NextMask> masks = new ArrayList<>();
        for (LayerView layer : layers) {
            long active = layer.mask().activeCount();
            long dropped = Math.round(drops * active);
            long grown =
                    growFraction.isSame()
                            ? dropped
                            : Math.round(growFraction.at(step, span, 0) * active);
            long kept = Math.max(active - dropped, grown == 0 ? 1 : 0); // never an empty layer
            Mask stay = drop.survivors(layer, kept);
            masks.add(new NextMask(stay, MaskSelection.growHighest(layer, stay, grown, grow)));
        }
        return masks;
    }

    List<NextMask> masksAtPlan(List<LayerView> layers, Scorer grow) {
        return Retargeting.to(sparsity, distribution, layers, grow);
    }
}
