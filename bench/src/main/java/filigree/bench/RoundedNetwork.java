package filigree.bench;

import filigree.model.kernel.Kernels;
import filigree.model.layer.Layer;
import filigree.model.layer.TrainableLayer;
import filigree.model.matrix.WeightMatrix;
import filigree.model.network.Network;
import filigree.model.network.Pass;
import filigree.model.quantize.ActivationFormat;
import filigree.model.quantize.FakeQuant;
import filigree.model.quantize.Granularity;
import filigree.model.quantize.IntegerNetwork;
import filigree.model.quantize.IntegerPredictor;
import filigree.model.quantize.QuantizedInput;
import filigree.model.quantize.QuantizedWeights;
import filigree.model.quantize.WeightRange;
import filigree.model.random.RandomStreams;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A network with weights in int8 and activations in uint8, as rounding after training leaves it.
final class RoundedNetwork {
    private static final int BITS = 8;
    private static final int EVERYTHING = 100; // per cent of a range

    private RoundedNetwork() {}

    /// @param plain rounded from now on
    /// @param examples the activations they cause are the ranges
    static IntegerPredictor of(Network plain, float[][] examples, Kernels kernels) {
        var quantizer =
                new FakeQuant(
                        BITS,
                        List.of(),
                        Granularity.PER_CHANNEL,
                        WeightRange.MIN_MAX,
                        EVERYTHING,
                        0,
                        true,
                        BITS,
                        ActivationFormat.Range.MIN_MAX,
                        false);
        List<TrainableLayer> layers = plain.trainable();
        for (int l = 0; l < layers.size(); l++) {
            WeightMatrix w = layers.get(l).weight().matrix();
            QuantizedWeights rounded = quantizer.weights(l, w).orElseThrow();
            w.reparameterize(rounded);
            rounded.measure(w, 0, w.mask().rows());
            rounded.prepare(w, false);
            rounded.forward(w, w.effective(), 0, w.mask().rows());
            w.publish();
        }
        List<QuantizedInput> inputs = new ArrayList<>();
        Network network = plain.withBefore(layer -> Optional.of(before(layer, plain, inputs)));
        network.mode().train(0, new RandomStreams(1));
        var pass = new Pass(network, examples.length);
        for (int c = 0; c < examples.length; c++) {
            for (int i = 0; i < examples[c].length; i++) {
                pass.input().set(i, c, examples[c][i]);
            }
        }
        pass.forward(0);
        inputs.forEach(QuantizedInput::advance);
        network.mode().evaluate();
        return new IntegerPredictor(IntegerNetwork.of(network.layers()), kernels);
    }

    private static Layer before(TrainableLayer layer, Network plain, List<QuantizedInput> inputs) {
        var format = new ActivationFormat(BITS, ActivationFormat.Range.MIN_MAX);
        String name = layer.name() + ".input";
        inputs.add(new QuantizedInput(name, layer.inputSize(), 1, plain.mode(), format));
        return inputs.getLast();
    }
}
