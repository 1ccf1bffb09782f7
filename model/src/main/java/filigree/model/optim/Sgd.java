package filigree.model.optim;

import filigree.model.matrix.Slots;
import filigree.model.method.MethodType;
import filigree.model.method.Param;
import filigree.model.schedule.Schedule;
import java.util.List;

/// Stochastic gradient descent with momentum, in PyTorch's form (dampening 0).
///
/// ```
/// g = g + weightDecay w        v = momentum v + g
/// w = w - rate v               (Nesterov: w = w - rate (g + momentum v))
/// ```
///
/// @param peak highest learning rate
/// @param rate learning rate over the run, as a factor of peak
/// @param warmup fraction of the run with a linearly rising rate
/// @param momentum in [0, 0.999]
/// @param nesterov whether to look ahead
/// @param weightDecay L2 penalty's factor, on weights and not on biases
public record Sgd(
        double peak,
        Schedule rate,
        double warmup,
        double momentum,
        boolean nesterov,
        double weightDecay)
        implements Optimizer {
    static final Param.OfDouble PEAK = Rates.peak(0.1);
    static final Param.OfDouble MOMENTUM = Param.number("momentum", 0.9, 0, 0.999).live();
    static final Param.OfFlag NESTEROV = new Param.OfFlag("nesterov", true, Param.Timing.LIVE);

    private static final List<String> SLOTS = List.of("momentum");

    public static final MethodType<Sgd> TYPE =
            MethodType.<Sgd>of(
                            "sgd",
                            "Sutskever et al. 2013 (momentum, Nesterov); PyTorch torch.optim.SGD"
                                    + " with dampening 0")
                    .param(PEAK, Sgd::peak)
                    .param(Rates.RATE, Sgd::rate)
                    .param(Rates.WARMUP, Sgd::warmup)
                    .param(MOMENTUM, Sgd::momentum)
                    .param(NESTEROV, Sgd::nesterov)
                    .param(Rates.WEIGHT_DECAY, Sgd::weightDecay)
                    .build(v ->
                            new Sgd(
                                    v.get(PEAK),
                                    v.get(Rates.RATE),
                                    v.get(Rates.WARMUP),
                                    v.get(MOMENTUM),
                                    v.get(NESTEROV),
                                    v.get(Rates.WEIGHT_DECAY)));

    @Override
    public MethodType<Sgd> type() {
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
        float decay = decays ? (float) weightDecay : 0;
        float ahead = nesterov ? 1 : 0; // one loop for both forms: C2 vectorises it
        for (int k = from; k < to; k++) {
            float g = gradients[k] + decay * weights[k];
            float m = mu * v[k] + g;
            v[k] = m;
            weights[k] -= lr * (ahead * g + (ahead * mu + 1 - ahead) * m);
        }
    }
}
