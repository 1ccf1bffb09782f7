package filigree.model.topology;

import filigree.model.error.UserFacingException;
import filigree.model.schedule.Span;
import filigree.model.sparsity.Allocation;
import filigree.model.sparsity.LayerShape;
import filigree.model.sparsity.Mask;
import java.util.ArrayList;
import java.util.List;

/// Prune and grow by whole groups of weights.
///
/// ```
/// drop: lowest sum of |w| among active groups      grow: highest sum of scores among the rest
/// ```
///
/// Counts are exact in groups. Memory is a few numbers for each group.
///
/// @param pattern says which weights belong together
/// @param growth score of each weight
record GroupExchange(GroupPattern pattern, Scorer growth) {
    /// Refuses patterns that are not of groups, and layers that they do not fit.
    static void check(Pattern pattern, PruneAndGrow rule, List<LayerShape> layers) {
        if (!pattern.isFree() && !(pattern instanceof GroupPattern)) {
            throw new UserFacingException("pattern-of-groups", pattern.type().id());
        }
        PatternSelection.check(pattern, rule.distribution(), rule.sparsity(), layers);
    }

    /// As [PruneAndGrow#newMasks], counting groups in place of weights.
    List<NextMask> newMasks(PruneAndGrow rule, long step, long steps, List<LayerView> layers) {
        Span span = rule.span(steps);
        double drops = rule.dropFraction().at(step, span, 0);
        List<NextMask> masks = new ArrayList<>();
        for (int l = 0; l < layers.size(); l++) {
            LayerView layer = layers.get(l);
            if (pattern.leavesDense(l, layers.size())) {
                masks.add(NextMask.kept(layer.mask()));
                continue;
            }
            int active = count(occupied(layer));
            long dropped = Math.round(drops * active);
            long grown =
                    rule.growFraction().isSame()
                            ? dropped
                            : Math.round(rule.growFraction().at(step, span, 0) * active);
            masks.add(exchange(layer, Math.max(active - dropped, grown == 0 ? 1 : 0), grown));
        }
        return masks;
    }

    /// Moves layers to their exact numbers of groups.
    List<NextMask> masksAtPlan(PruneAndGrow rule, List<LayerView> layers) {
        List<LayerShape> shapes = layers.stream().map(LayerView::shape).toList();
        if (!(rule.distribution().allocate(shapes, rule.sparsity())
                instanceof Allocation.PerLayer(List<Double> sparsities))) {
            throw new IllegalStateException("check() refuses a shared budget");
        }
        List<NextMask> masks = new ArrayList<>();
        for (int l = 0; l < layers.size(); l++) {
            LayerView layer = layers.get(l);
            double sparsity = pattern.leavesDense(l, layers.size()) ? 0 : sparsities.get(l);
            long count = Allocation.activeCount(pattern.groups(layer.shape()), sparsity);
            int active = count(occupied(layer));
            masks.add(exchange(layer, Math.min(count, active), Math.max(0, count - active)));
        }
        return masks;
    }

    private NextMask exchange(LayerView layer, long kept, long grown) {
        boolean[] stays = occupied(layer);
        double[] norms = sums(layer, layer.active(Scorer.MAGNITUDE.signals()), Scorer.MAGNITUDE);
        stays = best(norms, stays, kept);
        boolean[] after = stays.clone();
        if (grown > 0) {
            boolean[] others = new boolean[stays.length];
            for (int group = 0; group < others.length; group++) {
                others[group] = !stays[group];
            }
            double[] scores = sums(layer, layer.all(growth.signals()), growth);
            boolean[] comes = best(scores, others, grown);
            for (int group = 0; group < after.length; group++) {
                after[group] |= comes[group];
            }
        }
        Mask whole = mask(layer.shape(), after);
        Mask left = mask(layer.shape(), stays);
        return new NextMask(left.minus(left.minus(layer.mask())), whole);
    }

    private double[] sums(LayerView layer, Iterable<Entries> blocks, Scorer scorer) {
        LayerShape shape = layer.shape();
        double[] sums = new double[pattern.groups(shape)];
        for (Entries e : blocks) {
            float[] scores = e.scoredBy(scorer);
            for (int k = 0; k < e.size(); k++) {
                int row = (int) (e.index(k) / shape.columns());
                int column = (int) (e.index(k) % shape.columns());
                sums[pattern.groupOf(shape, row, column)] += scores[k];
            }
        }
        return sums;
    }

    private static boolean[] best(double[] scores, boolean[] among, long count) {
        TopK top = new TopK(Math.min(count, scores.length));
        for (int group = 0; group < scores.length; group++) {
            if (among[group]) {
                top.offer(group, (float) scores[group]);
            }
        }
        boolean[] chosen = new boolean[scores.length];
        for (long group : top.indices()) {
            chosen[(int) group] = true;
        }
        return chosen;
    }

    /// Groups with an active weight.
    private boolean[] occupied(LayerView layer) {
        Mask mask = layer.mask();
        boolean[] occupied = new boolean[pattern.groups(layer.shape())];
        for (int i = 0; i < mask.rows(); i++) {
            for (int k = mask.rowStarts()[i]; k < mask.rowStarts()[i + 1]; k++) {
                occupied[pattern.groupOf(layer.shape(), i, mask.column(k))] = true;
            }
        }
        return occupied;
    }

    private Mask mask(LayerShape shape, boolean[] groups) {
        int columns = shape.columns();
        return Mask.where(
                shape.rows(),
                columns,
                i -> groups[pattern.groupOf(shape, (int) (i / columns), (int) (i % columns))]);
    }

    private static int count(boolean[] groups) {
        int n = 0;
        for (boolean group : groups) {
            n += group ? 1 : 0;
        }
        return n;
    }
}
