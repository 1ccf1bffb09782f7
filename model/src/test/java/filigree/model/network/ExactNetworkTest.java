package filigree.model.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.model.data.ImageShape;
import filigree.model.init.He;
import filigree.model.init.Initializer.FanIn;
import filigree.model.kernel.ScalarKernels;
import filigree.model.layer.Dropout;
import filigree.model.layer.Linear;
import filigree.model.layer.Parameter;
import filigree.model.layer.PassMode;
import filigree.model.layer.TrainableLayer;
import filigree.model.loss.CrossEntropy;
import filigree.model.loss.Loss;
import filigree.model.matrix.Activations;
import filigree.model.method.ParamValues;
import filigree.model.random.RandomStreams;
import filigree.model.sparsity.LayerShape;
import filigree.model.sparsity.Mask;
import filigree.model.text.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Derivatives of a convolutional network in double precision.
class ExactNetworkTest {
    private static final int EXAMPLES = 3;
    private static final ImageShape INPUT = new ImageShape(16, 16, 1);
    private final Network network = lenet();
    private final double[][] inputs = inputs();

    @Test
    void theGradientIsThatOfTraining() {
        Pass pass = new Pass(network, EXAMPLES);
        for (int n = 0; n < EXAMPLES; n++) {
            for (int f = 0; f < inputs[n].length; f++) {
                pass.input().set(f, n, (float) inputs[n][f]);
            }
        }
        pass.forward(0);
        new CrossEntropy()
                .evaluate(
                        new ScalarKernels(),
                        pass.output(),
                        new int[] {0, 1, 2},
                        pass.outputGradient(),
                        new Loss.Totals(1),
                        0);
        pass.backward(0);
        var exact = new ExactNetwork(network);
        exact.restart();
        addAll(exact);
        int n = 0;
        for (int l = 0; l < network.layers().size(); l++) {
            if (network.layers().get(l) instanceof TrainableLayer layer) {
                Activations in = pass.inputOf(l);
                layer.gradient(in, pass.gradientOf(l), 0, layer.weight().shape().rows());
                float[] g = layer.weight().matrix().gradients();
                double[] e = exact.gradient().get(n++);
                for (int i = 0; i < g.length; i++) {
                    assertEquals(e[i], g[i], 1e-5, layer.name() + " at " + i);
                }
            }
        }
        assertEquals(4, n);
    }

    @Test
    void theProductWithTheHessianIsTheGradientsChangeAlongTheDirection() {
        var exact = new ExactNetwork(network);
        List<double[]> direction = new ArrayList<>();
        var random = new SplittableRandom(4);
        for (double[] w : exact.weights()) {
            direction.add(random.doubles(w.length, -1, 1).toArray());
        }
        exact.restart(direction);
        addAll(exact);
        List<double[]> product = exact.hessianTimesDirection();
        double h = 1e-6;
        List<double[]> ahead = gradientAt(exact, direction, h);
        List<double[]> behind = gradientAt(exact, direction, -2 * h);
        double largest = 0;
        for (int l = 0; l < product.size(); l++) {
            for (int i = 0; i < product.get(l).length; i++) {
                double difference = (ahead.get(l)[i] - behind.get(l)[i]) / (2 * h);
                assertEquals(difference, product.get(l)[i], 2e-6, "layer " + l + " at " + i);
                largest = Math.max(largest, Math.abs(product.get(l)[i]));
            }
        }
        assertTrue(largest > 0.01, "there is something to compare: " + largest);
    }

    private List<double[]> gradientAt(ExactNetwork exact, List<double[]> direction, double by) {
        for (int l = 0; l < direction.size(); l++) {
            for (int i = 0; i < direction.get(l).length; i++) {
                exact.weights().get(l)[i] += by * direction.get(l)[i];
            }
        }
        exact.restart();
        addAll(exact);
        return exact.gradient();
    }

    @Test
    void refusesALayerWhoseDerivativeItDoesNotKnow() {
        var written = new NetworkBuilder(4);
        var fc =
                new Linear(
                        "fc",
                        Parameter.weight(LayerShape.linear("fc", 2, 4), Mask.full(2, 4)),
                        Parameter.bias("fc.bias", 2),
                        new ScalarKernels());
        int value = written.add(written.input(), dropout(written.mode()));
        int _ = written.add(value, fc);
        String text = Refusal.of("exact-layer", () -> new ExactNetwork(written.build()));
        assertTrue(text.contains("noise"), text);
    }

    private static Dropout dropout(PassMode mode) {
        return new Dropout("noise", 4, 0.5, 0, mode);
    }

    private void addAll(ExactNetwork exact) {
        for (int n = 0; n < EXAMPLES; n++) {
            exact.add(inputs[n], n, 1);
        }
    }

    private static double[][] inputs() {
        var random = new SplittableRandom(2);
        double[][] inputs = new double[EXAMPLES][];
        for (int n = 0; n < EXAMPLES; n++) {
            inputs[n] = random.doubles(INPUT.features(), -1, 1).toArray();
            for (int i = 0; i < inputs[n].length; i++) {
                inputs[n][i] = (float) inputs[n][i];
            }
        }
        return inputs;
    }

    private static Network lenet() {
        var spec = LeNet5.TYPE.create(ParamValues.none());
        List<Mask> masks = new ArrayList<>();
        for (LayerShape shape : spec.shapes(INPUT, 4)) {
            masks.add(Mask.full(shape.rows(), shape.columns()));
        }
        Network network = spec.build(INPUT, 4, masks, new ScalarKernels());
        for (int l = 0; l < masks.size(); l++) {
            new He(FanIn.ALL).fill(network.trainable().get(l), l, new RandomStreams(3));
        }
        return network;
    }
}
