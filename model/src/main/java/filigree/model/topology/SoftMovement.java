package filigree.model.topology;

import filigree.model.method.MethodType;
import filigree.model.method.Param;
import filigree.model.method.Param.Timing;
import filigree.model.schedule.Constant;
import filigree.model.schedule.Schedule;
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
/// @param threshold of the sigmoid of a score, in the end
/// @param thresholdRamp how it gets there between begin and end, as a factor
/// @param lambda price of a weight that is surely there, in the end
/// @param lambdaRamp how it gets there, as a factor
/// @param penalty what lambda is the price of
/// @param scoreRate learning rate of the scores, as a multiple of that of the weights
/// @param scoreRule how scores follow their gradients
/// @param least fraction of each layer that stays whatever its scores, and one weight more
/// @param every steps between updates; the end has one more
/// @param begin fraction of the run before the first update
/// @param end fraction of the run after which masks stay
public record SoftMovement(
        double threshold,
        Schedule thresholdRamp,
        double lambda,
        Schedule lambdaRamp,
        Penalty penalty,
        double scoreRate,
        ScoreRule scoreRule,
        double least,
        long every,
        double begin,
        double end)
        implements MaskUpdater {
    private static final Scorer SCORE = Scorer.of(new Signal.Slot(SoftScores.SLOT), s -> s);

    static final Param.OfDouble THRESHOLD = Param.number("threshold", 0.1, 0.001, 0.499).live();
    static final Param.OfMethod<Schedule> THRESHOLD_RAMP = factor("thresholdRamp");
    static final Param.OfDouble LAMBDA = Param.magnitude("lambda", 1e-4, 0, 1_000).live();
    static final Param.OfMethod<Schedule> LAMBDA_RAMP = factor("lambdaRamp");
    static final Param.OfChoice<Penalty> PENALTY =
            new Param.OfChoice<>("penalty", Penalty.SUM, Timing.NEXT_RUN);
    static final Param.OfDouble SCORE_RATE =
            Param.magnitude("scoreRate", 1_000, 0.001, 1_000_000).live();
    static final Param.OfChoice<ScoreRule> SCORE_RULE =
            new Param.OfChoice<>("scoreRule", ScoreRule.SGD, Timing.NEXT_RUN);
    static final Param.OfDouble LEAST = Param.number("least", 0, 0, 0.5).live();
    static final Param.OfDouble END = Param.fraction("end", 0.75);

    public static final MethodType<SoftMovement> TYPE =
            MethodType.<SoftMovement>of(
                            "soft-movement",
                            "Sanh et al. 2020, arXiv:2005.07683, section 4 (soft movement pruning)")
                    .param(THRESHOLD, SoftMovement::threshold)
                    .param(THRESHOLD_RAMP, SoftMovement::thresholdRamp)
                    .param(LAMBDA, SoftMovement::lambda)
                    .param(LAMBDA_RAMP, SoftMovement::lambdaRamp)
                    .param(PENALTY, SoftMovement::penalty)
                    .param(SCORE_RATE, SoftMovement::scoreRate)
                    .param(SCORE_RULE, SoftMovement::scoreRule)
                    .param(LEAST, SoftMovement::least)
                    .param(PruneAndGrow.EVERY, SoftMovement::every)
                    .param(PruneAndGrow.BEGIN, SoftMovement::begin)
                    .param(END, SoftMovement::end)
                    .build(v ->
                            new SoftMovement(
                                    v.get(THRESHOLD),
                                    v.get(THRESHOLD_RAMP),
                                    v.get(LAMBDA),
                                    v.get(LAMBDA_RAMP),
                                    v.get(PENALTY),
                                    v.get(SCORE_RATE),
                                    v.get(SCORE_RULE),
                                    v.get(LEAST),
                                    v.get(PruneAndGrow.EVERY),
                                    v.get(PruneAndGrow.BEGIN),
                                    v.get(END)));

    private static Param.OfMethod<Schedule> factor(String key) {
        return Param.<Schedule>method(key, Schedule.class, new Constant(1)).except("same").live();
    }

    /// What lambda is the price of.
    public enum Penalty {
        /// Each weight, as in the paper.
        SUM,
        /// A whole layer, shared by its weights, as in the authors' code; that divides by the
        /// number of layers too.
        LAYER_MEANS
    }

    /// How scores follow their gradients.
    public enum ScoreRule {
        /// Gradient descent.
        SGD,
        /// Adam, as in the authors' code, with its usual numbers.
        ADAM
    }

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
        return new SoftScores(this);
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

    /// Returns the price of a weight at a step.
    ///
    /// @param size weights of its layer
    double price(long size, long step, long steps) {
        double now = lambda * lambdaRamp.at(span(steps).progress(step), 1);
        return penalty == Penalty.SUM ? now : now / size;
    }

    /// Returns the score that a weight has to exceed; that of threshold 0 is negative infinity.
    private float scoreAt(long step, long steps) {
        double factor = thresholdRamp.at(span(steps).progress(step), 1);
        double now = Math.min(threshold * factor, THRESHOLD.max());
        return (float) Math.log(now / (1 - now));
    }

    @Override
    public List<NextMask> newMasks(long step, long steps, List<LayerView> layers) {
        float limit = scoreAt(step, steps);
        List<NextMask> next = new ArrayList<>();
        for (LayerView layer : layers) {
            long above = 0;
            for (Entries e : layer.all(SCORE.signals())) {
                float[] scores = e.scoredBy(SCORE);
                for (int k = 0; k < e.size(); k++) {
                    above += scores[k] > limit ? 1 : 0;
                }
            }
            long stay = Math.max(above, (long) (least * layer.shape().size()) + 1);
            Mask none = Mask.of(layer.shape().rows(), layer.shape().columns(), new long[0]);
            Mask after = MaskSelection.growHighest(layer, none, stay, SCORE);
            next.add(new NextMask(after.minus(after.minus(layer.mask())), after));
        }
        return next;
    }

    @Override
    public List<NextMask> masksAtPlan(long step, long steps, List<LayerView> layers) {
        return newMasks(step, steps, layers);
    }
}
