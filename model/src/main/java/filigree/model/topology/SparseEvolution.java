package filigree.model.topology;

import filigree.model.method.MethodType;
import filigree.model.random.RandomStreams;
import filigree.model.schedule.Schedule;
import filigree.model.schedule.Span;
import filigree.model.sparsity.LayerShape;
import filigree.model.sparsity.Mask;
import filigree.model.sparsity.SparsityDistribution;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/// SET: drops the weights closest to zero, grows as many at random.
///
/// ```
/// drop: lowest |w| among active      grow: uniformly at random among the rest
/// ```
///
/// The paper drops the smallest positive and the largest negative weights and starts new ones at
/// random values; this is the form of the comparison in RigL's paper.
///
/// @param sparsity target fraction of zeros
/// @param distribution how it is shared among layers
/// @param dropFraction of the active weights, dropped at an update
/// @param growFraction of the active weights, grown at an update; `same` grows what was dropped
/// @param every steps between updates
/// @param begin fraction of the run before the first update
/// @param end fraction of the run after which masks stay
public record SparseEvolution(
        double sparsity,
        SparsityDistribution distribution,
        Schedule dropFraction,
        Schedule growFraction,
        long every,
        double begin,
        double end)
        implements MaskUpdater {
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
                    .param(PruneAndGrow.BEGIN, SparseEvolution::begin)
                    .param(PruneAndGrow.END, SparseEvolution::end)
                    .build(
                            v ->
                                    new SparseEvolution(
                                            v.get(PruneAndGrow.SPARSITY),
                                            v.get(PruneAndGrow.DISTRIBUTION),
                                            v.get(PruneAndGrow.DROP_FRACTION),
                                            v.get(PruneAndGrow.GROW_FRACTION),
                                            v.get(PruneAndGrow.EVERY),
                                            v.get(PruneAndGrow.BEGIN),
                                            v.get(PruneAndGrow.END)));

    @Override
    public MethodType<SparseEvolution> type() {
        return TYPE;
    }

    private PruneAndGrow rule() {
        return new PruneAndGrow(
                sparsity, distribution, dropFraction, growFraction, every, begin, end);
    }

    @Override
    public Set<Signal> signals() {
        return Scorer.RANDOM.signals();
    }

    @Override
    public boolean replacesOptimizerStep() {
        return true;
    }

    @Override
    public void check(List<LayerShape> layers) {
        RandomStart.check(TYPE.id(), distribution, sparsity, layers);
    }

    @Override
    public List<Mask> initialMasks(List<LayerShape> layers, RandomStreams random) {
        return RandomStart.masks(distribution, sparsity, layers, random);
    }

    @Override
    public Span span(long steps) {
        return rule().span(steps);
    }

    @Override
    public boolean updatesAt(long step, long steps) {
        return rule().updatesAt(step, steps);
    }

    @Override
    public OptionalDouble plannedSparsity(long step, long steps) {
        return rule().plannedSparsity();
    }

    @Override
    public List<NextMask> newMasks(long step, long steps, List<LayerView> layers) {
        return rule().newMasks(step, steps, layers, Scorer.RANDOM);
    }

    @Override
    public List<NextMask> masksAtPlan(long step, long steps, List<LayerView> layers) {
        return rule().masksAtPlan(layers, Scorer.RANDOM);
    }
}
