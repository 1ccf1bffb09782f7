package filigree.bench;

import filigree.model.kernel.KernelProvider;
import filigree.model.kernel.Kernels;
import filigree.model.kernel.PanelRows;
import filigree.model.kernel.ScalarKernels;
import filigree.model.kernel.SparseRows;
import filigree.model.kernel.Tiles;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// The kernels on a 1000 x 1000 layer and a batch of 128, one thread: two tiles a call.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class KernelBench {
    static final int SIZE = 1000;
    private static final int TILES = 2;
    private static final long TILE = SIZE * Tiles.ROW_BYTES;

    @Param("0.1")
    public double density;

    @Param("best")
    public String kernels;

    private Kernels tested = new ScalarKernels();
    private SparseRows weights = new SparseRows(1, 1, new int[2], new int[0], new float[0]);
    private PanelRows packed = PanelRows.of(weights);
    private float[] gradients = {};
    private final float[] bias = new float[SIZE];
    private MemorySegment x = MemorySegment.NULL;
    private MemorySegment y = MemorySegment.NULL;

    @Setup
    public void fill() {
        tested = kernels.equals("best") ? KernelProvider.best() : new ScalarKernels();
        weights = random(new Random(1), density);
        packed = PanelRows.of(weights);
        gradients = new float[weights.values.length];
        x = memory(new Random(2));
        y = memory(new Random(3));
    }

    private static MemorySegment memory(Random random) {
        MemorySegment m = Arena.ofAuto().allocate(TILES * TILE, 64);
        for (long i = 0; i < TILES * TILE / 4; i++) {
            m.setAtIndex(ValueLayout.JAVA_FLOAT, i, random.nextFloat() - 0.5f);
        }
        return m;
    }

    private static SparseRows random(Random random, double density) {
        int perRow = (int) Math.round(SIZE * density);
        int[] starts = new int[SIZE + 1];
        int[] indices = new int[SIZE * perRow];
        float[] values = new float[SIZE * perRow];
        for (int i = 0; i < SIZE; i++) {
            starts[i + 1] = starts[i] + perRow;
            int[] row = random.ints(0, SIZE).distinct().limit(perRow).sorted().toArray();
            System.arraycopy(row, 0, indices, starts[i], perRow);
        }
        for (int k = 0; k < values.length; k++) {
            values[k] = random.nextFloat() - 0.5f;
        }
        return new SparseRows(SIZE, SIZE, starts, indices, values);
    }

    /// Forward: `Y = W X + b`.
    @Benchmark
    public MemorySegment multiply() {
        for (int t = 0; t < TILES; t++) {
            tested.multiply(packed, bias, x, t * TILE, y, t * TILE);
        }
        return y;
    }

    /// `dW` on the mask.
    @Benchmark
    public float[] gradient() {
        tested.gradient(weights, 0, SIZE, gradients, x, TILE, y, TILE, TILES);
        return gradients;
    }
}
