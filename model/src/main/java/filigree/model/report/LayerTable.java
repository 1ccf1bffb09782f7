package filigree.model.report;

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
    /// @param weights active or not
    /// @param active of them
    /// @param effective active ones on a path from input to output
    /// @param csrBytes as compressed rows
    record Row(
            String name, String shape, long weights, long active, long effective, long csrBytes) {
        double density() {
            return (double) active / weights;
        }

        double effectiveDensity() {
            return (double) effective / weights;
        }

        /// Four bytes a weight.
        double denseKib() {
            return 4.0 * weights / KIB;
        }

        /// One bit a weight and four bytes an active one.
        double bitmaskKib() {
            return (Math.ceilDiv(weights, 8L) + 4.0 * active) / KIB;
        }

        /// Four bytes of value an active weight, two of column (four beyond 65,536 columns), four a
        /// row start.
        double csrKib() {
            return csrBytes / KIB;
        }

        /// Thousand floating point operations of a forward pass of one sample: a multiplication and
        /// an addition an active weight and place where it acts; a linear layer's act once.
        double kiloFlop() {
            return 2.0 * active / 1000;
        }
    }

    static LayerTable of(List<LayerShape> shapes, List<Mask> masks) {
        List<Mask> onPath = EffectiveSparsity.onPath(shapes, masks);
        List<Row> rows = new ArrayList<>();
        for (int l = 0; l < shapes.size(); l++) {
            LayerShape shape = shapes.get(l);
            rows.add(
                    new Row(
                            shape.name(),
                            shape.rows() + "\u00a0×\u00a0" + shape.columns(),
                            shape.size(),
                            masks.get(l).activeCount(),
                            onPath.get(l).activeCount(),
                            csrBytes(shape, masks.get(l).activeCount())));
        }
        return new LayerTable(rows);
    }

    private static long csrBytes(LayerShape shape, long active) {
        int index = shape.columns() <= 65_536 ? Short.BYTES : Integer.BYTES;
        return active * (Float.BYTES + index) + (shape.rows() + 1L) * Integer.BYTES;
    }

    /// The sum over all layers.
    Row total() {
        return new Row(
                "",
                "",
                rows.stream().mapToLong(Row::weights).sum(),
                rows.stream().mapToLong(Row::active).sum(),
                rows.stream().mapToLong(Row::effective).sum(),
                rows.stream().mapToLong(Row::csrBytes).sum());
    }
}
