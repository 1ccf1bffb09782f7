package filigree.model.topology;

import filigree.model.matrix.WeightMatrix;
import filigree.model.optim.Optimizer;
import filigree.model.topology.SoftMovement.ScoreRule;
import java.util.List;

/// The scores of soft movement pruning, and how they move.
///
/// ```
/// gradient of a score: w g + price s (1 - s)       s = sigmoid(S)
/// ```
///
/// Masked weights lose their gradients.
record SoftScores(SoftMovement of) implements Accumulation {
    static final String SLOT = "movement";
    private static final String MEAN = "movement-mean";
    private static final String VARIANCE = "movement-variance";
    private static final List<String> SCORES = List.of(SLOT);
    private static final List<String> SCORES_AND_MOMENTS = List.of(SLOT, MEAN, VARIANCE);

    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;
    private static final float EPSILON = 1e-8f;

    @Override
    public List<String> slots() {
        return of.scoreRule() == ScoreRule.ADAM ? SCORES_AND_MOMENTS : SCORES;
    }

    @Override
    public void add(WeightMatrix matrix, Optimizer.Moment moment, int from, int to) {
        int[] starts = matrix.stored().starts;
        float price = (float) of.price(matrix.mask().size(), moment.step(), moment.steps());
        switch (of.scoreRule()) {
            case SGD -> descend(matrix, moment, price, starts[from], starts[to]);
            case ADAM -> descendByAdam(matrix, moment, price, starts[from], starts[to]);
        }
        MovementPruning.stopMasked(matrix, from, to);
    }

    private void descend(
            WeightMatrix matrix, Optimizer.Moment moment, float price, int from, int to) {
        float[] w = matrix.values();
        float[] g = matrix.gradients();
        float[] scores = matrix.slots().get(SLOT);
        float step = (float) (moment.rate() * of.scoreRate());
        for (int k = from; k < to; k++) {
            scores[k] -= step * gradient(w[k] * g[k], price, scores[k]);
        }
    }

    /// Kingma and Ba 2015, arXiv:1412.6980, algorithm 1.
    private void descendByAdam(
            WeightMatrix matrix, Optimizer.Moment moment, float price, int from, int to) {
        float[] w = matrix.values();
        float[] g = matrix.gradients();
        float[] scores = matrix.slots().get(SLOT);
        float[] mean = matrix.slots().get(MEAN);
        float[] variance = matrix.slots().get(VARIANCE);
        double unbiased = 1 - StrictMath.pow(BETA1, (double) moment.applied());
        float step = (float) (moment.rate() * of.scoreRate() / unbiased);
        float scale = (float) (1 / Math.sqrt(1 - StrictMath.pow(BETA2, (double) moment.applied())));
        for (int k = from; k < to; k++) {
            float slope = gradient(w[k] * g[k], price, scores[k]);
            mean[k] = (float) BETA1 * mean[k] + (float) (1 - BETA1) * slope;
            variance[k] = (float) BETA2 * variance[k] + (float) (1 - BETA2) * slope * slope;
            scores[k] -= step * mean[k] / ((float) Math.sqrt(variance[k]) * scale + EPSILON);
        }
    }

    private static float gradient(float movement, float price, float score) {
        float s = (float) (1 / (1 + Math.exp(-score)));
        return movement + price * s * (1 - s);
    }
}
