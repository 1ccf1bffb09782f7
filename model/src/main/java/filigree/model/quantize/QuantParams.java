package filigree.model.quantize;

import filigree.model.error.UserFacingException;
import filigree.model.method.Param;
import filigree.model.method.Param.Timing;
import filigree.model.method.Param.Unit;
import filigree.model.sparsity.LayerShape;
import java.util.List;
import java.util.Optional;

/// Parameters that several quantizers share.
final class QuantParams {
    private static final int FEWEST = 2;
    private static final int MOST = 8;
    private static final int MOST_LAYERS = 64;

    static final Param.OfLong BITS = Param.whole("bits", MOST, FEWEST, MOST).in(Unit.BITS).live();
    static final Param.OfNumbers LAYER_BITS =
            new Param.OfNumbers("layerBits", List.of(), FEWEST, MOST, MOST_LAYERS, Timing.NEXT_RUN);
    static final Param.OfChoice<Granularity> GRANULARITY =
            new Param.OfChoice<>("granularity", Granularity.PER_CHANNEL, Timing.NEXT_RUN);
    static final Param.OfFlag ACTIVATIONS = new Param.OfFlag("activations", true, Timing.NEXT_RUN);
    static final Param.OfLong ACTIVATION_BITS =
            Param.whole("activationBits", MOST, FEWEST, MOST).in(Unit.BITS).live();
    static final Param.OfChoice<ActivationFormat.Range> ACTIVATION_RANGE =
            new Param.OfChoice<>(
                    "activationRange", ActivationFormat.Range.MOVING_AVERAGE, Timing.NEXT_RUN);
    static final Param.OfFlag PASS_CLIPPED =
            new Param.OfFlag("passClipped", false, Timing.NEXT_RUN);

    private QuantParams() {}

    /// @param layerBits bits of each layer; empty where all have the same
    static int bits(int layer, int bits, List<Integer> layerBits) {
        return layerBits.isEmpty() ? bits : layerBits.get(layer);
    }

    static void check(List<Integer> layerBits, List<LayerShape> layers) {
        if (!layerBits.isEmpty() && layerBits.size() != layers.size()) {
            throw new UserFacingException("layer-bits-count", layerBits.size(), layers.size());
        }
    }

    static Optional<ActivationFormat> activations(
            boolean quantized, int bits, ActivationFormat.Range range) {
        return quantized ? Optional.of(new ActivationFormat(bits, range)) : Optional.empty();
    }
}
