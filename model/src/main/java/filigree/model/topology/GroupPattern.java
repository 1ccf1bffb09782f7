package filigree.model.topology;

import filigree.model.sparsity.Allocation;
import filigree.model.sparsity.LayerShape;
import filigree.model.sparsity.Mask;

/// A pattern of equal groups that stay or go as a whole. A group's score is the sum of its weights'
/// scores: with magnitude its L1 norm.
interface GroupPattern extends Pattern {
    /// Groups of a layer.
    int groups(LayerShape shape);

    /// Which of them a weight belongs to, from 0.
    int groupOf(LayerShape shape, int row, int column);

    @Override
    default void check(LayerShape shape, double sparsity) {
        // fits every layer
    }

    /// Kept are [Allocation#activeCount] of the groups; of a group that stays, every weight that
    /// may.
    @Override
    default Mask keep(LayerShape shape, float[] scores, double sparsity) {
        int n = groups(shape);
        double[] sums = new double[n];
        boolean[] may = new boolean[n];
        for (int i = 0; i < scores.length; i++) {
            if (scores[i] != NEVER) {
                int group = groupOf(shape, i / shape.columns(), i % shape.columns());
                sums[group] += scores[i];
                may[group] = true;
            }
        }
        TopK top = new TopK(Allocation.activeCount(n, sparsity));
        for (int group = 0; group < n; group++) {
            if (may[group]) {
                top.offer(group, (float) sums[group]);
            }
        }
        boolean[] stays = new boolean[n];
        for (long group : top.indices()) {
            stays[(int) group] = true;
        }
        int columns = shape.columns();
        return Mask.where(
                shape.rows(),
                columns,
                i ->
                        scores[(int) i] != NEVER
                                && stays[groupOf(shape, (int) (i / columns), (int) (i % columns))]);
    }
}
