package filigree.model.topology;

import filigree.model.error.UserFacingException;
import filigree.model.method.MethodType;
import filigree.model.method.Param;
import filigree.model.schedule.CubicRamp;
import filigree.model.schedule.Schedule;
import filigree.model.schedule.Span;
import filigree.model.sparsity.Allocation;
import filigree.model.sparsity.ErdosRenyiKernel;
import filigree.model.sparsity.LayerShape;
import filigree.model.sparsity.SparsityDistribution;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/// Gradual magnitude pruning (GMP): starts dense and keeps the weights of largest absolute value,
/// fewer at each update.
///
/// What is pruned stays pruned: it has no gradient and no storage. jaxpruner scores the weights
/// behind the mask too, so there a weight may return.
///
/// @param sparsity final fraction of zeros
/// @param ramp how the sparsity moves towards it
/// @param distribution how it is shared among layers
/// @param every steps between updates; the ramp's end has one more
/// @param begin fraction of the run before the ramp
/// @param end fraction of the run at which the final sparsity is reached
public record MagnitudePruning(
        double sparsity,
        Schedule ramp,
        SparsityDistribution distribution,
        long every,
        double begin,
        double end)
        implements MaskUpdater {
    static final Param.OfMethod<Schedule> RAMP =
            Param.<Schedule>method("ramp", Schedule.class, new CubicRamp(0))
                    .except("same", "constant", "cosine-restarts") // a ramp never turns back
                    .live();
    static final Param.OfMethod<SparsityDistribution> DISTRIBUTION =
            Param.method("distribution", SparsityDistribution.class, new ErdosRenyiKernel());
    static final Param.OfDouble END = Param.fraction("end", 0.6).live();

    public static final MethodType<MagnitudePruning> TYPE =
            MethodType.<MagnitudePruning>of(
                            "magnitude",
                            "Han et al. 2015, arXiv:1506.02626; Zhu and Gupta 2017,"
                                    + " arXiv:1710.01878")
                    .param(PruneAndGrow.SPARSITY, MagnitudePruning::sparsity)
                    .param(RAMP, MagnitudePruning::ramp)
                    .param(DISTRIBUTION, MagnitudePruning::distribution)
                    .param(PruneAndGrow.EVERY, MagnitudePruning::every)
                    .param(PruneAndGrow.BEGIN, MagnitudePruning::begin)
                    .param(END, MagnitudePruning::end)
                    .build(v ->
                            new MagnitudePruning(
                                    v.get(PruneAndGrow.SPARSITY),
                                    v.get(RAMP),
                                    v.get(DISTRIBUTION),
                                    v.get(PruneAndGrow.EVERY),
                                    v.get(PruneAndGrow.BEGIN),
                                    v.get(END)));

    @Override
    public MethodType<MagnitudePruning> type() {
        return TYPE;
    }

    @Override
    public Set<Signal> signals() {
        return Scorer.MAGNITUDE.signals();
    }

    @Override
    public void check(List<LayerShape> layers) {
        if (!distribution.meetsTotal()) {
            throw new UserFacingException("needs-total", TYPE.id(), distribution.type().id());
        }
        long size = layers.stream().mapToLong(LayerShape::size).sum();
        long kept = Allocation.activeCount(size, sparsity);
        if (distribution.allocate(layers, sparsity) instanceof Allocation.Shared
                && kept < layers.size()) {
            throw new UserFacingException("fewer-weights-than-layers", kept, layers.size());
        }
    }

    @Override
    public Span span(long steps) {
        return Span.of(begin, end, steps);
    }

    @Override
    public boolean updatesAt(long step, long steps) {
        Span span = span(steps);
        return span.isDue(step, every) || (step > 0 && step == span.end());
    }

    @Override
    public OptionalDouble plannedSparsity(long step, long steps) {
        double now = ramp.at(step, span(steps), sparsity);
        return OptionalDouble.of(Math.min(PruneAndGrow.SPARSITY.max(), now)); // no layer may empty
    }

    @Override
    public List<NextMask> newMasks(long step, long steps, List<LayerView> layers) {
        List<LayerShape> shapes = layers.stream().map(LayerView::shape).toList();
        double now = plannedSparsity(step, steps).orElseThrow();
        return MaskSelection.keepHighest(
                        layers, distribution.allocate(shapes, now), Scorer.MAGNITUDE)
                .stream()
                .map(NextMask::kept)
                .toList();
    }

    @Override
    public List<NextMask> masksAtPlan(long step, long steps, List<LayerView> layers) {
        double now = plannedSparsity(step, steps).orElseThrow();
        return Retargeting.to(now, distribution, layers, Scorer.RANDOM);
    }
}
