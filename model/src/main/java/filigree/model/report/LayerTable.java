package filigree.model.report;

import filigree.model.metric.LayerCost;
import filigree.model.sparsity.LayerShape;
import filigree.model.sparsity.Mask;
import filigree.model.topology.EffectiveSparsity;
import java.util.ArrayList;
import java.util.List;

/// What each layer's weights cost: counted, not measured. Biases are not in it.
///
/// @param rows one a prunable layer, from input to output
record LayerTable(List<Row> rows) {
    private static final double KIB = 1024;

    LayerTable {
        rows = List.copyOf(rows);
    }

    /// One layer, or the sum of all.
    ///
    /// @param cost of its weights
    /// @param effective active ones on a path from input to output
    record Row(String name, String shape, Counts cost, long effective) {
        long weights() {
            return cost.weights();
        }

        long active() {
            return cost.active();
        }

        double density() {
            return (double) active() / weights();
        }

        double effectiveDensity() {
            return (double) effective / weights();
        }

        double denseKib() {
            return cost.dense() / KIB;
        }

        double bitmaskKib() {
            return cost.bitmask() / KIB;
        }

        double csrKib() {
            return cost.csr() / KIB;
        }

        /// Thousand floating point operations of a forward pass of one sample.
        double kiloFlop() {
            return cost.flops() / 1000.0;
        }
    }

    /// What [LayerCost] counts, as plain numbers.
    record Counts(
            long weights,
            long active,
            long dense,
            long bitmask,
            long csr,
            long flops,
            long denseFlops) {
        static Counts of(LayerCost c) {
            return new Counts(
                    c.shape().size(),
                    c.nonZeros(),
                    c.denseBytes(Float.BYTES),
                    c.bitmaskBytes(Float.BYTES),
                    c.csrBytes(Float.BYTES),
                    c.forwardFlops(),
                    c.denseForwardFlops());
        }

        Counts plus(Counts other) {
            return new Counts(
                    weights + other.weights,
                    active + other.active,
                    dense + other.dense,
                    bitmask + other.bitmask,
                    csr + other.csr,
                    flops + other.flops,
                    denseFlops + other.denseFlops);
        }
    }

    static LayerTable of(TopologyPlayback playback, List<Mask> masks) {
        List<LayerShape> shapes = playback.shapes();
        List<Mask> onPath = EffectiveSparsity.onPath(playback.wiring(), shapes, masks);
        List<Row> rows = new ArrayList<>();
        for (int l = 0; l < shapes.size(); l++) {
            LayerShape shape = shapes.get(l);
            rows.add(
                    new Row(
                            shape.name(),
                            shape.rows() + "\u00a0×\u00a0" + shape.columns(),
                            Counts.of(
                                    new LayerCost(
                                            shape,
                                            playback.positions(shape.name()),
                                            masks.get(l).activeCount())),
                            onPath.get(l).activeCount()));
        }
        return new LayerTable(rows);
    }

    /// The sum over all layers.
    Row total() {
        return new Row(
                "",
                "",
                rows.stream().map(Row::cost).reduce(new Counts(0, 0, 0, 0, 0, 0, 0), Counts::plus),
                rows.stream().mapToLong(Row::effective).sum());
    }
}
