package filigree.model.layer;

import filigree.model.matrix.Activations;
import java.util.List;

/// The Gaussian error linear unit in its exact form, not the tanh one (Hendrycks and Gimpel 2016,
/// arXiv:1606.08415).
///
/// ```
/// y = x P(x)      dy/dx = P(x) + x p(x)      P, p: distribution and density of N(0, 1)
/// ```
///
/// P comes from Abramowitz and Stegun 1964, 7.1.26, off by 8e-8 at most: about the last bit of f32.
public final class Gelu implements Layer {
    private static final float DENSITY_AT_0 = 0.3989423f; // 1 / sqrt(2 pi)
    private static final float SLOPE = 0.23164189f; // 0.3275911 / sqrt(2): 7.1.26 in x / sqrt(2)

    private final String name;
    private final int size;
    private final ThreadLocal<Row> work = ThreadLocal.withInitial(Row::new);

    /// @param size features in and out
    public Gelu(String name, int size) {
        this.name = name;
        this.size = size;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int inputSize() {
        return size;
    }

    @Override
    public int outputSize() {
        return size;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of();
    }

    @Override
    public void forward(Activations in, Activations out, int tile) {
        Row row = work.get();
        for (int f = 0; f < size; f++) {
            TileRows.read(in, tile, f, 1, row.x);
            row.value();
            TileRows.write(row.y, out, tile, f, 1);
        }
    }

    @Override
    public void backward(
            Activations in, Activations out, Activations dOut, Activations dIn, int tile) {
        Row row = work.get();
        for (int f = 0; f < size; f++) {
            TileRows.read(in, tile, f, 1, row.x);
            TileRows.read(dOut, tile, f, 1, row.dy);
            row.slope();
            TileRows.write(row.dy, dIn, tile, f, 1);
        }
    }

    /// A thread's room for 64 numbers; no branches, so that the compiler can use vectors.
    static final class Row {
        final float[] x = new float[TileRows.COLUMNS];
        final float[] y = new float[TileRows.COLUMNS];
        final float[] dy = new float[TileRows.COLUMNS];
        private final float[] bell = new float[TileRows.COLUMNS]; // exp(-x^2 / 2)
        private final float[] powers = new float[TileRows.COLUMNS];

        /// Leaves y.
        void value() {
            findBell();
            for (int c = 0; c < TileRows.COLUMNS; c++) {
                y[c] = Math.max(x[c], 0) - Math.abs(x[c]) * tail(x[c], bell[c]);
            }
        }

        /// Multiplies dy by dy/dx.
        void slope() {
            findBell();
            for (int c = 0; c < TileRows.COLUMNS; c++) {
                float below = 0.5f + Math.signum(x[c]) * (0.5f - tail(x[c], bell[c]));
                dy[c] *= below + x[c] * DENSITY_AT_0 * bell[c];
            }
        }

        private void findBell() {
            for (int c = 0; c < TileRows.COLUMNS; c++) {
                bell[c] = -0.5f * x[c] * x[c];
            }
            Exponential.of(bell, powers);
        }

        /// How much of N(0, 1) lies beyond |x|.
        private static float tail(float x, float bell) {
            float t = 1 / (1 + SLOPE * Math.abs(x));
            float sum = 1.0614054f * t - 1.453152f;
            sum = sum * t + 1.4214138f;
            sum = sum * t - 0.28449672f;
            sum = sum * t + 0.2548296f;
            return 0.5f * sum * t * bell;
        }
    }
}
