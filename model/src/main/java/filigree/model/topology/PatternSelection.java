package filigree.model.topology;

import filigree.model.error.UserFacingException;
import filigree.model.random.RandomStreams;
import filigree.model.random.RandomStreams.Purpose;
import filigree.model.sparsity.Allocation;
import filigree.model.sparsity.LayerShape;
import filigree.model.sparsity.Mask;
import filigree.model.sparsity.SparsityDistribution;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/// Masks of a pattern from scores. Costs 4 bytes a weight while it chooses, unless the pattern is
/// free and only active weights may stay.
final class PatternSelection {
    private PatternSelection() {}

    /// Refuses layers that a pattern does not fit, and a budget that it cannot share.
    static void check(
            Pattern pattern,
            SparsityDistribution distribution,
            double sparsity,
            List<LayerShape> layers) {
        distribution.check(layers, sparsity);
        Allocation allocation = distribution.allocate(layers, sparsity);
        if (pattern.isFree()) {
            return;
        }
        if (!(allocation instanceof Allocation.PerLayer(List<Double> sparsities))) {
            throw new UserFacingException(
                    "pattern-layer-wise", pattern.type().id(), distribution.type().id());
        }
        for (int l = 0; l < layers.size(); l++) {
            if (!pattern.leavesDense(l, layers.size())) {
                pattern.check(layers.get(l), sparsities.get(l));
            }
        }
    }

    /// Keeps the highest-scoring weights of each layer, or of all together.
    ///
    /// @param among which of them may stay
    static List<NextMask> keepHighest(
            List<LayerView> layers,
            Allocation allocation,
            Scorer scorer,
            Pattern pattern,
            MaskSelection.Among among) {
        if (pattern.isFree()) {
            List<Mask> masks = MaskSelection.keepHighest(layers, allocation, scorer, among);
            List<NextMask> next = new ArrayList<>();
            for (int l = 0; l < masks.size(); l++) {
                next.add(next(layers.get(l).mask(), masks.get(l)));
            }
            return next;
        }
        List<NextMask> next = new ArrayList<>();
        for (int l = 0; l < layers.size(); l++) {
            LayerView layer = layers.get(l);
            float[] scores = scores(layer, scorer, among);
            next.add(next(layer.mask(), keep(pattern, layers, l, scores, allocation)));
        }
        return next;
    }

    /// Moves layers to the exact counts of an allocation: the smallest weights go, or whole groups
    /// come back at random.
    static List<NextMask> retarget(List<LayerView> layers, Allocation allocation, Pattern pattern) {
        List<NextMask> next = new ArrayList<>();
        for (int l = 0; l < layers.size(); l++) {
            LayerView layer = layers.get(l);
            float[] scores = scores(layer, Scorer.MAGNITUDE, MaskSelection.Among.ACTIVE);
            for (Entries e : layer.all(Set.of(Signal.RANDOM))) {
                float[] random = e.get(Signal.RANDOM);
                for (int k = 0; k < e.size(); k++) {
                    int i = Math.toIntExact(e.index(k));
                    scores[i] = scores[i] == Pattern.NEVER ? random[k] - 1 : scores[i]; // behind
                }
            }
            next.add(next(layer.mask(), keep(pattern, layers, l, scores, allocation)));
        }
        return next;
    }

    /// Random masks of a pattern to start from.
    static List<Mask> random(
            List<LayerShape> layers,
            List<Double> sparsities,
            Pattern pattern,
            RandomStreams random) {
        if (pattern.isFree()) {
            return MaskSelection.random(layers, sparsities, random);
        }
        List<Mask> masks = new ArrayList<>();
        for (int l = 0; l < layers.size(); l++) {
            LayerShape shape = layers.get(l);
            long key = random.key(Purpose.INITIAL_MASK, 0, l);
            float[] scores = new float[Math.toIntExact(shape.size())];
            for (int i = 0; i < scores.length; i++) {
                scores[i] = RandomStreams.uniform(key, i);
            }
            boolean dense = pattern.leavesDense(l, layers.size());
            masks.add(
                    dense
                            ? Mask.full(shape.rows(), shape.columns())
                            : pattern.keep(shape, scores, sparsities.get(l)));
        }
        return masks;
    }

    private static Mask keep(
            Pattern pattern, List<LayerView> layers, int l, float[] scores, Allocation allocation) {
        if (!(allocation instanceof Allocation.PerLayer(List<Double> sparsities))) {
            throw new IllegalStateException("check() refuses a shared budget");
        }
        LayerShape shape = layers.get(l).shape();
        return pattern.leavesDense(l, layers.size())
                ? Mask.full(shape.rows(), shape.columns())
                : pattern.keep(shape, scores, sparsities.get(l));
    }

    private static float[] scores(LayerView layer, Scorer scorer, MaskSelection.Among among) {
        float[] scores = new float[Math.toIntExact(layer.shape().size())];
        Arrays.fill(scores, Pattern.NEVER);
        for (Entries e : among.of(layer, scorer)) {
            float[] found = e.scoredBy(scorer);
            for (int k = 0; k < e.size(); k++) {
                scores[Math.toIntExact(e.index(k))] = found[k];
            }
        }
        return scores;
    }

    private static NextMask next(Mask before, Mask after) {
        Mask grown = after.minus(before);
        return grown.activeCount() == 0
                ? NextMask.kept(after)
                : new NextMask(after.minus(grown), after);
    }
}
