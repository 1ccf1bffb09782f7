package filigree.bench;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.pooling.Pool;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import java.util.ArrayList;
import java.util.List;

/// The peer: one training step of the network `lenet-5` in libtorch, dense with a mask.
///
/// Its own automatic gradient (a convolution cannot be differentiated by hand from Java), ReLU
/// behind the pooling as in ours, momentum and weights changed in place, mask and learning rate in
/// one product. Inputs are floats already; plain momentum, no weight decay.
final class TorchConvStep implements AutoCloseable {
    private static final float RATE = 0.001f;
    private static final float MOMENTUM = 0.9f;
    private static final Shape ONE = new Shape(1, 1);
    private static final Shape NONE = new Shape(0, 0);
    private static final Shape TWO = new Shape(2, 2);
    private static final List<Shape> SHAPES =
            List.of(
                    new Shape(20, 1, 5, 5),
                    new Shape(50, 20, 5, 5),
                    new Shape(500, 800),
                    new Shape(10, 500));

    private final NDManager manager = NDManager.newBaseManager(null, "PyTorch");
    private final int threads;
    private final boolean masked;
    private final int batch;
    private final List<Layer> layers = new ArrayList<>();
    private final NDArray inputs;
    private final NDArray targets;

    /// `factor` holds the learning rate where the mask is 1, else 0.
    private record Layer(
            NDArray weight, NDArray momentum, NDArray factor, NDArray bias, NDArray biasMomentum) {}

    /// @param density share of weights the mask keeps; 1 means no mask
    /// @param threads libtorch may use
    TorchConvStep(double density, int batch, int threads) {
        this.threads = threads;
        this.masked = density < 1;
        this.batch = batch;
        for (Shape shape : SHAPES) {
            var units = new Shape(shape.get(0));
            double fanIn = (double) shape.size() / shape.get(0);
            float deviation = (float) Math.sqrt(2 / (density * fanIn));
            NDArray weight = manager.randomNormal(0, deviation, shape, DataType.FLOAT32);
            NDArray factor = manager.ones(shape);
            if (masked) {
                factor = manager.randomUniform(0, 1, shape).lt((float) density);
                factor = factor.toType(DataType.FLOAT32, false);
                weight.muli(factor);
            }
            factor.muli(RATE);
            NDArray bias = manager.zeros(units);
            weight.setRequiresGradient(true);
            bias.setRequiresGradient(true);
            layers.add(
                    new Layer(weight, manager.zeros(shape), factor, bias, manager.zeros(units)));
        }
        this.inputs = manager.randomUniform(0, 1, new Shape(batch, 1, 28, 28));
        this.targets = manager.zeros(new Shape(batch, 10));
        for (int i = 0; i < batch; i++) {
            targets.set(new NDIndex(i, i % 10), 1f);
        }
    }

    /// The steps to come use this peer's threads.
    void takeThreads() {
        JniUtils.setNumThreads(threads);
    }

    void step() {
        try (NDManager step = manager.newSubManager()) {
            try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                NDArray x = inputs.duplicate();
                x.attach(step);
                NDArray z = forward(x);
                collector.backward(z.logSoftmax(1).mul(targets).sum().mul(-1f / batch));
                z.getFloat(0, 0); // waits for what was only begun
            }
            for (Layer layer : layers) {
                update(layer, step);
            }
        }
    }

    private NDArray forward(NDArray images) {
        NDArray x = images;
        for (Layer l : layers.subList(0, 2)) {
            x = Conv2d.conv2d(x, l.weight, l.bias, ONE, NONE, ONE, 1).singletonOrThrow();
            x = Activation.relu(Pool.maxPool2d(x, TWO, TWO, NONE, false));
        }
        x = x.reshape(batch, 800);
        x = Activation.relu(linear(x, layers.get(2)));
        return linear(x, layers.get(3));
    }

    private static NDArray linear(NDArray x, Layer l) {
        return Linear.linear(x, l.weight, l.bias).singletonOrThrow();
    }

    private void update(Layer layer, NDManager step) {
        NDArray gradient = layer.weight.getGradient();
        NDArray biasGradient = layer.bias.getGradient();
        NDArray weight = layer.weight.stopGradient();
        NDArray bias = layer.bias.stopGradient();
        for (NDArray a : List.of(gradient, biasGradient, weight, bias)) {
            a.attach(step);
        }
        if (masked) {
            gradient.muli(layer.factor);
        } else {
            gradient.muli(RATE);
        }
        layer.momentum.muli(MOMENTUM).addi(gradient);
        weight.subi(layer.momentum);
        layer.biasMomentum.muli(MOMENTUM).addi(biasGradient.muli(RATE));
        bias.subi(layer.biasMomentum);
    }

    @Override
    public void close() {
        manager.close();
    }
}
