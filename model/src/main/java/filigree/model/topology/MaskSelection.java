package filigree.model.topology;

import filigree.model.random.RandomStreams;
import filigree.model.random.RandomStreams.Purpose;
import filigree.model.sparsity.Allocation;
import filigree.model.sparsity.LayerShape;
import filigree.model.sparsity.Mask;
import java.util.ArrayList;
import java.util.List;

/// Turns scores into masks of an exact size. Shared by all updaters: counts, rounding and ties (the
/// lower flat index wins) are decided here once.
public final class MaskSelection {
    private static final long[] NONE = {};

    private MaskSelection() {}

    /// Which weights may stay.
    enum Among {
        /// What is pruned stays pruned.
        ACTIVE,
        /// All: weights behind the mask may come back.
        ALL;

        Iterable<Entries> of(LayerView layer, Scorer scorer) {
            return this == ACTIVE ? layer.active(scorer.signals()) : layer.all(scorer.signals());
        }

        long count(LayerView layer) {
            return this == ACTIVE ? layer.mask().activeCount() : layer.shape().size();
        }
    }

    /// Keeps the `count` highest-scoring active weights of a layer.
    public static Mask keepHighest(LayerView layer, long count, Scorer scorer) {
        return keepHighest(layer, count, scorer, Among.ACTIVE);
    }

    private static Mask keepHighest(LayerView layer, long count, Scorer scorer, Among among) {
        TopK top = new TopK(Math.min(count, among.count(layer)));
        offer(layer, scorer, among, 0, NONE, top);
        return Mask.of(layer.shape().rows(), layer.shape().columns(), top.indices());
    }

    /// Keeps the highest-scoring active weights of each layer, or of all layers together. Each
    /// layer keeps at least one.
    public static List<Mask> keepHighest(
            List<LayerView> layers, Allocation allocation, Scorer scorer) {
        return keepHighest(layers, allocation, scorer, Among.ACTIVE);
    }

    /// The same among some weights or all.
    static List<Mask> keepHighest(
            List<LayerView> layers, Allocation allocation, Scorer scorer, Among among) {
        return switch (allocation) {
            case Allocation.PerLayer(List<Double> sparsities) -> {
                List<Mask> masks = new ArrayList<>();
                for (int l = 0; l < layers.size(); l++) {
                    long size = layers.get(l).shape().size();
                    long count = Allocation.activeCount(size, sparsities.get(l));
                    masks.add(keepHighest(layers.get(l), count, scorer, among));
                }
                yield masks;
            }
            case Allocation.Shared shared -> keepShared(layers, shared, scorer, among);
        };
    }

    /// Adds to `kept` the `count` highest-scoring weights among all others of the layer: inactive
    /// ones and those just dropped.
    public static Mask growHighest(LayerView layer, Mask kept, long count, Scorer scorer) {
        TopK top = new TopK(Math.min(count, kept.size() - kept.activeCount()));
        offerInactive(layer, kept, scorer, 0, top);
        return kept.union(Mask.of(kept.rows(), kept.columns(), top.indices()));
    }

    /// Adds to the layers' masks, `count` in all, the highest-scoring inactive weights of all
    /// layers together.
    public static List<Mask> growShared(List<LayerView> layers, long count, Scorer scorer) {
        TopK top = new TopK(count);
        long offset = 0;
        for (LayerView layer : layers) {
            offerInactive(layer, layer.mask(), scorer, offset, top);
            offset += layer.shape().size();
        }
        List<Mask> grown = split(top.indices(), layers);
        List<Mask> masks = new ArrayList<>();
        for (int l = 0; l < layers.size(); l++) {
            masks.add(layers.get(l).mask().union(grown.get(l)));
        }
        return masks;
    }

    /// Random masks to start from, a function of the seed, the layer's place and its target alone.
    public static List<Mask> random(
            List<LayerShape> layers, List<Double> sparsities, RandomStreams random) {
        List<Mask> masks = new ArrayList<>();
        for (int l = 0; l < layers.size(); l++) {
            LayerShape shape = layers.get(l);
            TopK top = new TopK(Allocation.activeCount(shape.size(), sparsities.get(l)));
            long key = random.key(Purpose.INITIAL_MASK, 0, l);
            for (long i = 0; i < shape.size(); i++) {
                top.offer(i, RandomStreams.uniform(key, i));
            }
            masks.add(Mask.of(shape.rows(), shape.columns(), top.indices()));
        }
        return masks;
    }

    private static List<Mask> keepShared(
            List<LayerView> layers, Allocation.Shared shared, Scorer scorer, Among among) {
        if (layers.stream().anyMatch(LayerView::isInverted)) {
            return keepAsMany(layers, shared, scorer, among);
        }
        long size = layers.stream().mapToLong(l -> l.shape().size()).sum();
        long active = layers.stream().mapToLong(among::count).sum();
        TopK top = new TopK(Math.min(Allocation.activeCount(size, shared.sparsity()), active));
        long offset = 0;
        for (int l = 0; l < layers.size(); l++) {
            LayerView layer = layers.get(l);
            TopK best = new TopK(shared.least(l));
            offer(layer, scorer, among, 0, NONE, best);
            // the best ones compete above all scores, so that no layer empties
            offer(layer, scorer, among, offset, best.indices(), top);
            offset += layer.shape().size();
        }
        return split(top.indices(), layers);
    }

    /// Keeps in each inverted layer as many as the scores as they are would keep there: which
    /// weights changes, how many a layer does not.
    private static List<Mask> keepAsMany(
            List<LayerView> layers, Allocation.Shared shared, Scorer scorer, Among among) {
        List<LayerView> upright = layers.stream().map(LayerView::upright).toList();
        List<Mask> counted = keepShared(upright, shared, scorer, among);
        List<Mask> masks = new ArrayList<>();
        for (int l = 0; l < layers.size(); l++) {
            masks.add(keepHighest(layers.get(l), counted.get(l).activeCount(), scorer, among));
        }
        return masks;
    }

    private static void offer(
            LayerView layer, Scorer scorer, Among among, long offset, long[] first, TopK top) {
        int next = 0;
        for (Entries e : among.of(layer, scorer)) {
            float[] scores = e.scoredBy(scorer);
            for (int k = 0; next < first.length && k < e.size(); k++) {
                if (e.index(k) == first[next]) {
                    scores[k] = Float.POSITIVE_INFINITY;
                    next++;
                }
            }
            top.offer(e, scores, 0, e.size(), offset);
        }
    }

    private static void offerInactive(
            LayerView layer, Mask kept, Scorer scorer, long offset, TopK top) {
        int columns = kept.columns();
        int row = 0;
        for (Entries e : layer.all(scorer.signals())) {
            float[] scores = e.scoredBy(scorer);
            for (int begin = 0; begin < e.size(); begin += columns, row++) { // whole rows
                int from = begin;
                for (int k = kept.rowStarts()[row]; k < kept.rowStarts()[row + 1]; k++) {
                    top.offer(e, scores, from, begin + kept.column(k), offset);
                    from = begin + kept.column(k) + 1;
                }
                top.offer(e, scores, from, begin + columns, offset);
            }
        }
    }

    private static List<Mask> split(long[] chosen, List<LayerView> layers) {
        return SharedSelection.split(chosen, layers.stream().map(LayerView::shape).toList());
    }
}
