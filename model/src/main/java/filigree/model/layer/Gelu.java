package filigree.model.layer;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import filigree.model.kernel.Tiles;
import filigree.model.matrix.Activations;
import java.lang.foreign.MemorySegment;
import java.util.List;

/// The Gaussian error linear unit in its exact form, not the tanh one (Hendrycks and Gimpel 2016,
/// arXiv:1606.08415).
///
/// ```
/// y = x P(x)      dy/dx = P(x) + x p(x)      P, p: distribution and density of N(0, 1)
/// ```
///
/// P comes from Abramowitz and Stegun 1964, 7.1.26, off by 8e-8 at most: about the last bit of f32.
///
/// @param size features in and out
public record Gelu(String name, int size) implements Layer {
    private static final float DENSITY_AT_0 = 0.3989423f; // 1 / sqrt(2 pi)
    private static final float SLOPE = 0.23164189f; // 0.3275911 / sqrt(2): 7.1.26 in x / sqrt(2)

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
        MemorySegment x = in.memory();
        MemorySegment y = out.memory();
        long xAt = tile * in.tileBytes();
        long yAt = tile * out.tileBytes();
        for (long b = 0; b < size * Tiles.ROW_BYTES; b += Float.BYTES) {
            y.set(JAVA_FLOAT, yAt + b, value(x.get(JAVA_FLOAT, xAt + b)));
        }
    }

    @Override
    public void backward(
            Activations in, Activations out, Activations dOut, Activations dIn, int tile) {
        MemorySegment x = in.memory();
        MemorySegment dy = dOut.memory();
        MemorySegment dx = dIn.memory();
        long xAt = tile * in.tileBytes();
        long dyAt = tile * dOut.tileBytes();
        long dxAt = tile * dIn.tileBytes();
        for (long b = 0; b < size * Tiles.ROW_BYTES; b += Float.BYTES) {
            float d = slope(x.get(JAVA_FLOAT, xAt + b));
            dx.set(JAVA_FLOAT, dxAt + b, d * dy.get(JAVA_FLOAT, dyAt + b));
        }
    }

    static float value(float x) {
        return x * below(x, bell(x));
    }

    static float slope(float x) {
        float bell = bell(x);
        return below(x, bell) + x * DENSITY_AT_0 * bell;
    }

    /// exp(-x^2 / 2).
    private static float bell(float x) {
        return Exponential.of(-0.5f * x * x);
    }

    /// P(x): how much of N(0, 1) lies below x.
    private static float below(float x, float bell) {
        float t = 1 / (1 + SLOPE * Math.abs(x));
        float sum = 1.0614054f * t - 1.453152f;
        sum = sum * t + 1.4214138f;
        sum = sum * t - 0.28449672f;
        sum = sum * t + 0.2548296f;
        float tail = 0.5f * sum * t * bell;
        return x < 0 ? tail : 1 - tail;
    }
}
