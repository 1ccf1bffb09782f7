package filigree.model.optim;

import filigree.model.method.MethodType;
import filigree.model.schedule.Schedule;

/// Adam whose weight decay is decoupled from the gradient.
///
/// ```
/// w = w - rate weightDecay w, then as Adam without penalty
/// ```
///
/// @param peak highest learning rate
/// @param rate learning rate over the run, as a factor of peak
/// @param warmup fraction of the run with a linearly rising rate
/// @param beta1 memory of the mean
/// @param beta2 memory of the squares
/// @param epsilon keeps the quotient finite
/// @param weightDecay share of a weight lost per step is rate x this; biases lose nothing
public record AdamW(
        double peak,
        Schedule rate,
        double warmup,
        double beta1,
        double beta2,
        double epsilon,
        double weightDecay)
        implements Moments {
    public static final MethodType<AdamW> TYPE =
            MethodType.<AdamW>of(
                            "adamw",
                            "Loshchilov and Hutter 2019, arXiv:1711.05101; PyTorch"
                                    + " torch.optim.AdamW")
                    .param(Moments.PEAK, AdamW::peak)
                    .param(Rates.RATE, AdamW::rate)
                    .param(Rates.WARMUP, AdamW::warmup)
                    .param(Moments.BETA1, AdamW::beta1)
                    .param(Moments.BETA2, AdamW::beta2)
                    .param(Moments.EPSILON, AdamW::epsilon)
                    .param(Rates.WEIGHT_DECAY, AdamW::weightDecay)
                    .build(v ->
                            new AdamW(
                                    v.get(Moments.PEAK),
                                    v.get(Rates.RATE),
                                    v.get(Rates.WARMUP),
                                    v.get(Moments.BETA1),
                                    v.get(Moments.BETA2),
                                    v.get(Moments.EPSILON),
                                    v.get(Rates.WEIGHT_DECAY)));

    @Override
    public MethodType<AdamW> type() {
        return TYPE;
    }

    @Override
    public boolean decouplesDecay() {
        return true;
    }
}
