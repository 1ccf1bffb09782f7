package filigree.model.regularize;

import filigree.model.matrix.Reparameterization;
import filigree.model.method.MethodType;
import filigree.model.method.Param;
import filigree.model.random.RandomStreams;
import filigree.model.sparsity.LayerShape;
import java.util.Optional;

/// Soft threshold reparameterization (STR): each layer learns below which size its weights count as
/// 0. The optimizer's weight decay acts on the threshold's parameter as well, pulls it towards 0
/// and so makes the threshold rise: more decay, more zeros.
///
/// ```
/// w' = sign(w) max(|w| - sigmoid(theta), 0), a theta for each layer
/// ```
///
/// @param initial theta at first
public record SoftThreshold(double initial) implements Regularizer {
    static final Param.OfDouble INITIAL = Param.number("initial", -8, -50, 0);

    public static final MethodType<SoftThreshold> TYPE =
            MethodType.<SoftThreshold>of("str", "Kusupati et al. 2020, arXiv:2002.03231, eq. 4")
                    .param(INITIAL, SoftThreshold::initial)
                    .build(v -> new SoftThreshold(v.get(INITIAL)));

    @Override
    public MethodType<SoftThreshold> type() {
        return TYPE;
    }

    @Override
    public Optional<Reparameterization> weights(
            int layer, LayerShape shape, long examples, RandomStreams random) {
        return Optional.of(new ThresholdedWeights(shape.rows(), initial));
    }
}
