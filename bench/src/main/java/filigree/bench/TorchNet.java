package filigree.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.core.Linear;
import java.util.ArrayList;
import java.util.List;

/// A multilayer perceptron in libtorch with its backward pass by hand: no graph is recorded.
final class TorchNet {
    /// Weights are `[out, in]`. What a mask means is its owner's business.
    record Layer(
            NDArray weight, NDArray momentum, NDArray mask, NDArray bias, NDArray biasMomentum) {}

    /// What becomes of a layer's gradients.
    @FunctionalInterface
    interface Update {
        void apply(int layer, NDArray gradient, NDArray biasGradient);
    }

    final List<Layer> layers = new ArrayList<>();

    /// @param sizes features from input to output
    /// @param masks one a layer; weights start at 0 where they are 0
    /// @param density of them, by which first weights are scaled
    TorchNet(NDManager manager, List<Integer> sizes, List<NDArray> masks, List<Double> density) {
        for (int l = 0; l < masks.size(); l++) {
            Shape shape = masks.get(l).getShape();
            var units = new Shape(sizes.get(l + 1));
            float deviation = (float) Math.sqrt(2 / (density.get(l) * sizes.get(l)));
            NDArray weight = manager.randomNormal(0, deviation, shape, DataType.FLOAT32);
            layers.add(
                    new Layer(
                            weight.muli(masks.get(l)),
                            manager.zeros(shape),
                            masks.get(l),
                            manager.zeros(units),
                            manager.zeros(units)));
        }
    }

    /// Returns each layer's input, and last the network's output.
    ///
    /// @param x `[batch, features]`
    List<NDArray> forward(NDArray x) {
        List<NDArray> values = new ArrayList<>(List.of(x));
        for (int l = 0; l < layers.size(); l++) {
            NDArray in = values.getLast();
            NDArray z =
                    Linear.linear(in, layers.get(l).weight, layers.get(l).bias).singletonOrThrow();
            values.add(l + 1 < layers.size() ? Activation.relu(z) : z);
        }
        return values;
    }

    /// The gradients of the mean cross-entropy, from the last layer to the first.
    ///
    /// @param targets `[batch, classes]`, 1 at the class
    void backward(List<NDArray> values, NDArray targets, Update update) {
        float share = 1f / targets.getShape().get(0);
        NDArray d = values.getLast().softmax(1).sub(targets).muli(share);
        for (int l = layers.size() - 1; l >= 0; l--) {
            NDArray in = values.get(l);
            NDArray gradient = d.transpose().matMul(in);
            NDArray biasGradient = d.sum(new int[] {0});
            if (l > 0) {
                d = d.matMul(layers.get(l).weight).muli(in.sign());
            }
            update.apply(l, gradient, biasGradient);
        }
    }
}
