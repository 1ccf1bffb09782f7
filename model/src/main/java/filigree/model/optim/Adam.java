package filigree.model.optim;

import filigree.model.method.MethodType;
import filigree.model.schedule.Schedule;

/// Adam with L2 penalty, in PyTorch's form.
///
/// ```
/// g = g + weightDecay w
/// m = beta1 m + (1 - beta1) g          v = beta2 v + (1 - beta2) g^2
/// w = w - rate (m / (1 - beta1^t)) / (sqrt(v / (1 - beta2^t)) + epsilon)
/// ```
///
/// t counts applied updates: a step that a mask update replaces does not count.
///
/// @param peak highest learning rate
/// @param rate learning rate over the run, as a factor of peak
/// @param warmup fraction of the run with a linearly rising rate
/// @param beta1 memory of the mean
/// @param beta2 memory of the squares
/// @param epsilon keeps the quotient finite
/// @param weightDecay L2 penalty's factor, on weights and not on biases
public record Adam(
        double peak,
        Schedule rate,
        double warmup,
        double beta1,
        double beta2,
        double epsilon,
        double weightDecay)
        implements Moments {
    public static final MethodType<Adam> TYPE =
            MethodType.<Adam>of(
                            "adam", "Kingma and Ba 2015, arXiv:1412.6980; PyTorch torch.optim.Adam")
                    .param(Moments.PEAK, Adam::peak)
                    .param(Rates.RATE, Adam::rate)
                    .param(Rates.WARMUP, Adam::warmup)
                    .param(Moments.BETA1, Adam::beta1)
                    .param(Moments.BETA2, Adam::beta2)
                    .param(Moments.EPSILON, Adam::epsilon)
                    .param(Rates.WEIGHT_DECAY, Adam::weightDecay)
                    .build(v ->
                            new Adam(
                                    v.get(Moments.PEAK),
                                    v.get(Rates.RATE),
                                    v.get(Rates.WARMUP),
                                    v.get(Moments.BETA1),
                                    v.get(Moments.BETA2),
                                    v.get(Moments.EPSILON),
                                    v.get(Rates.WEIGHT_DECAY)));

    @Override
    public MethodType<Adam> type() {
        return TYPE;
    }

    @Override
    public boolean decouplesDecay() {
        return false;
    }
}
