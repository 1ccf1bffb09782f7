package filigree.model.topology;

import filigree.model.matrix.WeightMatrix;
import filigree.model.method.MethodType;
import filigree.model.method.Param;
import filigree.model.schedule.Span;
import filigree.model.sparsity.Mask;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/// Movement pruning, soft: a weight stays while its score is above a threshold, and a penalty pulls
/// all scores down. How many stay is learned, layer by layer.
///
/// ```
/// S = S - rate scoreRate (w g + lambda s (1 - s))       s = sigmoid(S), g straight through
/// active where s > threshold                            S starts at 0, s at 1/2
/// ```
///
/// The loss has lambda times the sum of s added. A weight behind the mask does not train, but its
/// score goes on, so it may come back. Each layer keeps at least its weight of highest score.
///
/// @param threshold of the sigmoid of a score
/// @param lambda price of a weight that is surely there
/// @param scoreRate learning rate of the scores, as a multiple of that of the weights
/// @param every steps between updates; the end has one more
/// @param begin fraction of the run before the first update
/// @param end fraction of the run after which masks stay
public record SoftMovement(
        double threshold, double lambda, double scoreRate, long every, double begin, double end)
        implements MaskUpdater, Accumulation {
    private static final String SLOT = "movement";
    private static final Scorer SCORE = Scorer.of(new Signal.Slot(SLOT), s -> s);

    static final Param.OfDouble THRESHOLD = Param.number("threshold", 0.1, 0.001, 0.499).live();
    static final Param.OfDouble LAMBDA = Param.magnitude("lambda", 1e-4, 0, 10).live();
    static final Param.OfDouble SCORE_RATE =
            Param.magnitude("scoreRate", 1_000, 1, 1_000_000).live();
    static final Param.OfDouble END = Param.fraction("end", 0.75);

    public static final MethodType<SoftMovement> TYPE =
            MethodType.<SoftMovement>of(
                            "soft-movement",
                            "Sanh et al. 2020, arXiv:2005.07683, section 4 (soft movement pruning)")
                    .param(THRESHOLD, SoftMovement::threshold)
                    .param(LAMBDA, SoftMovement::lambda)
                    .param(SCORE_RATE, SoftMovement::scoreRate)
                    .param(PruneAndGrow.EVERY, SoftMovement::every)
                    .param(PruneAndGrow.BEGIN, SoftMovement::begin)
                    .param(END, SoftMovement::end)
                    .build(v ->
                            new SoftMovement(
                                    v.get(THRESHOLD),
                                    v.get(LAMBDA),
                                    v.get(SCORE_RATE),
                                    v.get(PruneAndGrow.EVERY),
                                    v.get(PruneAndGrow.BEGIN),
                                    v.get(END)));

    @Override
    public MethodType<SoftMovement> type() {
        return TYPE;
    }

    @Override
    public boolean needsDenseWeights() {
        return true;
    }

    @Override
    public Accumulation accumulation() {
        return this;
    }

    @Override
    public boolean accumulatesAt(long step, long steps) {
        return true; // masked weights must not train, even when masks no longer change
    }

    @Override
    public Span span(long steps) {
        return Span.within(begin, end, steps);
    }

    @Override
    public boolean updatesAt(long step, long steps) {
        return span(steps).isDueOrEnds(step, every);
    }

    /// The sparsity is learned.
    @Override
    public OptionalDouble plannedSparsity(long step, long steps) {
        return OptionalDouble.empty();
    }

    @Override
    public List<NextMask> newMasks(long step, long steps, List<LayerView> layers) {
        float least = (float) Math.log(threshold / (1 - threshold));
        List<NextMask> next = new ArrayList<>();
        for (LayerView layer : layers) {
            long above = 0;
            for (Entries e : layer.all(SCORE.signals())) {
                float[] scores = e.scoredBy(SCORE);
                for (int k = 0; k < e.size(); k++) {
                    above += scores[k] > least ? 1 : 0;
                }
            }
            Mask none = Mask.of(layer.shape().rows(), layer.shape().columns(), new long[0]);
            Mask after = MaskSelection.growHighest(layer, none, Math.max(1, above), SCORE);
            next.add(new NextMask(after.minus(after.minus(layer.mask())), after));
        }
        return next;
    }

    @Override
    public List<NextMask> masksAtPlan(long step, long steps, List<LayerView> layers) {
        return newMasks(step, steps, layers);
    }

    @Override
    public String slot() {
        return SLOT;
    }

    @Override
    public void add(WeightMatrix matrix, double rate, int from, int to) {
        int[] starts = matrix.stored().starts;
        float[] w = matrix.values();
        float[] g = matrix.gradients();
        float[] scores = matrix.slots().get(SLOT);
        float step = (float) (rate * scoreRate);
        float price = (float) lambda;
        for (int k = starts[from]; k < starts[to]; k++) {
            float s = (float) (1 / (1 + Math.exp(-scores[k])));
            scores[k] -= step * (w[k] * g[k] + price * s * (1 - s));
        }
        MovementPruning.stopMasked(matrix, from, to);
    }
}
