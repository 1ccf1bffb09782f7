package filigree.model.network;

import filigree.model.layer.Layer;
import filigree.model.layer.Parameter;
import filigree.model.layer.TrainableLayer;
import java.util.List;

/// A chain of layers with their parameters. Buffers for activations are in [Pass].
public final class Network {
    private final List<Layer> layers;
    private final List<TrainableLayer> trainable;

    public Network(List<Layer> layers) {
        for (int l = 1; l < layers.size(); l++) {
            if (layers.get(l).inputSize() != layers.get(l - 1).outputSize()) {
                throw new IllegalArgumentException(
                        "%s gives %d features, %s takes %d"
                                .formatted(
                                        layers.get(l - 1).name(),
                                        layers.get(l - 1).outputSize(),
                                        layers.get(l).name(),
                                        layers.get(l).inputSize()));
            }
        }
        this.layers = List.copyOf(layers);
        this.trainable =
                layers.stream()
                        .filter(TrainableLayer.class::isInstance)
                        .map(TrainableLayer.class::cast)
                        .toList();
    }

    public List<Layer> layers() {
        return layers;
    }

    /// The layers with weights, in order: the prunable ones.
    public List<TrainableLayer> trainable() {
        return trainable;
    }

    public List<Parameter> parameters() {
        return layers.stream().flatMap(l -> l.parameters().stream()).toList();
    }

    public int inputSize() {
        return layers.getFirst().inputSize();
    }

    public int outputSize() {
        return layers.getLast().outputSize();
    }
}
