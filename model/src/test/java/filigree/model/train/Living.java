package filigree.model.train;

import filigree.model.method.MethodType;
import filigree.model.random.RandomStreams;
import filigree.model.schedule.Span;
import filigree.model.sparsity.Allocation;
import filigree.model.sparsity.LayerShape;
import filigree.model.sparsity.Mask;
import filigree.model.topology.LayerView;
import filigree.model.topology.MaskSelection;
import filigree.model.topology.MaskUpdater;
import filigree.model.topology.NextMask;
import filigree.model.topology.Scorer;
import java.util.List;
import java.util.OptionalDouble;

/// A mask updater with living weights behind the mask: now and then the largest of *all* weights
/// become the active ones.
///
/// @param sparsity of each layer
/// @param every steps between updates, or 0 for none
record Living(double sparsity, long every) implements MaskUpdater {
    private static final MethodType<Living> TYPE =
            MethodType.<Living>of("living", "a test").build(_ -> new Living(0.9, 5));

    @Override
    public MethodType<Living> type() {
        return TYPE;
    }

    @Override
    public boolean needsDenseWeights() {
        return true;
    }

    @Override
    public List<Mask> initialMasks(List<LayerShape> layers, RandomStreams random) {
        return MaskSelection.random(layers, layers.stream().map(_ -> sparsity).toList(), random);
    }

    @Override
    public Span span(long steps) {
        return Span.whole(steps);
    }

    @Override
    public boolean updatesAt(long step, long steps) {
        return every > 0 && step > 0 && step % every == 0;
    }

    @Override
    public OptionalDouble plannedSparsity(long step, long steps) {
        return OptionalDouble.of(sparsity);
    }

    @Override
    public List<NextMask> newMasks(long step, long steps, List<LayerView> layers) {
        return layers.stream().map(this::largest).toList();
    }

    private NextMask largest(LayerView layer) {
        Mask none = Mask.of(layer.shape().rows(), layer.shape().columns(), new long[0]);
        long count = Allocation.activeCount(layer.shape().size(), sparsity);
        Mask after = MaskSelection.growHighest(layer, none, count, Scorer.MAGNITUDE);
        return new NextMask(after.minus(after.minus(layer.mask())), after);
    }

    @Override
    public List<NextMask> masksAtPlan(long step, long steps, List<LayerView> layers) {
        return newMasks(step, steps, layers);
    }
}
