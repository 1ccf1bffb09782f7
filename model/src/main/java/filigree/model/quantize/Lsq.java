package filigree.model.quantize;

import filigree.model.matrix.WeightMatrix;
import filigree.model.method.MethodType;
import filigree.model.sparsity.LayerShape;
import java.util.List;
import java.util.Optional;

/// Learned step size quantization: the optimizer trains the step between two weights that can be
/// told apart, beside the weights.
///
/// @param bits of each weight, 2 to 8
/// @param layerBits bits of each layer instead; empty where all have `bits`
/// @param granularity what shares a step size
/// @param quantizesActivations whether what layers read is rounded too
/// @param activationBits of each activation, 2 to 8
/// @param activationRange how the range of activations is followed
public record Lsq(
        int bits,
        List<Integer> layerBits,
        Granularity granularity,
        boolean quantizesActivations,
        int activationBits,
        ActivationFormat.Range activationRange)
        implements Quantizer {
    public static final MethodType<Lsq> TYPE =
            MethodType.<Lsq>of("lsq", "Esser et al. 2020, arXiv:1902.08153")
                    .param(QuantParams.BITS, q -> (long) q.bits())
                    .param(QuantParams.LAYER_BITS, Lsq::layerBits)
                    .param(QuantParams.GRANULARITY, Lsq::granularity)
                    .param(QuantParams.ACTIVATIONS, Lsq::quantizesActivations)
                    .param(QuantParams.ACTIVATION_BITS, q -> (long) q.activationBits())
                    .param(QuantParams.ACTIVATION_RANGE, Lsq::activationRange)
                    .build(v ->
                            new Lsq(
                                    Math.toIntExact(v.get(QuantParams.BITS)),
                                    v.get(QuantParams.LAYER_BITS),
                                    v.get(QuantParams.GRANULARITY),
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
        return Optional.of(new LearnedStep(stored, granularity, format(layer)));
    }

    @Override
    public Optional<ActivationFormat> activations() {
        return QuantParams.activations(quantizesActivations, activationBits, activationRange);
    }
}
