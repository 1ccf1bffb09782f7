package filigree.model.topology;

import filigree.model.method.MethodType;
import filigree.model.random.RandomStreams;
import filigree.model.schedule.Linear;
import filigree.model.schedule.Span;
import filigree.model.sparsity.Allocation;
import filigree.model.sparsity.LayerShape;
import filigree.model.sparsity.Mask;
import filigree.model.sparsity.SparsityDistribution;
import java.util.List;
import java.util.OptionalDouble;

/// Random masks, fixed for the whole run: what every other method has to beat.
///
/// @param sparsity fraction of weights that are zero
/// @param distribution how it is shared among layers
/// @param pattern which weights go together
public record StaticSparse(double sparsity, SparsityDistribution distribution, Pattern pattern)
        implements MaskUpdater {
    public static final MethodType<StaticSparse> TYPE =
            MethodType.<StaticSparse>of(
                            "static", "the static baseline of Evci et al. 2020, arXiv:1911.11134")
                    .param(PruneAndGrow.SPARSITY, StaticSparse::sparsity)
                    .param(PruneAndGrow.DISTRIBUTION, StaticSparse::distribution)
                    .param(Gradual.PATTERN, StaticSparse::pattern)
                    .build(v ->
                            new StaticSparse(
                                    v.get(PruneAndGrow.SPARSITY),
                                    v.get(PruneAndGrow.DISTRIBUTION),
                                    v.get(Gradual.PATTERN)));

    /// Without a pattern.
    public StaticSparse(double sparsity, SparsityDistribution distribution) {
        this(sparsity, distribution, new Unstructured());
    }

    @Override
    public MethodType<StaticSparse> type() {
        return TYPE;
    }

    @Override
    public void check(List<LayerShape> layers) {
        RandomStart.check(TYPE.id(), distribution, sparsity, layers);
        PatternSelection.check(pattern, distribution, sparsity, layers);
    }

    @Override
    public List<Mask> initialMasks(List<LayerShape> layers, RandomStreams random) {
        if (distribution.allocate(layers, sparsity)
                instanceof Allocation.PerLayer(List<Double> sparsities)) {
            return PatternSelection.random(layers, sparsities, pattern, random);
        }
        throw new IllegalStateException("check() refuses a shared budget");
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
        return new Gradual(sparsity, new Linear(0), distribution, pattern, 1, 0, 0)
                .retarget(sparsity, layers);
    }
}
