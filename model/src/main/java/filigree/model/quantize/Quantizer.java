package filigree.model.quantize;

import filigree.model.matrix.WeightMatrix;
import filigree.model.method.Method;
import filigree.model.sparsity.LayerShape;
import java.util.List;
import java.util.Optional;

/// Rounds weights and activations to what a smaller number format can hold.
///
/// Training goes on with the stored 32-bit weights: the forward pass sees rounded ones, gradients
/// go straight through (Jacob et al. 2018, arXiv:1712.05877; Bengio et al. 2013, arXiv:1308.3432).
/// Weights behind a mask stay exactly 0. Biases are never rounded.
public interface Quantizer extends Method {
    /// Refuses what this cannot quantize, before a run begins.
    ///
    /// @param layers those with weights, in network order
    /// @throws filigree.model.error.UserFacingException saying why
    default void check(List<LayerShape> layers) {}

    /// Makes what rounds the weights of one layer; nothing where they stay as they are.
    ///
    /// @param layer index among those with weights
    /// @param stored its weights, with their first values
    default Optional<QuantizedWeights> weights(int layer, WeightMatrix stored) {
        return Optional.empty();
    }

    /// The format of the weights of a layer. It may differ from that of the run's beginning, when a
    /// person has changed it.
    default WeightFormat format(int layer) {
        return WeightFormat.FULL;
    }

    /// The format of what layers with weights read; nothing where it stays as it is.
    default Optional<ActivationFormat> activations() {
        return Optional.empty();
    }
}
