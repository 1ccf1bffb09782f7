package filigree.model.topology;

import java.util.Arrays;

/// What a layer's weights multiply over calibration data, summed up in double precision: the
/// squares of each input and, if wanted, all products of two.
public final class InputMoments {
    private final int inputs;
    private final double[] squares;
    private final double[] products; // [inputs, inputs], the lower triangle; empty if not wanted
    private long count;

    /// @param inputs columns of the layer's weight
    /// @param withProducts whether [#hessian()] will be asked for; costs 8 bytes a pair of inputs
    public InputMoments(int inputs, boolean withProducts) {
        this.inputs = inputs;
        this.squares = new double[inputs];
        this.products = new double[withProducts ? Math.multiplyExact(inputs, inputs) : 0];
    }

    /// Adds one column of inputs: an example, a token, or the patch under a pixel.
    ///
    /// @param x length `inputs`, only read
    public void add(float[] x) {
        count++;
        for (int i = 0; i < inputs; i++) {
            double xi = x[i];
            squares[i] += xi * xi;
            if (products.length > 0 && xi != 0) {
                for (int j = 0; j <= i; j++) {
                    products[i * inputs + j] += xi * x[j];
                }
            }
        }
    }

    /// L2 norm of each input over all columns: a new array.
    public double[] norms() {
        return Arrays.stream(squares).map(Math::sqrt).toArray();
    }

    /// `H = 2/N X X^T`, `[inputs, inputs]`, N the number of columns: a new array.
    public double[] hessian() {
        double[] h = new double[products.length];
        for (int i = 0; i < inputs; i++) {
            for (int j = 0; j <= i; j++) {
                h[i * inputs + j] = 2 * products[i * inputs + j] / count;
                h[j * inputs + i] = h[i * inputs + j];
            }
        }
        return h;
    }
}
