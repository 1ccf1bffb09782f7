package filigree.model.regularize;

import filigree.model.error.UserFacingException;
import filigree.model.matrix.Reparameterization;
import filigree.model.method.MethodType;
import filigree.model.method.Param;
import filigree.model.random.RandomStreams;
import filigree.model.sparsity.LayerShape;
import java.util.Optional;

/// A penalty on how many weights there are. Each input of a layer (a unit, or a channel of a
/// convolution), or each weight, has a gate that is drawn anew for each batch and can be exactly 0;
/// how likely that is, is learned with the weights.
///
/// ```
/// w' = w z, z ~ hard concrete(log a)
/// loss + (lambda / N) sum over the gates of (weights behind it) P(z > 0), N training examples
/// ```
///
/// Evaluated are the gates without chance, see [HardConcrete].
///
/// @param lambda price of a weight, of the sum of the losses of all examples
/// @param gates what has a gate
/// @param closed probability that a gate is closed, about, with which training begins
/// @param inputClosed the same for the first layer
/// @param temperature beta: less makes gates more like 0 or 1
/// @param gateRate learning rate with which Adam moves the gates, by the schedule of the weights; 0
///   leaves them to the optimizer of the weights
public record L0(
        double lambda,
        Gates gates,
        double closed,
        double inputClosed,
        double temperature,
        double gateRate)
        implements Regularizer {
    /// What has a gate.
    public enum Gates {
        INPUTS,
        WEIGHTS
    }

    static final Param.OfDouble LAMBDA = Param.magnitude("lambda", 0.1, 0, 1000).live();
    static final Param.OfChoice<Gates> GATES =
            new Param.OfChoice<>("gates", Gates.INPUTS, Param.Timing.NEXT_RUN);
    static final Param.OfDouble CLOSED = Param.number("closed", 0.5, 0.02, 0.98);
    static final Param.OfDouble INPUT_CLOSED = Param.number("inputClosed", 0.2, 0.02, 0.98);
    static final Param.OfDouble TEMPERATURE = Param.number("temperature", 2.0 / 3, 0.1, 2);

    static final Param.OfDouble GATE_RATE = Param.magnitude("gateRate", 0, 0, 1).live();

    public static final MethodType<L0> TYPE =
            MethodType.<L0>of("l0", "Louizos et al. 2018, arXiv:1712.01312")
                    .param(LAMBDA, L0::lambda)
                    .param(GATES, L0::gates)
                    .param(CLOSED, L0::closed)
                    .param(INPUT_CLOSED, L0::inputClosed)
                    .param(TEMPERATURE, L0::temperature)
                    .param(GATE_RATE, L0::gateRate)
                    .build(v ->
                            new L0(
                                    v.get(LAMBDA),
                                    v.get(GATES),
                                    v.get(CLOSED),
                                    v.get(INPUT_CLOSED),
                                    v.get(TEMPERATURE),
                                    v.get(GATE_RATE)));

    @Override
    public MethodType<L0> type() {
        return TYPE;
    }

    @Override
    public void check(String updater, boolean all) {
        if (!all) {
            throw new UserFacingException("gates-need-all-weights", updater);
        }
    }

    @Override
    public Optional<Reparameterization> weights(
            int layer, LayerShape shape, long examples, RandomStreams random) {
        HardConcrete standard = HardConcrete.STANDARD;
        return Optional.of(
                new GatedWeights(
                        new HardConcrete(temperature, standard.gamma(), standard.zeta()),
                        layer,
                        shape,
                        gates == Gates.WEIGHTS,
                        layer == 0 ? inputClosed : closed,
                        examples,
                        lambda,
                        gateRate,
                        random));
    }

    @Override
    public void adjust(Reparameterization function) {
        if (function instanceof GatedWeights gated) {
            gated.use(lambda, gateRate);
        }
    }
}
