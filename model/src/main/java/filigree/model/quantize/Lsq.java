package filigree.model.quantize;

import filigree.model.matrix.WeightMatrix;
import filigree.model.method.MethodType;
import filigree.model.method.Param;
import filigree.model.method.Param.Timing;
import filigree.model.sparsity.LayerShape;
import java.util.List;
import java.util.Optional;

/// Learned step size quantization: the optimizer trains the step between two weights that can be
/// told apart, beside the weights.
///
/// @param bits of each weight, 2 to 8
/// @param layerBits bits of each layer instead; empty where all have `bits`
/// @param granularity what shares a step size
/// @param firstStep where a step size begins
/// @param scaleGradient whether the gradient of a step size is divided by sqrt(n Q); else it is as
///   it comes
/// @param passClipped whether clipped weights keep their gradient; else it is 0, the derivative of
///   clipping
/// @param quantizesActivations whether what layers read is rounded too
/// @param activationBits of each activation, 2 to 8
/// @param activationRange how the range of activations is followed
public record Lsq(
        int bits,
        List<Integer> layerBits,
        Granularity granularity,
        FirstStep firstStep,
        boolean scaleGradient,
        boolean passClipped,
        boolean quantizesActivations,
        int activationBits,
        ActivationFormat.Range activationRange)
        implements Quantizer {
    /// Where a step size begins, for weights that share it.
    public enum FirstStep {
        /// `2 mean(|w|) / sqrt(Q)`, the paper's.
        MEAN,
        /// `max(|w|) / Q`: nothing is clipped.
        MAX
    }

    static final Param.OfChoice<FirstStep> FIRST_STEP =
            new Param.OfChoice<>("firstStep", FirstStep.MEAN, Timing.NEXT_RUN);
    static final Param.OfFlag SCALE_GRADIENT =
            new Param.OfFlag("scaleGradient", true, Timing.NEXT_RUN);

    public static final MethodType<Lsq> TYPE =
            MethodType.<Lsq>of("lsq", "Esser et al. 2020, arXiv:1902.08153")
                    .param(QuantParams.BITS, q -> (long) q.bits())
                    .param(QuantParams.LAYER_BITS, Lsq::layerBits)
                    .param(QuantParams.GRANULARITY, Lsq::granularity)
                    .param(FIRST_STEP, Lsq::firstStep)
                    .param(SCALE_GRADIENT, Lsq::scaleGradient)
                    .param(QuantParams.PASS_CLIPPED, Lsq::passClipped)
                    .param(QuantParams.ACTIVATIONS, Lsq::quantizesActivations)
                    .param(QuantParams.ACTIVATION_BITS, q -> (long) q.activationBits())
                    .param(QuantParams.ACTIVATION_RANGE, Lsq::activationRange)
                    .build(v ->
                            new Lsq(
                                    Math.toIntExact(v.get(QuantParams.BITS)),
                                    v.get(QuantParams.LAYER_BITS),
                                    v.get(QuantParams.GRANULARITY),
                                    v.get(FIRST_STEP),
                                    v.get(SCALE_GRADIENT),
                                    v.get(QuantParams.PASS_CLIPPED),
                                    v.get(QuantParams.ACTIVATIONS),
                                    Math.toIntExact(v.get(QuantParams.ACTIVATION_BITS)),
                                    v.get(QuantParams.ACTIVATION_RANGE)));

    public Lsq {
        layerBits = List.copyOf(layerBits);
    }

    @Override
    public MethodType<Lsq> type() {
        return TYPE;
    }

    @Override
    public void check(List<LayerShape> layers) {
        QuantParams.check(layerBits, layers);
    }

    @Override
    public WeightFormat format(int layer) {
        return new WeightFormat(QuantParams.bits(layer, bits, layerBits), 0);
    }

    @Override
    public Optional<QuantizedWeights> weights(int layer, WeightMatrix stored) {
        return Optional.of(new LearnedStep(stored, this, format(layer)));
    }

    @Override
    public Optional<ActivationFormat> activations() {
        return QuantParams.activations(quantizesActivations, activationBits, activationRange);
    }
}
