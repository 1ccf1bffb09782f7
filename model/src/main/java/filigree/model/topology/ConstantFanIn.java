package filigree.model.topology;

import filigree.model.random.RandomStreams;
import filigree.model.sparsity.LayerShape;
import filigree.model.sparsity.Mask;
import java.util.Arrays;
import java.util.Set;

/// Masks in which every neuron that is left has the same number of inputs. Where a layer's count
/// cannot be shared evenly, the first neurons have one input more, so that counts stay exact.
final class ConstantFanIn {
    private ConstantFanIn() {}

    /// Shares `count` inputs among neurons.
    ///
    /// @param left which neurons are left; where they cannot take so many, the first others help
    /// @return how many each neuron gets
    static int[] targets(boolean[] left, long count, int columns) {
        int rows = left.length;
        boolean[] used = left.clone();
        int n = 0;
        for (boolean row : used) {
            n += row ? 1 : 0;
        }
        for (int i = 0; i < rows && (long) n * columns < count; i++) {
            n += used[i] ? 0 : 1;
            used[i] = true;
        }
        int[] targets = new int[rows];
        int seen = 0;
        for (int i = 0; i < rows; i++) {
            if (used[i]) {
                targets[i] = Math.toIntExact(count / n + (seen++ < count % n ? 1 : 0));
            }
        }
        return targets;
    }

    /// Random masks to start from, a function of the seed, the layer's place and its count alone.
    ///
    /// @param key of the layer
    static Mask random(LayerShape shape, long count, long key) {
        boolean[] all = new boolean[shape.rows()];
        Arrays.fill(all, true);
        int[] targets = targets(all, count, shape.columns());
        long[] flat = new long[Math.toIntExact(count)];
        int next = 0;
        for (int i = 0; i < shape.rows(); i++) {
            TopK top = new TopK(targets[i]);
            for (int j = 0; j < shape.columns(); j++) {
                long at = (long) i * shape.columns() + j;
                top.offer(at, RandomStreams.uniform(key, at));
            }
            for (long at : top.indices()) {
                flat[next++] = at;
            }
        }
        return Mask.of(shape.rows(), shape.columns(), flat);
    }

    /// In each row keeps the largest of some weights, up to its target, and fills up with those of
    /// largest gradient among everything not kept.
    ///
    /// @param mayStay of the active weights
    static NextMask select(LayerView layer, Mask mayStay, int[] targets) {
        int columns = layer.shape().columns();
        int sign = layer.isInverted() ? -1 : 1;
        long[] kept = new long[mayStay.activeCount()];
        long[] after = new long[Arrays.stream(targets).sum()];
        int keptCount = 0;
        int afterCount = 0;
        for (Entries e : layer.all(Set.of(Signal.WEIGHT, Signal.GRADIENT))) {
            float[] w = e.get(Signal.WEIGHT);
            float[] g = e.get(Signal.GRADIENT);
            for (int from = 0; from < e.size(); from += columns) {
                int row = (int) (e.index(from) / columns);
                int start = mayStay.rowStarts()[row];
                int end = mayStay.rowStarts()[row + 1];
                TopK keep = new TopK(Math.min(targets[row], end - start));
                for (int k = start; k < end; k++) {
                    int j = mayStay.column(k);
                    keep.offer(e.index(from + j), sign * Math.abs(w[from + j]));
                }
                long[] stays = keep.indices();
                TopK grow = new TopK(targets[row] - stays.length);
                int next = 0;
                for (int j = 0; j < columns; j++) {
                    if (next < stays.length && stays[next] == e.index(from + j)) {
                        next++;
                    } else {
                        grow.offer(e.index(from + j), sign * Math.abs(g[from + j]));
                    }
                }
                for (long at : stays) {
                    kept[keptCount++] = at;
                    after[afterCount++] = at;
                }
                for (long at : grow.indices()) {
                    after[afterCount++] = at;
                }
            }
        }
        Arrays.sort(after, 0, afterCount);
        int rows = layer.shape().rows();
        return new NextMask(
                Mask.of(rows, columns, Arrays.copyOf(kept, keptCount)),
                Mask.of(rows, columns, Arrays.copyOf(after, afterCount)));
    }
}
