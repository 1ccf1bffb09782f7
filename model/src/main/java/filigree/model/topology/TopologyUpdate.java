package filigree.model.topology;

import filigree.model.kernel.Workers;
import filigree.model.layer.Parameter;
import filigree.model.sparsity.Mask;
import java.util.List;

/// What one update changed.
///
/// @param step at which it acted, before that step's optimizer update
/// @param layers one a prunable layer, in network order
/// @param ages of the connections after it
public record TopologyUpdate(long step, List<LayerChange> layers, ConnectionAges ages) {
    public TopologyUpdate {
        layers = List.copyOf(layers);
    }

    /// One layer's change. *Net*: what was dropped and grown in the same update is `returned` and
    /// in neither of the other two.
    ///
    /// @param name of the layer
    /// @param before mask before the update
    /// @param after mask after it
    /// @param dropped active before, inactive after
    /// @param grown inactive before, active after
    /// @param regrown those of `grown` that were active at some earlier time
    /// @param returned active before, not kept by the drop, grown again at once
    /// @param withFirst what `after` has in common with the mask that training started with
    public record LayerChange(
            String name,
            Mask before,
            Mask after,
            Mask dropped,
            Mask grown,
            Mask regrown,
            Mask returned,
            MaskOverlap withFirst) {
        /// What masks before and after have in common.
        public MaskOverlap withLast() {
            long both = (long) before.activeCount() - dropped.activeCount();
            long either = (long) before.activeCount() + grown.activeCount();
            return new MaskOverlap(both, either, after.size());
        }
    }

    /// Takes the ages from the histories as they are after it.
    public static TopologyUpdate of(
            long step, List<LayerChange> layers, List<TopologyHistory> histories) {
        return new TopologyUpdate(step, layers, ConnectionAges.of(histories, step));
    }

    /// What all masks together have in common with those that training started with.
    public MaskOverlap withFirst() {
        return layers.stream()
                .map(LayerChange::withFirst)
                .reduce(new MaskOverlap(0, 0, 0), MaskOverlap::plus);
    }

    /// What all masks before and after have in common.
    public MaskOverlap withLast() {
        return layers.stream()
                .map(LayerChange::withLast)
                .reduce(new MaskOverlap(0, 0, 0), MaskOverlap::plus);
    }

    /// Weights dropped and not grown again at once, over all layers.
    public long dropped() {
        return layers.stream().mapToLong(l -> l.dropped().activeCount()).sum();
    }

    /// Weights active now that were not before, regrown ones included.
    public long grown() {
        return layers.stream().mapToLong(l -> l.grown().activeCount()).sum();
    }

    public long regrown() {
        return layers.stream().mapToLong(l -> l.regrown().activeCount()).sum();
    }

    public long returned() {
        return layers.stream().mapToLong(l -> l.returned().activeCount()).sum();
    }

    /// Weights active after it.
    public long active() {
        return layers.stream().mapToLong(l -> l.after().activeCount()).sum();
    }

    /// The same where what grows starts at 0, by the calling thread alone.
    public static TopologyUpdate apply(
            long step,
            List<LayerView> layers,
            List<NextMask> next,
            List<TopologyHistory> histories) {
        List<Long> keys = layers.stream().map(_ -> 0L).toList();
        try (var alone = new Workers(1)) {
            return apply(step, layers, next, histories, NewWeights.ZERO, keys, alone);
        }
    }

    /// Moves every layer to its new mask. The only place where masks change during training.
    ///
    /// @param next one a layer
    /// @param histories one a layer, told of what grew
    /// @param first where grown weights start
    /// @param keys random ones, one a layer, for those that start at random
    /// @param workers share the layers
    public static TopologyUpdate apply(
            long step,
            List<LayerView> layers,
            List<NextMask> next,
            List<TopologyHistory> histories,
            NewWeights first,
            List<Long> keys,
            Workers workers) {
        LayerChange[] changes = new LayerChange[layers.size()];
        workers.run(
                changes.length,
                l -> {
                    LayerView layer = layers.get(l);
                    Mask grown = next.get(l).after().minus(layer.mask());
                    float[] values = first.values(layer, grown, keys.get(l)); // before the move
                    Parameter parameter = layer.parameter();
                    changes[l] = move(step, parameter, next.get(l), grown, histories.get(l));
                    NewWeights.put(parameter.matrix(), grown, values);
                });
        return of(step, List.of(changes), histories);
    }

    /// Moves one layer to its new mask.
    ///
    /// @param history of this layer, told of what grew
    public static LayerChange move(
            long step, Parameter parameter, NextMask next, TopologyHistory history) {
        Mask grown = next.after().minus(parameter.matrix().mask());
        return move(step, parameter, next, grown, history);
    }

    private static LayerChange move(
            long step, Parameter parameter, NextMask next, Mask grown, TopologyHistory history) {
        Mask before = parameter.matrix().mask();
        Mask after = next.after();
        Mask regrown = history.everActive(grown);
        parameter.matrix().setMask(after);
        history.moveTo(before, after, step);
        return new LayerChange(
                parameter.shape().name(),
                before,
                after,
                before.minus(after),
                grown,
                regrown,
                after.minus(next.kept()).minus(grown),
                history.withFirst(after));
    }
}
