package filigree.model.quantize;

import filigree.model.matrix.WeightMatrix;
import filigree.model.method.MethodType;
import filigree.model.method.Param;
import filigree.model.method.Param.Timing;
import filigree.model.sparsity.LayerShape;
import java.util.List;
import java.util.Optional;

/// Quantization-aware training: the forward pass rounds weights to symmetric whole numbers over
/// their range, and what layers read to whole numbers with a zero point.
///
/// @param bits of each weight, 2 to 8
/// @param layerBits bits of each layer instead; empty where all have `bits`
/// @param granularity what shares a range
/// @param range how the range of weights is found
/// @param percentile of magnitudes that the range covers, with that choice, 50 to 100
/// @param keep fraction of the weights, the largest, that stay 32-bit numbers
/// @param quantizesActivations whether what layers read is rounded too
/// @param activationBits of each activation, 2 to 8
/// @param activationRange how the range of activations is followed
/// @param passClipped whether clipped weights keep their gradient; else it is 0, the derivative of
///   clipping
public record FakeQuant(
        int bits,
        List<Integer> layerBits,
        Granularity granularity,
        WeightRange range,
        double percentile,
        double keep,
        boolean quantizesActivations,
        int activationBits,
        ActivationFormat.Range activationRange,
        boolean passClipped)
        implements Quantizer {
    static final Param.OfChoice<WeightRange> RANGE =
            new Param.OfChoice<>("range", WeightRange.MIN_MAX, Timing.NEXT_RUN);
    static final Param.OfDouble PERCENTILE = Param.number("percentile", 99.9, 50, 100);
    static final Param.OfDouble KEEP = Param.fraction("keep", 0).live();

    public static final MethodType<FakeQuant> TYPE =
            MethodType.<FakeQuant>of(
                            "fake-quant",
                            "Jacob et al. 2018, arXiv:1712.05877; Krishnamoorthi 2018,"
                                    + " arXiv:1806.08342 (ranges)")
                    .param(QuantParams.BITS, q -> (long) q.bits())
                    .param(QuantParams.LAYER_BITS, FakeQuant::layerBits)
                    .param(QuantParams.GRANULARITY, FakeQuant::granularity)
                    .param(RANGE, FakeQuant::range)
                    .param(PERCENTILE, FakeQuant::percentile)
                    .param(KEEP, FakeQuant::keep)
                    .param(QuantParams.ACTIVATIONS, FakeQuant::quantizesActivations)
                    .param(QuantParams.ACTIVATION_BITS, q -> (long) q.activationBits())
                    .param(QuantParams.ACTIVATION_RANGE, FakeQuant::activationRange)
                    .param(QuantParams.PASS_CLIPPED, FakeQuant::passClipped)
                    .build(v ->
                            new FakeQuant(
                                    Math.toIntExact(v.get(QuantParams.BITS)),
                                    v.get(QuantParams.LAYER_BITS),
                                    v.get(QuantParams.GRANULARITY),
                                    v.get(RANGE),
                                    v.get(PERCENTILE),
                                    v.get(KEEP),
                                    v.get(QuantParams.ACTIVATIONS),
                                    Math.toIntExact(v.get(QuantParams.ACTIVATION_BITS)),
                                    v.get(QuantParams.ACTIVATION_RANGE),
                                    v.get(QuantParams.PASS_CLIPPED)));

    public FakeQuant {
        layerBits = List.copyOf(layerBits);
    }

    @Override
    public MethodType<FakeQuant> type() {
        return TYPE;
    }

    @Override
    public void check(List<LayerShape> layers) {
        QuantParams.check(layerBits, layers);
    }

    @Override
    public WeightFormat format(int layer) {
        return new WeightFormat(QuantParams.bits(layer, bits, layerBits), keep);
    }

    @Override
    public Optional<QuantizedWeights> weights(int layer, WeightMatrix stored) {
        return Optional.of(new RangedWeights(stored, this, format(layer)));
    }

    @Override
    public Optional<ActivationFormat> activations() {
        return QuantParams.activations(quantizesActivations, activationBits, activationRange);
    }
}
