package filigree.model.topology;

import filigree.model.sparsity.Mask;

/// Which active weights survive an update.
@FunctionalInterface
public interface DropRule {
    /// The weights closest to zero go.
    DropRule SMALLEST = by(Scorer.MAGNITUDE);

    /// The smallest positive and the largest negative ones go, each sign in proportion to how many
    /// it has, as in SET's paper. Zeros count as positive.
    DropRule EACH_SIGN =
            (layer, kept) -> {
                int active = layer.mask().activeCount();
                long positive = 0;
                for (Entries e : layer.active(Scorer.MAGNITUDE.signals())) {
                    for (int k = 0; k < e.size(); k++) {
                        positive += e.get(Signal.WEIGHT)[k] >= 0 ? 1 : 0;
                    }
                }
                long dropped = active - kept;
                long keptPositive =
                        active == 0
                                ? 0
                                : positive - Math.round((double) dropped * positive / active);
                int sign = layer.isInverted() ? -1 : 1;
                TopK above = new TopK(keptPositive);
                TopK below = new TopK(kept - keptPositive);
                for (Entries e : layer.active(Scorer.MAGNITUDE.signals())) {
                    float[] w = e.get(Signal.WEIGHT);
                    for (int k = 0; k < e.size(); k++) {
                        (w[k] >= 0 ? above : below).offer(e.index(k), sign * Math.abs(w[k]));
                    }
                }
                int rows = layer.shape().rows();
                int columns = layer.shape().columns();
                return Mask.of(rows, columns, above.indices())
                        .union(Mask.of(rows, columns, below.indices()));
            };

    /// What scores lowest goes.
    static DropRule by(Scorer scorer) {
        return (layer, kept) -> MaskSelection.keepHighest(layer, kept, scorer);
    }

    /// Returns `kept` of the layer's active weights, or all if there are fewer.
    Mask survivors(LayerView layer, long kept);
}
