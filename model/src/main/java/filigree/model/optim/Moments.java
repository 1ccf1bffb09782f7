package filigree.model.optim;

import filigree.model.matrix.Slots;
import filigree.model.method.Param;
import java.util.List;

/// The arithmetic that Adam and AdamW share.
///
/// @param moment learning rate and step count
/// @param beta1 memory of the mean
/// @param beta2 memory of the squares
/// @param epsilon keeps the quotient finite
record Moments(Optimizer.Moment moment, double beta1, double beta2, double epsilon) {
    static final List<String> SLOTS = List.of("mean", "variance");
    static final Param.OfDouble PEAK = Rates.peak(0.001);
    static final Param.OfDouble BETA1 = Param.number("beta1", 0.9, 0, 0.9999).live();
    static final Param.OfDouble BETA2 = Param.number("beta2", 0.999, 0, 0.99999).live();
    static final Param.OfDouble EPSILON = Param.magnitude("epsilon", 1e-8, 1e-12, 0.1).live();

    /// @param penalty added to the gradient, times the weight
    /// @param decoupled taken off the weight, times the learning rate
    void update(
            float[] weights,
            float[] gradients,
            Slots slots,
            double penalty,
            double decoupled,
            int from,
            int to) {
        float[] mean = slots.get("mean");
        float[] variance = slots.get("variance");
        float b1 = (float) beta1;
        float b2 = (float) beta2;
        // 1 - beta^t in double: near t = 1 it decides every digit
        double mean1 = 1 - StrictMath.pow(beta1, (double) moment.applied());
        double variance1 = 1 - StrictMath.pow(beta2, (double) moment.applied());
        float step = (float) (moment.rate() / mean1);
        float scale = (float) (1 / StrictMath.sqrt(variance1));
        float eps = (float) epsilon;
        float l2 = (float) penalty;
        float kept = (float) (1 - moment.rate() * decoupled);
        for (int k = from; k < to; k++) {
            float g = gradients[k] + l2 * weights[k];
            float m = b1 * mean[k] + (1 - b1) * g;
            float v = b2 * variance[k] + (1 - b2) * g * g;
            mean[k] = m;
            variance[k] = v;
            weights[k] = kept * weights[k] - step * m / ((float) Math.sqrt(v) * scale + eps);
        }
    }
}
