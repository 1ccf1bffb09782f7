package filigree.model.kernel;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import filigree.model.matrix.Activations;
import filigree.model.matrix.CsrMatrix;
import filigree.model.matrix.ProductForm;
import filigree.model.sparsity.Mask;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// A step that allocates makes the garbage collector stop the window.
class KernelAllocationTest {
    private static final int WARM_UP = 10_000;
    private static final int CALLS = 1_000;
    private static final long PATIENCE_NANOS = 60_000_000_000L;
    private static final long LIMIT = 32L * CALLS; // less than one vector a call

    private final Kernels kernels = KernelProvider.best();
    private final CsrMatrix w = packed(Mask.where(10, 20, i -> i % 3 == 0));
    private final CsrMatrix full = packed(Mask.full(10, 20));
    private final Activations x = KernelCases.random(new SplittableRandom(1), 20, 64);
    private final Activations y = new Activations(10, 64);
    private final float[] bias = new float[10];
    private final float[] gradients = new float[200];
    private final long[] counts = new long[10];

    private static CsrMatrix packed(Mask mask) {
        var matrix = new CsrMatrix(mask);
        matrix.use(ProductForm.PANELS);
        return matrix;
    }

    @Test
    void multiplyAllocatesNothing() throws InterruptedException {
        check(() -> kernels.multiply(w.packed(), bias, x.memory(), 0, y.memory(), 0));
    }

    @Test
    void lookUpAllocatesNothing() throws InterruptedException {
        var rows = new ByteRows();
        float[] table = new float[256];
        byte[] bytes = new byte[20];
        int[] examples = new int[64];
        check(() ->
                kernels.lookUp(
                        rows.set(bytes, 20, examples, 0, 64), 0, 20, table, 0, x.memory(), 0));
    }

    @Test
    void multiplyWithReluAllocatesNothing() throws InterruptedException {
        check(() -> kernels.multiplyRelu(w.packed(), bias, x.memory(), 0, y.memory(), 0));
        check(() -> kernels.multiplyWhere(w.packed(), y.memory(), 0, x.memory(), 0, y.memory(), 0));
    }

    @Test
    void fullMultiplyAllocatesNothing() throws InterruptedException {
        check(() -> kernels.multiply(full.packed(), bias, x.memory(), 0, y.memory(), 0));
    }

    @Test
    void multiplyOfOneColumnAllocatesNothing() throws InterruptedException {
        MemorySegment one = SlicedRows.column(20);
        MemorySegment out = SlicedRows.column(10);
        for (CsrMatrix m : List.of(w, full)) {
            SlicedRows sliced = SlicedRows.of(m.rows());
            check(() -> kernels.multiplyColumn(sliced, one, one, out, 0));
        }
    }

    @Test
    void multiplyOfIntegersAllocatesNothing() throws InterruptedException {
        SparseRows rows = w.rows();
        byte[] weights = new byte[rows.values.length];
        var integers =
                IntegerRows.of(
                        rows.rows, rows.columns, rows.starts, w.mask().columnIndices(), weights);
        MemorySegment one = IntegerRows.column(20);
        int[] sums = new int[10];
        check(() -> kernels.multiplyIntegers(integers, one, sums));
    }

    @Test
    void gradientAllocatesNothing() throws InterruptedException {
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
    void wholeGradientAllocatesNothing() throws InterruptedException {
        check(() ->
                kernels.wholeGradient(
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
    void denseGradientAllocatesNothing() throws InterruptedException {
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
    void elementwiseKernelsAllocateNothing() throws InterruptedException {
        check(() -> kernels.relu(10, y.memory(), 0, y.memory(), 0));
        check(() -> kernels.reluBackward(10, y.memory(), 0, y.memory(), 0, y.memory(), 0));
        check(() -> kernels.rowSums(0, 10, bias, y.memory(), y.tileBytes(), 1));
        check(() -> kernels.countPositive(10, 60, counts, y.memory(), 0));
    }

    @Test
    void softmaxAllocatesNothing() throws InterruptedException {
        check(() -> kernels.softmax(10, y.memory(), 0, y.memory(), 0));
    }

    /// Compilation happens on another thread and may come late on a busy machine, so a kernel has
    /// many chances to show that it can do without.
    private static void check(Runnable kernel) throws InterruptedException {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long bytes = Long.MAX_VALUE;
        long start = System.nanoTime();
        for (int chance = 0;
                bytes > LIMIT && System.nanoTime() - start < PATIENCE_NANOS;
                chance++) {
            for (int i = 0; i < WARM_UP; i++) {
                kernel.run();
            }
            Thread.sleep(chance); // lets the compiler have the processor
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < CALLS; i++) {
                kernel.run();
            }
            bytes = threads.getCurrentThreadAllocatedBytes() - before;
        }
        assertTrue(bytes <= LIMIT, bytes + " bytes in " + CALLS + " calls");
    }
}
