package filigree.model.kernel;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import filigree.model.matrix.Activations;
import filigree.model.matrix.CsrMatrix;
import filigree.model.sparsity.Mask;
import java.lang.management.ManagementFactory;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// A step that allocates makes the garbage collector stop the window.
class KernelAllocationTest {
    private static final int WARM_UP = 20_000;
    private static final int CALLS = 1_000;
    private static final int BYTES_A_CALL = 32; // the measurement itself, shared among the calls

    private final Kernels kernels = KernelProvider.best();
    private final CsrMatrix w = new CsrMatrix(Mask.where(10, 20, i -> i % 3 == 0));
    private final Activations x = KernelCases.random(new SplittableRandom(1), 20, 64);
    private final Activations y = new Activations(10, 64);
    private final float[] bias = new float[10];
    private final float[] gradients = new float[200];
    private final long[] counts = new long[10];

    @Test
    void multiplyAllocatesNothing() {
        check(() -> kernels.multiply(w.rows(), bias, x.memory(), 0, y.memory(), 0));
    }

    @Test
    void gradientAllocatesNothing() {
        check(() ->
                kernels.gradient(
                        w.rows(),
                        0,
                        10,
                        w.gradients(),
                        x.memory(),
                        x.tileBytes(),
                        y.memory(),
                        y.tileBytes(),
                        1));
    }

    @Test
    void denseGradientAllocatesNothing() {
        check(() ->
                kernels.denseGradient(
                        0,
                        10,
                        20,
                        gradients,
                        x.memory(),
                        x.tileBytes(),
                        y.memory(),
                        y.tileBytes(),
                        1));
    }

    @Test
    void elementwiseKernelsAllocateNothing() {
        check(() -> kernels.relu(10, y.memory(), 0, y.memory(), 0));
        check(() -> kernels.reluBackward(10, y.memory(), 0, y.memory(), 0, y.memory(), 0));
        check(() -> kernels.rowSums(0, 10, bias, y.memory(), y.tileBytes(), 1));
        check(() -> kernels.countPositive(10, 60, counts, y.memory(), 0));
    }

    @Test
    void softmaxAllocatesNothing() {
        check(() -> kernels.softmax(10, y.memory(), 0, y.memory(), 0));
    }

    private static void check(Runnable kernel) {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long bytes = Long.MAX_VALUE;
        for (int round = 0; round < 5; round++) { // compilation may finish late: the best counts
            for (int i = 0; i < WARM_UP; i++) {
                kernel.run();
            }
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < CALLS; i++) {
                kernel.run();
            }
            bytes = Math.min(bytes, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertTrue(bytes <= (long) BYTES_A_CALL * CALLS, bytes + " bytes in " + CALLS + " calls");
    }
}
