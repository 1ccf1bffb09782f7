package filigree.model.train;

import filigree.model.kernel.Tiles;
import filigree.model.layer.TrainableLayer;
import filigree.model.matrix.WeightMatrix;
import filigree.model.network.Network;
import filigree.model.quantize.ActivationFormat;
import filigree.model.quantize.QuantizedInput;
import filigree.model.quantize.QuantizedWeights;
import filigree.model.quantize.Quantizer;
import filigree.model.quantize.WeightFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a quantizer puts into a network: functions of the weights, and layers in front of those
/// with weights. Without one, nothing.
final class Quantization {
    private record Weights(int layer, WeightMatrix matrix, QuantizedWeights function) {}

    private Quantizer quantizer;
    private final Network network;
    private final List<Weights> weights = new ArrayList<>();
    private final List<QuantizedInput> inputs = new ArrayList<>();

    /// @param plain a network with its first weights; its layers are used
    /// @param columns of a training batch
    Quantization(Quantizer quantizer, Network plain, int columns) {
        this.quantizer = quantizer;
        List<TrainableLayer> layers = plain.trainable();
        quantizer.check(layers.stream().map(l -> l.weight().shape()).toList());
        for (int l = 0; l < layers.size(); l++) {
            WeightMatrix matrix = layers.get(l).weight().matrix();
            Optional<QuantizedWeights> function = quantizer.weights(l, matrix);
            if (function.isPresent()) {
                weights.add(new Weights(l, matrix, function.get()));
                matrix.reparameterize(function.get());
            }
        }
        Optional<ActivationFormat> format = quantizer.activations();
        int tiles = Math.ceilDiv(columns, Tiles.COLUMNS);
        network =
                format.isEmpty()
                        ? plain
                        : plain.withBefore(layer -> {
                            var input =
                                    new QuantizedInput(
                                            layer.name() + ".input",
                                            layer.inputSize(),
                                            tiles,
                                            plain.mode(),
                                            format.get());
                            inputs.add(input);
                            return Optional.of(input);
                        });
    }

    /// The network that trains.
    Network network() {
        return network;
    }

    /// The layers in front of those with weights.
    List<QuantizedInput> inputs() {
        return inputs;
    }

    /// Whether a batch must pass first, so that activations have a range.
    boolean needsRange() {
        return !inputs.isEmpty() && !inputs.getFirst().isCalibrated();
    }

    /// Moves the ranges of activations on by the batch that has passed.
    void advance() {
        for (int i = 0; i < inputs.size(); i++) { // an iterator would be an object a step
            inputs.get(i).advance();
        }
    }

    /// Gives each layer other bits; what is kept stays.
    ///
    /// @param bits one a layer with weights, 32 for floats
    void useBits(List<Integer> bits) {
        for (Weights w : weights) {
            w.function().use(new WeightFormat(bits.get(w.layer()), keep(w.layer())));
            w.matrix().publish();
        }
    }

    /// The fraction of a layer's weights that stays 32-bit numbers.
    double keep(int layer) {
        return quantizer.format(layer).keep();
    }

    /// How many scales the weights of a layer have.
    int scales(int layer) {
        return weights.stream()
                .filter(w -> w.layer() == layer)
                .mapToInt(w -> w.function().scales())
                .sum();
    }

    /// Takes over formats that a person has changed.
    void use(Quantizer changed) {
        quantizer = changed;
        for (Weights w : weights) {
            w.function().use(changed.format(w.layer()));
            w.matrix().publish();
        }
        changed.activations().ifPresent(format -> inputs.forEach(input -> input.use(format)));
    }
}
