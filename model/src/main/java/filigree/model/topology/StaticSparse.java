package filigree.model.topology;

import filigree.model.method.MethodType;
import filigree.model.random.RandomStreams;
import filigree.model.schedule.Span;
import filigree.model.sparsity.LayerShape;
import filigree.model.sparsity.Mask;
import filigree.model.sparsity.SparsityDistribution;
import java.util.List;
import java.util.OptionalDouble;

/// Random masks, fixed for the whole run: what every other method has to beat.
///
/// @param sparsity fraction of weights that are zero
/// @param distribution how it is shared among layers
public record StaticSparse(double sparsity, SparsityDistribution distribution)
        implements MaskUpdater {
    public static final MethodType<StaticSparse> TYPE =
            MethodType.<StaticSparse>of(
                            "static", "the static baseline of Evci et al. 2020, arXiv:1911.11134")
                    .param(PruneAndGrow.SPARSITY, StaticSparse::sparsity)
                    .param(PruneAndGrow.DISTRIBUTION, StaticSparse::distribution)
                    .build(v ->
                            new StaticSparse(
                                    v.get(PruneAndGrow.SPARSITY),
                                    v.get(PruneAndGrow.DISTRIBUTION)));

    @Override
    public MethodType<StaticSparse> type() {
        return TYPE;
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
        return new Span(0, 0);
    }

    @Override
    public boolean updatesAt(long step, long steps) {
        return false;
    }

    @Override
    public OptionalDouble plannedSparsity(long step, long steps) {
        return OptionalDouble.of(sparsity);
    }

    @Override
    public List<NextMask> newMasks(long step, long steps, List<LayerView> layers) {
        return layers.stream().map(l -> NextMask.kept(l.mask())).toList();
    }

    @Override
    public List<NextMask> masksAtPlan(long step, long steps, List<LayerView> layers) {
        return Retargeting.to(sparsity, distribution, layers, Scorer.RANDOM);
    }
}
