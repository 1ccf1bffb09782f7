package filigree.model.optim;

import filigree.model.matrix.Slots;
import filigree.model.method.Param;
import java.util.List;

/// The arithmetic that Adam and AdamW share; they differ in where weight decay acts.
interface Moments extends Optimizer {
    Param.OfDouble PEAK = Rates.peak(0.001);
    Param.OfDouble BETA1 = Param.number("beta1", 0.9, 0, 0.9999).live();
    Param.OfDouble BETA2 = Param.number("beta2", 0.999, 0, 0.99999).live();
    Param.OfDouble EPSILON = Param.magnitude("epsilon", 1e-8, 1e-12, 0.1).live();

    List<String> SLOTS = List.of("mean", "variance");

    /// Memory of the mean.
    double beta1();

    /// Memory of the squares.
    double beta2();

    /// Keeps the quotient finite.
    double epsilon();

    double weightDecay();

    /// Whether decay is taken off the weight, times the learning rate, instead of being added to
    /// the gradient.
    boolean decouplesDecay();

    @Override
    default double momentum() {
        return beta1();
    }

    @Override
    default List<String> slots() {
        return SLOTS;
    }

    @Override
    default void update(
            Moment moment,
            float[] weights,
            float[] gradients,
            Slots slots,
            boolean decays,
            int from,
            int to) {
        float[] mean = slots.get("mean");
        float[] variance = slots.get("variance");
        float b1 = (float) beta1();
        float b2 = (float) beta2();
        // 1 - beta^t in double: near t = 1 it decides every digit
        double mean1 = 1 - StrictMath.pow(beta1(), (double) moment.applied());
        double variance1 = 1 - StrictMath.pow(beta2(), (double) moment.applied());
        float step = (float) (moment.rate() / mean1);
        float scale = (float) (1 / StrictMath.sqrt(variance1));
        float eps = (float) epsilon();
        double decay = decays ? weightDecay() : 0;
        float l2 = (float) (decouplesDecay() ? 0 : decay);
        float kept = (float) (1 - (decouplesDecay() ? moment.rate() * decay : 0));
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
