package filigree.model.optim;

import filigree.model.matrix.Slots;
import filigree.model.method.MethodType;
import filigree.model.schedule.Schedule;
import java.util.List;

/// Stochastic gradient descent with momentum whose weight decay is decoupled from the gradient, so
/// that momentum does not carry it on.
///
/// ```
/// w = w - rate weightDecay w, then as SGD without penalty
/// ```
///
/// @param peak highest learning rate
/// @param rate learning rate over the run, as a factor of peak
/// @param warmup fraction of the run with a linearly rising rate
/// @param momentum in [0, 0.999]
/// @param nesterov whether to look ahead
/// @param weightDecay share of a weight lost per step is rate x this; biases lose nothing
public record SgdW(
        double peak,
        Schedule rate,
        double warmup,
        double momentum,
        boolean nesterov,
        double weightDecay)
        implements Optimizer {
    private static final List<String> SLOTS = List.of("momentum");

    public static final MethodType<SgdW> TYPE =
            MethodType.<SgdW>of(
                            "sgdw",
                            "Loshchilov and Hutter 2019, arXiv:1711.05101, algorithm 1, with the"
                                    + " learning rate in the decay as in PyTorch's AdamW")
                    .param(Sgd.PEAK, SgdW::peak)
                    .param(Rates.RATE, SgdW::rate)
                    .param(Rates.WARMUP, SgdW::warmup)
                    .param(Sgd.MOMENTUM, SgdW::momentum)
                    .param(Sgd.NESTEROV, SgdW::nesterov)
                    .param(Rates.WEIGHT_DECAY, SgdW::weightDecay)
                    .build(v ->
                            new SgdW(
                                    v.get(Sgd.PEAK),
                                    v.get(Rates.RATE),
                                    v.get(Rates.WARMUP),
                                    v.get(Sgd.MOMENTUM),
                                    v.get(Sgd.NESTEROV),
                                    v.get(Rates.WEIGHT_DECAY)));

    @Override
    public MethodType<SgdW> type() {
        return TYPE;
    }

    @Override
    public List<String> slots() {
        return SLOTS;
    }

    @Override
    public void update(
            Moment moment,
            float[] weights,
            float[] gradients,
            Slots slots,
            boolean decays,
            int from,
            int to) {
        float[] v = slots.get("momentum");
        float lr = (float) moment.rate();
        float mu = (float) momentum;
        float kept = (float) (1 - (decays ? moment.rate() * weightDecay : 0));
        float ahead = nesterov ? 1 : 0;
        for (int k = from; k < to; k++) {
            float g = gradients[k];
            float m = mu * v[k] + g;
            v[k] = m;
            weights[k] = kept * weights[k] - lr * (ahead * g + (ahead * mu + 1 - ahead) * m);
        }
    }
}
