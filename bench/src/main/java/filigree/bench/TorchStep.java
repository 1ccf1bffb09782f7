package filigree.bench;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.Collections;
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
    private final TorchNet net;
    private final NDArray inputs;
    private final NDArray targets;

    /// @param sizes features from input to output
    /// @param density share of weights the mask keeps; 1 means no mask
    /// @param threads libtorch may use
    TorchStep(List<Integer> sizes, double density, int batch, int threads) {
        this.manager = NDManager.newBaseManager(null, "PyTorch");
        this.threads = threads;
        this.masked = density < 1;
        List<NDArray> masks = new ArrayList<>();
        for (int l = 0; l + 1 < sizes.size(); l++) {
            var shape = new Shape(sizes.get(l + 1), sizes.get(l));
            NDArray mask = manager.ones(shape);
            if (masked) {
                mask = manager.randomUniform(0, 1, shape).lt((float) density);
                mask = mask.toType(DataType.FLOAT32, false);
            }
            masks.add(mask);
        }
        this.net = new TorchNet(manager, sizes, masks, Collections.nCopies(masks.size(), density));
        masks.forEach(m -> m.muli(RATE)); // from now on the learning rate where the mask is 1
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
            NDArray x = inputs.duplicate();
            x.attach(step);
            List<NDArray> values = net.forward(x);
            net.backward(values, targets, this::update);
            values.getLast().getFloat(0, 0); // waits for what was only begun
        }
    }

    private void update(int l, NDArray gradient, NDArray biasGradient) {
        TorchNet.Layer layer = net.layers.get(l);
        if (masked) {
            gradient.muli(layer.mask());
        } else {
            gradient.muli(RATE);
        }
        layer.momentum().muli(MOMENTUM).addi(gradient);
        layer.weight().subi(layer.momentum());
        layer.biasMomentum().muli(MOMENTUM).addi(biasGradient.muli(RATE));
        layer.bias().subi(layer.biasMomentum());
    }

    @Override
    public void close() {
        manager.close();
    }
}
