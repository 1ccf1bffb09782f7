package filigree.model.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import filigree.model.matrix.Activations;
import filigree.model.matrix.WeightMatrix;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleConsumer;
import java.util.function.DoubleSupplier;

/// One layer alone, with random inputs, parameters and dL/dout. Its loss is the sum of out times
/// dL/dout, added up in f64.
final class LayerProblem {
    /// A long step keeps f32's rounding out; two of them cancel the error of the third order.
    private static final float STEP = 1 / 16f;

    private static final double TOLERANCE = 2e-4; // of 1 + the slope

    final Layer layer;
    final Activations in;
    final Activations out;
    final Activations dOut;
    final Activations dIn;

    LayerProblem(Layer layer, int columns) {
        this.layer = layer;
        this.in = new Activations(layer.inputSize(), columns);
        this.out = new Activations(layer.outputSize(), columns);
        this.dOut = new Activations(layer.outputSize(), columns);
        this.dIn = new Activations(layer.inputSize(), columns);
        var random = new SplittableRandom(columns);
        fill(in, random);
        fill(dOut, random);
        for (Parameter p : layer.parameters()) {
            randomise(p.matrix(), random);
        }
    }

    static void fill(Activations a, SplittableRandom random) {
        for (int c = 0; c < a.columns(); c++) {
            for (int f = 0; f < a.features(); f++) {
                a.set(f, c, (float) random.nextDouble(-1.5, 1.5));
            }
        }
    }

    static void randomise(WeightMatrix m, SplittableRandom random) {
        for (int k = 0; k < m.values().length; k++) {
            m.values()[k] = (float) random.nextDouble(-1, 1);
        }
        m.publish(0, m.values().length);
    }

    /// Everything a step computes, tile after tile.
    void run() {
        forward();
        for (int tile = 0; tile < in.tiles(); tile++) {
            layer.backward(in, out, dOut, dIn, tile);
        }
        gradients(layer, in, dOut);
    }

    static void gradients(Layer layer, Activations in, Activations dOut) {
        switch (layer) {
            case LearnedLayer learned -> learned.gradient(in, dOut, 0, learned.gradientRows());
            case TrainableLayer trainable ->
                    trainable.gradient(in, dOut, 0, trainable.outputSize());
            default -> assertEquals(0, layer.parameters().size());
        }
    }

    void forward() {
        for (int tile = 0; tile < in.tiles(); tile++) {
            layer.forward(in, out, tile);
        }
    }

    double loss() {
        forward();
        double sum = 0;
        for (int c = 0; c < out.columns(); c++) {
            for (int f = 0; f < out.features(); f++) {
                sum += (double) out.get(f, c) * dOut.get(f, c);
            }
        }
        return sum;
    }

    /// Compares dL/din with central differences, number by number.
    void checkInputGradients() {
        run();
        for (int c = 0; c < in.columns(); c++) {
            for (int f = 0; f < in.features(); f++) {
                int feature = f;
                int column = c;
                double slope =
                        slope(in.get(f, c), x -> in.set(feature, column, (float) x), this::loss);
                assertSlope("input " + f + ", " + c, slope, dIn.get(f, c));
            }
        }
        for (int c = in.columns(); c < in.tiles() * TileRows.COLUMNS; c++) {
            for (int f = 0; f < in.features(); f++) {
                assertEquals(0, dIn.get(f, c), 1e-30, "padding of the gradient");
            }
        }
    }

    /// The same for each parameter.
    void checkParameterGradients() {
        run();
        IdentityHashMap<Parameter, float[]> all = takeGradients(layer.parameters());
        for (Parameter p : layer.parameters()) {
            float[] gradients = all.getOrDefault(p, new float[0]);
            for (int k = 0; k < gradients.length; k++) {
                double slope = slope(p.matrix(), k, this::loss);
                assertSlope(p.shape().name() + " " + k, slope, gradients[k]);
            }
        }
    }

    /// Copies the gradients and publishes the weights, whose copy may share memory with them.
    static IdentityHashMap<Parameter, float[]> takeGradients(List<Parameter> parameters) {
        IdentityHashMap<Parameter, float[]> taken = new IdentityHashMap<>();
        for (Parameter p : parameters) {
            taken.put(p, p.matrix().gradients().clone());
            p.matrix().publish();
        }
        return taken;
    }

    static void assertSlope(String what, double slope, double gradient) {
        assertEquals(slope, gradient, TOLERANCE * (1 + Math.abs(slope)), what);
    }

    /// dL/dw by differences.
    static double slope(WeightMatrix m, int k, DoubleSupplier loss) {
        return slope(
                m.values()[k],
                w -> {
                    m.values()[k] = (float) w;
                    m.publish(0, m.values().length);
                },
                loss);
    }

    private static double slope(float at, DoubleConsumer set, DoubleSupplier loss) {
        double wide = difference(at, STEP, set, loss);
        double narrow = difference(at, STEP / 2, set, loss);
        set.accept(at);
        return (4 * narrow - wide) / 3;
    }

    private static double difference(
            float at, float step, DoubleConsumer set, DoubleSupplier loss) {
        float above = at + step;
        float below = at - step;
        set.accept(above);
        double high = loss.getAsDouble();
        set.accept(below);
        return (high - loss.getAsDouble()) / ((double) above - below);
    }
}
