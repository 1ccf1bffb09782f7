package filigree.model.kernel;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import filigree.model.matrix.Activations;
import filigree.model.matrix.CsrMatrix;
import filigree.model.matrix.ProductForm;
import filigree.model.sparsity.Mask;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The fast loops of convolutional networks against the plain ones, over awkward sizes.
class ImageKernelParityTest {
    private static final double ROUNDING = 4e-6;

    private final ImageKernels fast = KernelProvider.best().images();
    private final ImageKernels plain = new ScalarKernels().images();

    /// @param rows output channels, some of them without a weight
    record Case(Convolution g, int rows, int batch, double density) {
        @Override
        public String toString() {
            return "%d x %d x %d, kernel %d x %d, stride %d, padding %d, %d rows, batch %d"
                    .formatted(
                            g.channels,
                            g.height,
                            g.width,
                            g.kernelHeight,
                            g.kernelWidth,
                            g.stride,
                            g.padding,
                            rows,
                            batch);
        }
    }

    static List<Case> convolutions() {
        List<Case> cases = new ArrayList<>();
        int[] batches = {1, 64, 65, 130};
        for (int kernel = 1; kernel <= 5; kernel += 2) {
            for (int stride = 1; stride <= 3; stride++) {
                for (int padding = 0; padding < kernel; padding++) {
                    int n = cases.size();
                    int height = 5 + n % 3;
                    int width = 5 + n % 4;
                    var g = new Convolution(1 + n % 3, height, width, kernel, 1, stride, 0);
                    int batch = batches[n % batches.length];
                    cases.add(new Case(g, 4, batch, 0.4));
                    g = new Convolution(1 + n % 2, height, width, kernel, kernel, stride, padding);
                    cases.add(new Case(g, 1 + n % 5, batch, n % 2 == 0 ? 1 : 0.3));
                }
            }
        }
        return cases;
    }

    @ParameterizedTest
    @MethodSource("convolutions")
    void convolutionsAgree(Case c) {
        var random = new SplittableRandom(c.toString().hashCode());
        int columns = c.g.columns();
        var w =
                new CsrMatrix(
                        Mask.where(
                                c.rows,
                                columns,
                                i -> i / columns != 2 && random.nextDouble() < c.density));
        for (int k = 0; k < w.values().length; k++) {
            w.values()[k] = (float) random.nextDouble(-1, 1);
        }
        w.use(ProductForm.ROWS);
        float[] bias = new float[c.rows];
        bias[0] = 1;
        Activations x = KernelCases.random(random, c.g.inputSize(), c.batch);
        Activations dy = KernelCases.random(random, c.rows * c.g.outPixels(), c.batch);
        compare(
                "forward",
                k -> {
                    var y = new Activations(dy.features(), c.batch);
                    return inChannels(
                            c.rows,
                            y,
                            (tile, from, to) ->
                                    k.convolve(
                                            c.g,
                                            w.rows(),
                                            from,
                                            to,
                                            bias,
                                            x.memory(),
                                            tile * x.tileBytes(),
                                            y.memory(),
                                            tile * y.tileBytes()));
                });
        compare(
                "backward",
                k -> {
                    Activations dx = KernelCases.random(random, c.g.inputSize(), c.batch);
                    return inChannels(
                            c.g.channels,
                            dx,
                            (tile, from, to) ->
                                    k.convolveBackward(
                                            c.g,
                                            w.columns(),
                                            from,
                                            to,
                                            dy.memory(),
                                            tile * dy.tileBytes(),
                                            dx.memory(),
                                            tile * dx.tileBytes()));
                });
        int from = c.rows / 3;
        compare(
                "gradient",
                k -> {
                    float[] gradients = new float[w.values().length];
                    k.convolutionGradient(
                            c.g,
                            w.rows(),
                            from,
                            c.rows,
                            gradients,
                            x.memory(),
                            x.tileBytes(),
                            dy.memory(),
                            dy.tileBytes(),
                            x.tiles());
                    return gradients;
                });
        compare(
                "dense gradient",
                k -> {
                    float[] gradients = new float[(c.rows - from) * columns];
                    k.denseConvolutionGradient(
                            c.g,
                            from,
                            c.rows,
                            gradients,
                            x.memory(),
                            x.tileBytes(),
                            dy.memory(),
                            dy.tileBytes(),
                            x.tiles());
                    return gradients;
                });
        compare(
                "channel sums",
                64 * dy.tiles() * c.g.outPixels(),
                k -> {
                    float[] sums = new float[c.rows];
                    k.channelSums(
                            c.g.outPixels(),
                            from,
                            c.rows,
                            sums,
                            dy.memory(),
                            dy.tileBytes(),
                            dy.tiles());
                    return sums;
                });
    }

    static List<Pooling> poolings() {
        return List.of(
                new Pooling(1, 1, 1, 1),
                new Pooling(3, 4, 6, 2),
                new Pooling(2, 5, 7, 2),
                new Pooling(2, 7, 8, 3));
    }

    /// Whole numbers, so that windows have ties; pixels beyond the last window get no gradient.
    @ParameterizedTest
    @MethodSource("poolings")
    void poolingsAgree(Pooling g) {
        var random = new SplittableRandom(1);
        var x = new Activations(g.inputSize(), 64);
        for (int f = 0; f < g.inputSize(); f++) {
            for (int c = 0; c < 64; c++) {
                x.set(f, c, random.nextInt(3));
            }
        }
        Activations dy = KernelCases.random(random, g.outputSize(), 64);
        for (ImageKernels k : List.of(fast, plain)) {
            var y = new Activations(g.outputSize(), 64);
            k.maxPool(g, 0, g.channels(), x.memory(), 0, y.memory(), 0);
            Activations dx = KernelCases.random(random, g.inputSize(), 64);
            k.maxPoolBackward(
                    g,
                    0,
                    g.channels(),
                    x.memory(),
                    0,
                    y.memory(),
                    0,
                    dy.memory(),
                    0,
                    dx.memory(),
                    0);
            assertEquals(sum(dy), sum(dx), 1e-3);
        }
        compare(
                "max",
                k -> {
                    var y = new Activations(g.outputSize(), 64);
                    return inChannels(
                            g.channels(),
                            y,
                            (_, from, to) -> k.maxPool(g, from, to, x.memory(), 0, y.memory(), 0));
                });
        compare(
                "max backward",
                k -> {
                    var y = new Activations(g.outputSize(), 64);
                    k.maxPool(g, 0, g.channels(), x.memory(), 0, y.memory(), 0);
                    Activations dx = KernelCases.random(random, g.inputSize(), 64);
                    return inChannels(
                            g.channels(),
                            dx,
                            (_, from, to) ->
                                    k.maxPoolBackward(
                                            g,
                                            from,
                                            to,
                                            x.memory(),
                                            0,
                                            y.memory(),
                                            0,
                                            dy.memory(),
                                            0,
                                            dx.memory(),
                                            0));
                });
        compare(
                "mean",
                k -> {
                    var y = new Activations(g.outputSize(), 64);
                    return inChannels(
                            g.channels(),
                            y,
                            (_, from, to) ->
                                    k.averagePool(g, from, to, x.memory(), 0, y.memory(), 0));
                });
        compare(
                "mean backward",
                k -> {
                    Activations dx = KernelCases.random(random, g.inputSize(), 64);
                    return inChannels(
                            g.channels(),
                            dx,
                            (_, from, to) ->
                                    k.averagePoolBackward(
                                            g, from, to, dy.memory(), 0, dx.memory(), 0));
                });
    }

    private interface SomeChannels {
        void of(int tile, int from, int to);
    }

    /// Has all channels of each tile computed at once; then, over numbers of no meaning, one by one
    /// and the last one first, which must give the same bits.
    private static float[] inChannels(int channels, Activations result, SomeChannels computation) {
        for (int tile = 0; tile < result.tiles(); tile++) {
            computation.of(tile, 0, channels);
        }
        float[] atOnce = result.memory().toArray(JAVA_FLOAT);
        result.memory().fill((byte) 0x41);
        for (int tile = 0; tile < result.tiles(); tile++) {
            for (int channel = channels - 1; channel >= 0; channel--) {
                computation.of(tile, channel, channel + 1);
            }
        }
        assertArrayEquals(atOnce, result.memory().toArray(JAVA_FLOAT), "one by one");
        return atOnce;
    }

    private static double sum(Activations a) {
        double sum = 0;
        for (float v : a.memory().toArray(JAVA_FLOAT)) {
            sum += v;
        }
        return sum;
    }

    private interface Computation {
        float[] with(ImageKernels kernels);
    }

    private void compare(String what, Computation computation) {
        compare(what, 1, computation);
    }

    /// @param terms of a sum whose terms may cancel; each is about 1
    private void compare(String what, int terms, Computation computation) {
        float[] expected = computation.with(plain);
        float[] actual = computation.with(fast);
        assertEquals(expected.length, actual.length);
        double largest = Math.sqrt(terms);
        for (float e : expected) {
            largest = Math.max(largest, Math.abs(e));
        }
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], actual[i], ROUNDING * largest, what + " at " + i);
        }
        assertArrayEquals(actual, computation.with(fast), what + " twice");
    }
}
