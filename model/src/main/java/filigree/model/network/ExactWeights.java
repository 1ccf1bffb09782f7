package filigree.model.network;

import filigree.model.kernel.Convolution;
import filigree.model.layer.Conv2d;
import filigree.model.layer.Linear;
import filigree.model.layer.TrainableLayer;
import java.util.Arrays;

/// A layer with weights: each row multiplies the same patch of the input, once a pixel. A linear
/// layer has one pixel and its patch is the whole input.
///
/// ```
/// y  = W x + b       dL/dW = dy x^T           dL/dx = W^T dy
/// y' = W x' + V x    (dL/dW)' = dy' x^T + dy x'^T    (dL/dx)' = W^T dy' + V^T dy
/// ```
///
/// V is the direction, a prime the derivative along it.
final class ExactWeights implements ExactStep {
    final double[] weights;
    final double[] gradient;
    final double[] product; // of the Hessian with the direction
    private final double[] biases;
    private double[] direction = {}; // empty: no derivative along it is wanted
    private final int[] features; // [pixels, columns]: what a patch reads, -1 beyond the edge
    private final int columns;
    private final int pixels;
    private final ExactValue in;
    private final ExactValue out;
    private final boolean first; // nobody asks for the gradient of the network's input
    private final double[] patch;
    private final double[] patchTangent;
    private final double[] back;
    private final double[] backTangent;

    private ExactWeights(
            TrainableLayer layer, int[] features, ExactValue in, ExactValue out, boolean first) {
        float[] w = layer.weight().matrix().toDense(layer.weight().matrix().values());
        float[] b = layer.bias().matrix().values();
        this.weights = doubles(w);
        this.biases = doubles(b);
        this.gradient = new double[w.length];
        this.product = new double[w.length];
        this.features = features;
        this.columns = layer.weight().shape().columns();
        this.pixels = layer.positions();
        this.in = in;
        this.out = out;
        this.first = first;
        this.patch = new double[columns];
        this.patchTangent = new double[columns];
        this.back = new double[columns];
        this.backTangent = new double[columns];
    }

    static ExactWeights of(Linear layer, ExactValue in, ExactValue out, boolean first) {
        int[] features = new int[layer.inputSize()];
        Arrays.setAll(features, j -> j);
        return new ExactWeights(layer, features, in, out, first);
    }

    static ExactWeights of(Conv2d layer, ExactValue in, ExactValue out, boolean first) {
        Convolution g = layer.geometry();
        int[] features = new int[g.outPixels() * g.columns()];
        Arrays.setAll(features, k -> g.featureOf(k % g.columns(), k / g.columns()));
        return new ExactWeights(layer, features, in, out, first);
    }

    private static double[] doubles(float[] floats) {
        double[] doubles = new double[floats.length];
        Arrays.setAll(doubles, i -> floats[i]);
        return doubles;
    }

    void makeAbsolute() {
        Arrays.setAll(weights, i -> Math.abs(weights[i]));
        Arrays.setAll(biases, i -> Math.abs(biases[i]));
    }

    void restart(double[] along) {
        direction = along;
        Arrays.fill(gradient, 0);
        Arrays.fill(product, 0);
    }

    @Override
    public void forward() {
        for (int p = 0; p < pixels; p++) {
            read(p);
            for (int i = 0; i < biases.length; i++) {
                int at = i * columns;
                double sum = biases[i];
                for (int j = 0; j < columns; j++) {
                    sum += weights[at + j] * patch[j];
                }
                out.value[i * pixels + p] = sum;
                if (direction.length > 0) {
                    double change = 0;
                    for (int j = 0; j < columns; j++) {
                        change += weights[at + j] * patchTangent[j] + direction[at + j] * patch[j];
                    }
                    out.tangent[i * pixels + p] = change;
                }
            }
        }
    }

    @Override
    public void backward() {
        for (int p = 0; p < pixels; p++) {
            read(p);
            Arrays.fill(back, 0);
            Arrays.fill(backTangent, 0);
            for (int i = 0; i < biases.length; i++) {
                double g = out.gradient[i * pixels + p];
                double change = out.gradientTangent[i * pixels + p];
                if (g != 0 || change != 0) {
                    backward(i * columns, g, change);
                }
            }
            for (int j = 0; j < columns && !first; j++) {
                int feature = features[p * columns + j];
                if (feature >= 0) {
                    in.gradient[feature] += back[j];
                    in.gradientTangent[feature] += backTangent[j];
                }
            }
        }
    }

    private void backward(int at, double g, double change) {
        for (int j = 0; j < columns; j++) {
            gradient[at + j] += g * patch[j];
            back[j] += g * weights[at + j];
        }
        if (direction.length > 0) {
            for (int j = 0; j < columns; j++) {
                product[at + j] += change * patch[j] + g * patchTangent[j];
                backTangent[j] += change * weights[at + j] + g * direction[at + j];
            }
        }
    }

    private void read(int pixel) {
        for (int j = 0; j < columns; j++) {
            int feature = features[pixel * columns + j];
            patch[j] = feature < 0 ? 0 : in.value[feature];
            patchTangent[j] = feature < 0 ? 0 : in.tangent[feature];
        }
    }
}
