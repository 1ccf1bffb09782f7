package filigree.bench;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.core.Linear;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.List;

/// The peer: one training step of the same multilayer perceptron in libtorch, dense with a mask, as
/// fast as we know to write it.
///
/// Backward by hand (no graph is recorded), momentum and weights changed in place, mask and
/// learning rate in one product. It does a little less than our step: inputs are floats already,
/// plain momentum, no weight decay.
final class TorchStep implements AutoCloseable {
    static final String NAME = "libtorch";
    private static final float RATE = 0.001f;
    private static final float MOMENTUM = 0.9f;

    private final NDManager manager;
    private final int threads;
    private final boolean masked;
    private final int batch;
    private final List<Layer> layers = new ArrayList<>();
    private final NDArray inputs;
    private final NDArray targets;

    /// Weights are `[out, in]`; `factor` holds the learning rate where the mask is 1, else 0.
    private record Layer(
            NDArray weight, NDArray momentum, NDArray factor, NDArray bias, NDArray biasMomentum) {}

    /// @param sizes features from input to output
    /// @param density share of weights the mask keeps; 1 means no mask
    /// @param threads libtorch may use
    TorchStep(List<Integer> sizes, double density, int batch, int threads) {
        this.manager = NDManager.newBaseManager(null, "PyTorch");
        this.threads = threads;
        this.masked = density < 1;
        this.batch = batch;
        for (int l = 0; l + 1 < sizes.size(); l++) {
            var shape = new Shape(sizes.get(l + 1), sizes.get(l));
            var units = new Shape(sizes.get(l + 1));
            float deviation = (float) Math.sqrt(2 / (density * sizes.get(l)));
            NDArray weight = manager.randomNormal(0, deviation, shape, DataType.FLOAT32);
            NDArray factor = manager.ones(shape);
            if (masked) {
                factor = manager.randomUniform(0, 1, shape).lt((float) density);
                factor = factor.toType(DataType.FLOAT32, false);
                weight.muli(factor);
            }
            factor.muli(RATE);
            layers.add(
                    new Layer(
                            weight,
                            manager.zeros(shape),
                            factor,
                            manager.zeros(units),
                            manager.zeros(units)));
        }
        this.inputs = manager.randomUniform(0, 1, new Shape(batch, sizes.getFirst()));
        this.targets = manager.zeros(new Shape(batch, sizes.getLast()));
        for (int i = 0; i < batch; i++) {
            targets.set(new NDIndex(i, i % sizes.getLast()), 1f);
        }
    }

    /// Says whether libtorch is here for this machine.
    static boolean isPresent() {
        try (NDManager any = NDManager.newBaseManager(null, "PyTorch")) {
            return any.isOpen();
        } catch (EngineException | IllegalArgumentException | LinkageError e) {
            System.err.println("# no libtorch here: " + e.getMessage());
            return false;
        }
    }

    /// The steps to come use this peer's threads.
    void takeThreads() {
        JniUtils.setNumThreads(threads);
    }

    void step() {
        try (NDManager step = manager.newSubManager()) {
            List<NDArray> values = new ArrayList<>();
            NDArray x = inputs.duplicate();
            x.attach(step);
            values.add(x);
            for (int l = 0; l < layers.size(); l++) {
                NDArray z =
                        Linear.linear(x, layers.get(l).weight, layers.get(l).bias)
                                .singletonOrThrow();
                x = l + 1 < layers.size() ? Activation.relu(z) : z;
                values.add(x);
            }
            NDArray d = x.softmax(1).sub(targets).muli(1f / batch);
            for (int l = layers.size() - 1; l >= 0; l--) {
                NDArray in = values.get(l);
                NDArray gradient = d.transpose().matMul(in);
                NDArray biasGradient = d.sum(new int[] {0});
                if (l > 0) {
                    d = d.matMul(layers.get(l).weight).muli(in.sign());
                }
                update(layers.get(l), gradient, biasGradient);
            }
            values.getLast().getFloat(0, 0); // waits for what was only begun
        }
    }

    private void update(Layer layer, NDArray gradient, NDArray biasGradient) {
        if (masked) {
            gradient.muli(layer.factor);
        } else {
            gradient.muli(RATE);
        }
        layer.momentum.muli(MOMENTUM).addi(gradient);
        layer.weight.subi(layer.momentum);
        layer.biasMomentum.muli(MOMENTUM).addi(biasGradient.muli(RATE));
        layer.bias.subi(layer.biasMomentum);
    }

    @Override
    public void close() {
        manager.close();
    }
}
