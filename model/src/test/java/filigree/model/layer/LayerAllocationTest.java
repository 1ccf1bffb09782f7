package filigree.model.layer;

import static org.junit.jupiter.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import filigree.model.kernel.KernelProvider;
import filigree.model.random.RandomStreams;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A step that allocates makes the garbage collector stop the window.
class LayerAllocationTest {
    private static final int CALLS = 1_000;
    private static final int CHANCES = 60;
    private static final long LIMIT = 32L * CALLS; // less than a small array a call

    static Stream<Layer> layers() {
        var mode = new PassMode();
        mode.train(1, new RandomStreams(1));
        var sequences = new Sequences(8);
        return Stream.of(
                new LayerNorm("norm", 8),
                new BatchNorm("batch", 2, 4, mode),
                new Gelu("gelu", 8),
                new Dropout("drop", 8, 0.1, 0, mode),
                new PositionEmbedding("place", sequences, 8),
                new Embedding("token", 10, 8),
                new CausalAttention("attention", 8, 2, sequences, KernelProvider.best()));
    }

    @ParameterizedTest
    @MethodSource("layers")
    void aStepAllocatesNothing(Layer layer) throws InterruptedException {
        var problem = new LayerProblem(layer, 64);
        if (layer instanceof BatchLayer batch) {
            batch.reserve(1);
        }
        if (layer instanceof Embedding) {
            for (int c = 0; c < 64; c++) {
                problem.in.set(0, c, c % 10);
            }
        }
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long[] bytes = new long[CHANCES];
        Arrays.fill(bytes, Long.MAX_VALUE);
        // compilation happens on another thread and may come late on a busy machine
        for (int chance = 0; chance < CHANCES; chance++) {
            Thread.sleep(chance);
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < CALLS; i++) {
                step(problem);
            }
            bytes[chance] = threads.getCurrentThreadAllocatedBytes() - before;
            if (bytes[chance] <= LIMIT) {
                return;
            }
        }
        fail("bytes in " + CALLS + " calls: " + Arrays.toString(bytes));
    }

    private static void step(LayerProblem p) {
        if (p.layer instanceof BatchLayer batch) {
            batch.gather(p.in, 0);
            batch.settle();
            batch.gatherBack(p.in, p.dOut, 0);
            batch.settleBack();
        }
        p.layer.forward(p.in, p.out, 0);
        p.layer.backward(p.in, p.out, p.dOut, p.dIn, 0);
        if (p.layer instanceof LearnedLayer learned) {
            learned.gradient(p.in, p.dOut, 0, learned.gradientRows());
        }
    }
}
