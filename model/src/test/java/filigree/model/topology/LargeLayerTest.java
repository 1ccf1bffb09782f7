package filigree.model.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.model.kernel.KernelProvider;
import filigree.model.layer.Linear;
import filigree.model.layer.Parameter;
import filigree.model.matrix.Activations;
import filigree.model.matrix.WeightMatrix;
import filigree.model.optim.Optimizer;
import filigree.model.optim.Sgd;
import filigree.model.random.RandomStreams;
import filigree.model.random.RandomStreams.Purpose;
import filigree.model.schedule.Constant;
import filigree.model.schedule.Same;
import filigree.model.sparsity.LayerShape;
import filigree.model.sparsity.Mask;
import filigree.model.sparsity.Uniform;
import java.util.List;
import org.junit.jupiter.api.Test;

/// 100 million weights at 99 % sparsity train in a heap that cannot hold one dense copy of them.
class LargeLayerTest {
    private static final int SIZE = 10_000;
    private static final int ACTIVE = 1_000_000;
    private static final LayerShape SHAPE = LayerShape.linear("w", SIZE, SIZE);
    private static final RandomStreams RANDOM = new RandomStreams(1);

    @Test
    void aRigLStepNeverMaterialisesTheLayer() {
        assertTrue(
                Runtime.getRuntime().maxMemory() < SHAPE.size() * Float.BYTES,
                "this proves nothing in a larger heap: run with -Xmx380m, as the build does");
        var rigl = new RigL(0.99, new Uniform(), new Constant(0.3), new Same(), 100, 0, 1, 1);
        Mask before = rigl.initialMasks(List.of(SHAPE), RANDOM).getFirst();
        Parameter weight = Parameter.weight(SHAPE, before);
        WeightMatrix matrix = weight.matrix();
        long key = RANDOM.key(Purpose.INITIAL_WEIGHTS, 0, 0);
        for (int k = 0; k < ACTIVE; k++) {
            matrix.values()[k] = RandomStreams.uniform(key, k) - 0.5f;
        }
        matrix.publish(0, ACTIVE);
        var layer = new Linear("fc", weight, Parameter.bias("b", SIZE), KernelProvider.best());
        Activations in = random(2);
        Activations dOut = random(3);
        var out = new Activations(SIZE, 32);
        var sgd = new Sgd(0.1, new Constant(1), 0, 0.9, true, 0);
        var history = new TopologyHistory(before);

        layer.forward(in, out, 0);
        layer.backward(in, out, dOut, new Activations(SIZE, 32), 0);
        layer.gradient(in, dOut, 0, SIZE);
        sgd.update(
                new Optimizer.Moment(0.1, 1),
                matrix.values(),
                matrix.gradients(),
                matrix.slots(),
                true,
                0,
                ACTIVE);
        matrix.publish(0, ACTIVE);
        var view = new LayerView(weight, layer.measure(in, dOut), 0);
        var change =
                TopologyUpdate.apply(
                        100,
                        List.of(view),
                        rigl.newMasks(100, 1_000, List.of(view)),
                        List.of(history));
        layer.forward(in, out, 0);

        assertEquals(ACTIVE, change.active());
        assertEquals(change.dropped(), change.grown());
        assertEquals(300_000, change.dropped() + change.returned());
        assertEquals(ACTIVE - change.dropped(), before.overlap(matrix.mask()));
        assertTrue(change.grown() > 250_000, "a few of the 300,000 dropped may grow again");
        assertEquals(ACTIVE, matrix.slots().get("momentum").length);
        assertEquals((ACTIVE + change.grown()) / (double) SHAPE.size(), history.explored(), 1e-12);
        assertTrue(Float.isFinite(out.get(SIZE - 1, 31)));
    }

    private static Activations random(int index) {
        var a = new Activations(SIZE, 32);
        long key = RANDOM.key(Purpose.INITIAL_WEIGHTS, 0, index);
        for (int i = 0; i < SIZE; i++) {
            for (int c = 0; c < 32; c++) {
                a.set(i, c, RandomStreams.uniform(key, i * 32L + c) - 0.5f);
            }
        }
        return a;
    }
}
