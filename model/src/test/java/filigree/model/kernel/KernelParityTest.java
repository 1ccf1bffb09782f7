package filigree.model.kernel;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import filigree.model.ChildJvm;
import filigree.model.matrix.Activations;
import filigree.model.matrix.CsrMatrix;
import filigree.model.matrix.EjmlExchange;
import filigree.model.matrix.ProductForm;
import filigree.model.sparsity.Mask;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.SplittableRandom;
import org.ejml.data.FMatrixRMaj;
import org.ejml.sparse.csc.CommonOps_FSCC;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KernelParityTest {
    static List<KernelCases.Sizes> sizes() {
        return KernelCases.all();
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void fastKernelsAgreeWithPlainOnes(KernelCases.Sizes sizes) {
        new KernelCases(KernelProvider.best(), sizes).check();
    }

    @Test
    void theBuildTestsTheVectorKernels() {
        assertTrue(
                KernelProvider.best().name().startsWith("vector-"),
                "run with --add-modules=jdk.incubator.vector");
    }

    @Test
    void registersOf256BitsAgreeToo() {
        assumeBits(256);
        checkChild("-XX:UseAVX=2", "vector-256");
    }

    @Test
    void registersOf128BitsAgreeToo() {
        assumeBits(256); // narrower than what this machine has, so AVX can be turned down
        checkChild("-XX:UseAVX=1", "vector-128");
    }

    /// Without leave for native access every load is checked.
    @Test
    void checkedLoadsAgreeToo() {
        String name = KernelProvider.best().name();
        checkChild("-Dfiligree.checked=true", name);
        checkChild("--enable-native-access=ALL-UNNAMED", name);
    }

    private static void assumeBits(int least) {
        int bits = Integer.parseInt(KernelProvider.best().name().substring("vector-".length()));
        boolean x86 = List.of("amd64", "x86_64").contains(System.getProperty("os.arch"));
        assumeTrue(x86 && bits >= least, "this processor has no registers of " + least + " bits");
    }

    private static void checkChild(String flag, String name) {
        var result = ChildJvm.run(KernelCases.class, List.of(flag));
        assertEquals(0, result.exitCode(), result.output());
        assertEquals(name, result.lastLine(), result.output());
    }

    /// An independent library computes `W X`.
    @ParameterizedTest
    @MethodSource("sizes")
    void multiplyAgreesWithEjml(KernelCases.Sizes sizes) {
        var random = new SplittableRandom(sizes.hashCode());
        var w =
                new CsrMatrix(
                        Mask.where(
                                sizes.rows(),
                                sizes.columns(),
                                _ -> random.nextDouble() < sizes.density()));
        for (int k = 0; k < w.values().length; k++) {
            w.values()[k] = (float) random.nextDouble(-1, 1);
        }
        w.use(ProductForm.PANELS);
        Activations x = KernelCases.random(random, sizes.columns(), sizes.batch());
        var dense = new FMatrixRMaj(sizes.columns(), sizes.batch());
        for (int j = 0; j < sizes.columns(); j++) {
            for (int c = 0; c < sizes.batch(); c++) {
                dense.set(j, c, x.get(j, c));
            }
        }
        FMatrixRMaj expected = new FMatrixRMaj(sizes.rows(), sizes.batch());
        CommonOps_FSCC.mult(EjmlExchange.toEjml(w), dense, expected);

        var y = new Activations(sizes.rows(), sizes.batch());
        for (int tile = 0; tile < x.tiles(); tile++) {
            KernelProvider.best()
                    .multiply(
                            w.packed(),
                            new float[0],
                            x.memory(),
                            tile * x.tileBytes(),
                            y.memory(),
                            tile * y.tileBytes());
        }
        for (int i = 0; i < sizes.rows(); i++) {
            for (int c = 0; c < sizes.batch(); c++) {
                assertEquals(expected.get(i, c), y.get(i, c), 2e-5, i + ", " + c);
            }
        }
    }

    @Test
    void softmaxSurvivesLargeNumbersAndShowsWhatIsNone() {
        for (Kernels kernels : List.of(KernelProvider.best(), new ScalarKernels())) {
            var z = new Activations(3, 4);
            float[][] columns = {
                {1e30f, 0, -1e30f}, {-1e30f, -1e30f, -1e30f}, {0, 0, 0}, {Float.NaN, 0, 0}
            };
            for (int c = 0; c < columns.length; c++) {
                for (int i = 0; i < 3; i++) {
                    z.set(i, c, columns[c][i]);
                }
            }
            var p = new Activations(3, 4);
            kernels.softmax(3, z.memory(), 0, p.memory(), 0);
            assertEquals(1, p.get(0, 0), 1e-6);
            assertEquals(0, p.get(2, 0), 1e-6);
            assertEquals(1 / 3f, p.get(1, 1), 1e-6);
            assertEquals(1 / 3f, p.get(1, 2), 1e-6);
            assertTrue(Float.isNaN(p.get(1, 3)), kernels.name() + " hides that a number is none");
        }
    }

    /// Kernels change nothing when the virtual machine compiles them.
    @Test
    void interpretedAndCompiledCodeGiveTheSameBits() {
        Kernels kernels = KernelProvider.best();
        var random = new SplittableRandom(1);
        int rows = 10;
        Activations z = KernelCases.random(random, rows, 64);
        Activations x = KernelCases.random(random, 20, 64);
        var p = new Activations(rows, 64);
        var y = new Activations(rows, 64);
        var full = new CsrMatrix(Mask.full(rows, 20));
        for (int k = 0; k < full.values().length; k++) {
            full.values()[k] = z.get(k / 20, k % 20);
        }
        full.use(ProductForm.PANELS);
        float[] dense = new float[rows * 20];
        float[] whole = new float[rows * 20];
        List<Object> first = List.of();
        for (int call = 0; call <= 20_000; call++) {
            kernels.softmax(rows, z.memory(), 0, p.memory(), 0);
            if (call % 100 == 0) {
                long xTile = x.tileBytes();
                long zTile = z.tileBytes();
                kernels.denseGradient(0, rows, 20, dense, x.memory(), xTile, z.memory(), zTile, 1);
                kernels.wholeGradient(0, rows, 20, whole, x.memory(), xTile, z.memory(), zTile, 1);
                kernels.multiply(full.packed(), new float[0], x.memory(), 0, y.memory(), 0);
            }
            if (call == 0) {
                first = bits(p, y, dense, whole);
            }
        }
        assertEquals(first, bits(p, y, dense, whole));
    }

    private static List<Object> bits(Activations p, Activations y, float[] dense, float[] whole) {
        return List.of(
                ByteBuffer.wrap(p.memory().toArray(JAVA_BYTE)),
                ByteBuffer.wrap(y.memory().toArray(JAVA_BYTE)),
                FloatBuffer.wrap(dense.clone()),
                FloatBuffer.wrap(whole.clone()));
    }
}
