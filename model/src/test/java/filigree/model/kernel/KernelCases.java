package filigree.model.kernel;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import filigree.model.matrix.Activations;
import filigree.model.matrix.CsrMatrix;
import filigree.model.matrix.ProductForm;
import filigree.model.sparsity.Mask;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/// One implementation of the kernels against the plain one, over awkward sizes. It also runs on its
/// own, so that a virtual machine with narrower registers can be asked.
public final class KernelCases {
    /// Sums of n terms in another order differ by a few roundings of the terms' own size.
    private static final double ROUNDING = 1e-6;

    private static final float UNTOUCHED = 12345;

    /// @param rows outputs
    /// @param columns inputs
    /// @param batch columns of the activations; 64 fill a tile
    /// @param density share of active weights; some rows are empty unless it is 1
    public record Sizes(int rows, int columns, int batch, double density) {}

    private final Kernels kernels;
    private final Kernels plain = new ScalarKernels();
    private final Sizes sizes;
    private final CsrMatrix w;
    private final float[] bias;
    private final Activations x;
    private final Activations dy;

    public KernelCases(Kernels kernels, Sizes sizes) {
        this.kernels = kernels;
        this.sizes = sizes;
        var random = new SplittableRandom(sizes.hashCode());
        int rows = sizes.rows();
        int columns = sizes.columns();
        Mask mask =
                Mask.where(
                        rows,
                        columns,
                        i ->
                                sizes.density() == 1
                                        || ((i / columns) % (sizes.density() > .9 ? 5 : 3) != 1
                                                && random.nextDouble() < sizes.density()));
        this.w = new CsrMatrix(mask);
        fill(random, w.values());
        w.use(ProductForm.PANELS);
        this.bias = new float[rows];
        fill(random, bias);
        this.x = random(random, columns, sizes.batch());
        this.dy = random(random, rows, sizes.batch());
    }

    /// Every combination worth trying.
    public static List<Sizes> all() {
        List<Sizes> all = new ArrayList<>();
        int[] batches = {1, 63, 64, 65, 130, 257, 300}; // one to five tiles
        int n = 0;
        for (int rows : new int[] {1, 2, 3, 7, 64, 65}) {
            for (int columns : new int[] {1, 5, 63, 64, 65, 130}) {
                double density = n % 3 == 0 ? 1 : n % 3 == 1 ? 0.4 : 0.05;
                all.add(new Sizes(rows, columns, batches[n++ % batches.length], density));
            }
        }
        all.add(new Sizes(20, 700, 65, 0.3)); // several panels
        all.add(new Sizes(300, 40, 130, 0.2)); // several when transposed
        all.add(new Sizes(3, 70_000, 1, 0.03)); // columns beyond 16 bits
        all.add(new Sizes(66, 131, 130, 0.99)); // whole, with zeros: four rows in five
        all.add(new Sizes(6, 190, 64, 0.99));
        all.add(new Sizes(67, 600, 1, 0.99)); // rows of more than 256
        return all;
    }

    /// Compares every kernel.
    ///
    /// @throws AssertionError naming the first difference
    public void check() {
        for (int tile = 0; tile < x.tiles(); tile++) {
            lookUp(tile);
            multiply(tile);
            multiplyWithRelu(tile);
            relu(tile);
            softmax(tile);
            countPositive(tile);
        }
        multiplyColumn();
        multiplyIntegers(false);
        multiplyIntegers(true);
        gradient();
        denseGradient();
        wholeGradient();
        rowSums();
    }

    /// All features but some at both ends; the same bits, and nothing else is touched.
    private void lookUp(int tile) {
        var random = new SplittableRandom(tile);
        int features = sizes.columns();
        byte[] source = new byte[7 * features];
        random.nextBytes(source);
        int[] examples = random.ints(sizes.batch(), 0, 7).toArray();
        float[] table = new float[300];
        fill(random, table);
        int from = features / 9;
        int to = features - features / 7;
        var rows = new ByteRows();
        rows.set(source, features, examples, tile * Tiles.COLUMNS, x.columnsOf(tile));
        Activations expected = blank(features);
        Activations actual = blank(features);
        long at = tile * x.tileBytes();
        plain.lookUp(rows, from, to, table, 44, expected.memory(), at);
        kernels.lookUp(rows, from, to, table, 44, actual.memory(), at);
        for (int f = 0; f < features; f++) {
            for (int c = 0; c < sizes.batch(); c++) { // padding may hold anything
                if (expected.get(f, c) != actual.get(f, c)) {
                    throw new AssertionError("%s: lookUp of %d, %d".formatted(this, f, c));
                }
            }
        }
    }

    private void multiply(int tile) {
        for (float[] b : new float[][] {bias, {}}) {
            Activations expected = blank(sizes.rows());
            Activations actual = blank(sizes.rows());
            multiply(plain, w.packed(), b, x, expected, tile);
            multiply(kernels, w.packed(), b, x, actual, tile);
            compare("multiply", floats(expected), floats(actual), sizes.columns() + 1);
            if (kernels.name().startsWith("vector")) {
                leftToRight(b, floats(actual), tile);
            }
        }
        Activations expected = blank(sizes.columns());
        Activations actual = blank(sizes.columns());
        multiply(plain, w.transposed(), new float[0], dy, expected, tile);
        multiply(kernels, w.transposed(), new float[0], dy, actual, tile);
        compare("multiply, transposed", floats(expected), floats(actual), sizes.rows());
    }

    /// However the weights are packed, a row's products are added from left to right.
    private void leftToRight(float[] b, float[] actual, int tile) {
        for (int i = 0; i < sizes.rows(); i++) {
            int column = tile * Tiles.COLUMNS;
            float sum = b.length == 0 ? 0 : b[i];
            for (int k = w.mask().rowStarts()[i]; k < w.mask().rowStarts()[i + 1]; k++) {
                sum = Math.fma(w.values()[k], x.get(w.mask().column(k), column), sum);
            }
            float other = actual[(tile * sizes.rows() + i) * Tiles.COLUMNS];
            if (sum != other) {
                throw new AssertionError("%s: row %d: %s, %s".formatted(this, i, sum, other));
            }
        }
    }

    private void multiplyWithRelu(int tile) {
        long xAt = tile * x.tileBytes();
        long dyAt = tile * dy.tileBytes();
        Activations expected = blank(sizes.rows());
        Activations actual = blank(sizes.rows());
        plain.multiplyRelu(w.packed(), bias, x.memory(), xAt, expected.memory(), dyAt);
        kernels.multiplyRelu(w.packed(), bias, x.memory(), xAt, actual.memory(), dyAt);
        compare("multiplyRelu", floats(expected), floats(actual), sizes.columns() + 1);
        expected = blank(sizes.columns());
        actual = blank(sizes.columns());
        PanelRows t = w.transposed();
        MemorySegment on = x.memory();
        plain.multiplyWhere(t, on, xAt, dy.memory(), dyAt, expected.memory(), xAt);
        kernels.multiplyWhere(t, on, xAt, dy.memory(), dyAt, actual.memory(), xAt);
        compare("multiplyWhere", floats(expected), floats(actual), sizes.rows());
    }

    private static void multiply(
            Kernels k, PanelRows w, float[] bias, Activations in, Activations out, int tile) {
        k.multiply(
                w, bias, in.memory(), tile * in.tileBytes(), out.memory(), tile * out.tileBytes());
    }

    /// Both against the first column of the plain product.
    private void multiplyColumn() {
        Activations y = blank(sizes.rows());
        plain.multiplyRelu(w.packed(), bias, x.memory(), 0, y.memory(), 0);
        float[] expected = new float[sizes.rows()];
        for (int i = 0; i < expected.length; i++) {
            expected[i] = y.get(i, 0);
        }
        MemorySegment in = SlicedRows.column(sizes.columns());
        for (int j = 0; j < sizes.columns(); j++) {
            in.set(JAVA_FLOAT, j * 4L, x.get(j, 0));
        }
        MemorySegment b = SlicedRows.column(sizes.rows());
        MemorySegment.copy(bias, 0, b, JAVA_FLOAT, 0, bias.length);
        SlicedRows sliced = SlicedRows.of(w.rows());
        for (Kernels k : List.of(plain, kernels)) {
            MemorySegment out = SlicedRows.column(sizes.rows());
            out.fill((byte) 7);
            k.multiplyColumn(sliced, b, in, out, 0);
            float[] actual = new float[sizes.rows()];
            MemorySegment.copy(out, JAVA_FLOAT, 0, actual, 0, actual.length);
            compare("multiplyColumn, " + k.name(), expected, actual, sizes.columns() + 1);
        }
    }

    /// The very numbers.
    ///
    /// @param largest whether all numbers are as large as they can be
    private void multiplyIntegers(boolean largest) {
        var random = new SplittableRandom(1);
        SparseRows mask = w.rows();
        byte[] weights = new byte[mask.values.length];
        for (int k = 0; k < weights.length; k++) {
            int sign = random.nextInt(8) == 0 ? 1 : -1;
            weights[k] = (byte) (largest ? 127 * sign : random.nextInt(-127, 128));
        }
        byte[] numbers = new byte[mask.columns];
        random.nextBytes(numbers);
        MemorySegment in = IntegerRows.column(mask.columns);
        for (int j = 0; j < numbers.length; j++) {
            numbers[j] = largest ? (byte) 255 : numbers[j];
            in.set(JAVA_BYTE, j, numbers[j]);
        }
        IntegerRows rows =
                IntegerRows.of(
                        mask.rows, mask.columns, mask.starts, w.mask().columnIndices(), weights);
        for (Kernels k : List.of(plain, kernels)) {
            int[] sums = new int[mask.rows];
            Arrays.fill(sums, (int) UNTOUCHED);
            k.multiplyIntegers(rows, in, sums);
            for (int i = 0; i < sums.length; i++) {
                int expected = 0;
                for (int n = mask.starts[i]; n < mask.starts[i + 1]; n++) {
                    expected += weights[n] * (numbers[mask.column(n)] & 0xff);
                }
                if (sums[i] != expected) {
                    throw new AssertionError(
                            "multiplyIntegers, %s, %s, row %d: %d instead of %d"
                                    .formatted(k.name(), sizes, i, sums[i], expected));
                }
            }
        }
    }

    private void gradient() {
        int from = sizes.rows() / 3;
        int to = Math.max(from, sizes.rows() - sizes.rows() / 5);
        float[] expected = untouched(w.values().length);
        float[] actual = untouched(w.values().length);
        gradient(plain, from, to, expected);
        gradient(kernels, from, to, actual);
        compare("gradient", expected, actual, x.tiles() * Tiles.COLUMNS);
    }

    private void gradient(Kernels k, int from, int to, float[] gradients) {
        k.gradient(
                w.rows(),
                from,
                to,
                gradients,
                x.memory(),
                x.tileBytes(),
                dy.memory(),
                dy.tileBytes(),
                x.tiles());
    }

    private void denseGradient() {
        int from = sizes.rows() / 4;
        int to = sizes.rows();
        float[] expected = untouched((to - from) * sizes.columns() + 1);
        float[] actual = expected.clone();
        denseGradient(plain, from, to, expected);
        denseGradient(kernels, from, to, actual);
        compare("denseGradient", expected, actual, x.tiles() * Tiles.COLUMNS);
    }

    private void denseGradient(Kernels k, int from, int to, float[] gradients) {
        k.denseGradient(
                from,
                to,
                sizes.columns(),
                gradients,
                x.memory(),
                x.tileBytes(),
                dy.memory(),
                dy.tileBytes(),
                x.tiles());
    }

    private void wholeGradient() {
        int from = sizes.rows() / 4;
        float[] expected = untouched(sizes.rows() * sizes.columns());
        float[] actual = expected.clone();
        wholeGradient(plain, from, expected);
        wholeGradient(kernels, from, actual);
        compare("wholeGradient", expected, actual, x.tiles() * Tiles.COLUMNS);
        float[] pieces = untouched(actual.length);
        for (int i = from; i < sizes.rows(); i++) {
            kernels.wholeGradient(
                    i,
                    i + 1,
                    sizes.columns(),
                    pieces,
                    x.memory(),
                    x.tileBytes(),
                    dy.memory(),
                    dy.tileBytes(),
                    x.tiles());
        }
        if (!java.util.Arrays.equals(actual, pieces)) {
            throw new AssertionError(this + ": wholeGradient depends on how rows are cut");
        }
    }

    private void wholeGradient(Kernels k, int from, float[] gradients) {
        k.wholeGradient(
                from,
                sizes.rows(),
                sizes.columns(),
                gradients,
                x.memory(),
                x.tileBytes(),
                dy.memory(),
                dy.tileBytes(),
                x.tiles());
    }

    private void rowSums() {
        float[] expected = untouched(sizes.rows());
        float[] actual = untouched(sizes.rows());
        int from = sizes.rows() / 2;
        plain.rowSums(from, sizes.rows(), expected, dy.memory(), dy.tileBytes(), dy.tiles());
        kernels.rowSums(from, sizes.rows(), actual, dy.memory(), dy.tileBytes(), dy.tiles());
        compare("rowSums", expected, actual, dy.tiles() * Tiles.COLUMNS);
    }

    private void relu(int tile) {
        Activations expected = blank(sizes.rows());
        Activations actual = blank(sizes.rows());
        long at = tile * dy.tileBytes();
        plain.relu(sizes.rows(), dy.memory(), at, expected.memory(), at);
        kernels.relu(sizes.rows(), dy.memory(), at, actual.memory(), at);
        compare("relu", floats(expected), floats(actual), 0);
        Activations dExpected = blank(sizes.rows());
        Activations dActual = blank(sizes.rows());
        MemorySegment y = expected.memory();
        plain.reluBackward(sizes.rows(), y, at, dy.memory(), at, dExpected.memory(), at);
        kernels.reluBackward(sizes.rows(), y, at, dy.memory(), at, dActual.memory(), at);
        compare("reluBackward", floats(dExpected), floats(dActual), 0);
    }

    private void softmax(int tile) {
        Activations expected = blank(sizes.rows());
        Activations actual = blank(sizes.rows());
        long at = tile * dy.tileBytes();
        plain.softmax(sizes.rows(), dy.memory(), at, expected.memory(), at);
        kernels.softmax(sizes.rows(), dy.memory(), at, actual.memory(), at);
        compare("softmax", floats(expected), floats(actual), 2);
    }

    private void countPositive(int tile) {
        long[] expected = new long[sizes.rows()];
        long[] actual = new long[sizes.rows()];
        expected[0] = 3; // counts go on
        actual[0] = 3;
        long at = tile * dy.tileBytes();
        plain.countPositive(sizes.rows(), dy.columnsOf(tile), expected, dy.memory(), at);
        kernels.countPositive(sizes.rows(), dy.columnsOf(tile), actual, dy.memory(), at);
        for (int i = 0; i < expected.length; i++) {
            if (expected[i] != actual[i]) {
                throw new AssertionError(
                        "%s: countPositive %d is %d and should be %d"
                                .formatted(this, i, actual[i], expected[i]));
            }
        }
    }

    private void compare(String kernel, float[] expected, float[] actual, int terms) {
        double tolerance = ROUNDING * Math.sqrt(terms) * 4; // numbers are within [-2, 2]
        for (int i = 0; i < expected.length; i++) {
            if (!(Math.abs(expected[i] - actual[i]) <= tolerance)) {
                throw new AssertionError(
                        "%s: %s differs first at %d: %s, should be %s"
                                .formatted(this, kernel, i, actual[i], expected[i]));
            }
        }
    }

    private Activations blank(int features) {
        var a = new Activations(features, sizes.batch());
        for (long at = 0; at < a.memory().byteSize(); at += Float.BYTES) {
            a.memory().set(JAVA_FLOAT, at, UNTOUCHED);
        }
        return a;
    }

    private static float[] untouched(int n) {
        float[] a = new float[n];
        java.util.Arrays.fill(a, UNTOUCHED);
        return a;
    }

    private static float[] floats(Activations a) {
        return a.memory().toArray(JAVA_FLOAT);
    }

    static Activations random(SplittableRandom random, int features, int columns) {
        var a = new Activations(features, columns);
        for (int i = 0; i < features; i++) {
            for (int c = 0; c < columns; c++) {
                a.set(i, c, (float) random.nextDouble(-2, 2));
            }
        }
        return a;
    }

    private static void fill(SplittableRandom random, float[] a) {
        for (int i = 0; i < a.length; i++) {
            a[i] = (float) random.nextDouble(-1, 1);
        }
    }

    @Override
    public String toString() {
        return kernels.name() + " " + sizes;
    }

    /// Compares the best kernels of this machine; prints their name.
    public static void main(String[] arguments) {
        for (Sizes sizes : all()) {
            new KernelCases(KernelProvider.best(), sizes).check();
        }
        System.out.println(KernelProvider.best().name());
    }
}
