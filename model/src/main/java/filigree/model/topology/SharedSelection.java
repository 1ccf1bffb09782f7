package filigree.model.topology;

import filigree.model.sparsity.Allocation;
import filigree.model.sparsity.LayerShape;
import filigree.model.sparsity.Mask;
import java.util.ArrayList;
import java.util.List;

/// Masks of one budget for all layers, from scores in double precision.
final class SharedSelection {
    private SharedSelection() {}

    /// Keeps the highest-scoring weights of all layers together; each layer keeps its best.
    ///
    /// @param scores one array a layer, row-major; scaled to floats, for their order alone counts
    static List<Mask> keepHighest(List<LayerShape> shapes, List<double[]> scores, double sparsity) {
        long size = shapes.stream().mapToLong(LayerShape::size).sum();
        double largest = largest(scores);
        TopK top = new TopK(Allocation.activeCount(size, sparsity));
        long offset = 0;
        for (double[] layer : scores) {
            int best = 0;
            for (int i = 1; i < layer.length; i++) {
                best = layer[i] > layer[best] ? i : best;
            }
            for (int i = 0; i < layer.length; i++) {
                boolean stays = i == best;
                float scaled = (float) (layer[i] / largest);
                top.offer(offset + i, stays ? Float.POSITIVE_INFINITY : scaled);
            }
            offset += layer.length;
        }
        return split(top.indices(), shapes);
    }

    /// Keeps in each layer as many weights as `counted`, those of lowest score.
    static List<Mask> keepLowest(
            List<LayerShape> shapes, List<double[]> scores, List<Mask> counted) {
        double largest = largest(scores);
        List<Mask> masks = new ArrayList<>();
        for (int l = 0; l < shapes.size(); l++) {
            TopK top = new TopK(counted.get(l).activeCount());
            for (int i = 0; i < scores.get(l).length; i++) {
                top.offer(i, (float) (-scores.get(l)[i] / largest));
            }
            masks.add(Mask.of(shapes.get(l).rows(), shapes.get(l).columns(), top.indices()));
        }
        return masks;
    }

    private static double largest(List<double[]> scores) {
        double largest = Double.MIN_NORMAL;
        for (double[] layer : scores) {
            for (double score : layer) {
                largest = Math.max(largest, Math.abs(score));
            }
        }
        return largest;
    }

    /// Elementwise products, as new arrays.
    static List<double[]> products(List<double[]> a, List<double[]> b) {
        List<double[]> products = new ArrayList<>();
        for (int l = 0; l < a.size(); l++) {
            double[] product = new double[a.get(l).length];
            for (int i = 0; i < product.length; i++) {
                product[i] = a.get(l)[i] * b.get(l)[i];
            }
            products.add(product);
        }
        return products;
    }

    /// Cuts places among the weights of all layers, ascending, into one mask a layer.
    static List<Mask> split(long[] chosen, List<LayerShape> shapes) {
        List<Mask> masks = new ArrayList<>();
        int from = 0;
        long offset = 0;
        for (LayerShape shape : shapes) {
            long end = offset + shape.size();
            int to = from;
            while (to < chosen.length && chosen[to] < end) {
                to++;
            }
            long[] flat = new long[to - from];
            for (int n = from; n < to; n++) {
                flat[n - from] = chosen[n] - offset;
            }
            masks.add(Mask.of(shape.rows(), shape.columns(), flat));
            from = to;
            offset = end;
        }
        return masks;
    }
}
