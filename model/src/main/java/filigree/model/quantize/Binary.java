package filigree.model.quantize;

import filigree.model.matrix.WeightMatrix;
import filigree.model.method.MethodType;
import java.util.Optional;

/// One bit a weight: its sign, times the mean magnitude of the active weights of its output channel
/// or layer (the weights of XNOR-Net; activations stay 32-bit numbers).
///
/// @param granularity what shares a mean
public record Binary(Granularity granularity) implements Quantizer {
    public static final MethodType<Binary> TYPE =
            MethodType.<Binary>of(
                            "binary", "Rastegari et al. 2016, arXiv:1603.05279 (binary weights)")
                    .param(QuantParams.GRANULARITY, Binary::granularity)
                    .build(v -> new Binary(v.get(QuantParams.GRANULARITY)));

    @Override
    public MethodType<Binary> type() {
        return TYPE;
    }

    @Override
    public WeightFormat format(int layer) {
        return new WeightFormat(1, 0);
    }

    @Override
    public Optional<QuantizedWeights> weights(int layer, WeightMatrix stored) {
        return Optional.of(new SignWeights(stored, granularity));
    }
}
