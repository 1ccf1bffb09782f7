package filigree.model.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.model.data.ImageShape;
import filigree.model.kernel.KernelProvider;
import filigree.model.kernel.Kernels;
import filigree.model.layer.Linear;
import filigree.model.layer.Parameter;
import filigree.model.layer.TrainableLayer;
import filigree.model.matrix.WeightMatrix;
import filigree.model.random.RandomStreams;
import filigree.model.sparsity.LayerShape;
import filigree.model.sparsity.Mask;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PredictorTest {
    private static final double ROUNDING = 2e-5;

    private final Kernels kernels = KernelProvider.best();
    private final SplittableRandom random = new SplittableRandom(1);

    @ParameterizedTest(name = "density {0}, dense storage {1}")
    @CsvSource({"1, false", "0.5, true", "0.5, false", "0.1, false", "0.02, true", "0, false"})
    void itSaysWhatAForwardPassSays(double density, boolean dense) {
        Network network = network(new Mlp(List.of(70, 3, 129)), 9, 11, density, dense);
        var predictor = new Predictor(network, kernels);
        assertTrue(predictor.isSingle());
        for (int n = 0; n < 3; n++) {
            compare(network, predictor, ROUNDING);
        }
    }

    @Test
    void aConvolutionalNetworkSaysTheSameBits() {
        Network network = network(new LeNet5(), 28, 28, 0.2, false);
        var predictor = new Predictor(network, kernels);
        assertFalse(predictor.isSingle());
        compare(network, predictor, 0);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aBranchIsNotLeftOut(boolean joins) {
        var net = new NetworkBuilder(6);
        int first = net.add(net.input(), linear("first", 6, 6));
        int second = net.add(joins ? first : net.input(), linear("second", 6, 6));
        int sum = net.join("join", first, second);
        int _ = net.add(sum, linear("head", 3, 6));
        Network network = net.build();
        fill(network);
        var predictor = new Predictor(network, kernels);
        assertFalse(predictor.isSingle());
        compare(network, predictor, 0);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aNormalisedNetworkIsNeverAskedAsInTraining(boolean training) {
        NetworkSpec spec = new ResNet(8, 4);
        Network network = network(spec, 16, 16, 0.4, false);
        float[] x = example(network);
        var predictor = new Predictor(network, kernels);
        float[] expected = predict(network, predictor, x);
        if (training) {
            network.mode().train(3, new RandomStreams(1));
        }
        assertArrayEquals(expected, predict(network, predictor, x));
        compare(network, predictor, 0);
    }

    @Test
    void refusesANetworkThatReadsSequences() {
        Network network = network(new Gpt(1, 8, 2), 1, 4, 1, false);
        assertThrows(IllegalArgumentException.class, () -> new Predictor(network, kernels));
    }

    private Linear linear(String name, int rows, int columns) {
        LayerShape shape = LayerShape.linear(name, rows, columns);
        return new Linear(
                name,
                Parameter.weight(shape, mask(rows, columns, 0.5), false),
                Parameter.bias(name + ".bias", rows),
                kernels);
    }

    @Test
    void itFollowsWeightsAndMasksWhenRefreshed() {
        Network network = network(new Mlp(List.of(40)), 5, 8, 0.3, false);
        var predictor = new Predictor(network, kernels);
        float[] x = example(network);
        float[] before = predict(network, predictor, x);
        fill(network);
        assertArrayEquals(before, predict(network, predictor, x));
        predictor.refresh();
        compare(network, predictor, ROUNDING);
        for (TrainableLayer layer : network.trainable()) {
            WeightMatrix w = layer.weight().matrix();
            w.setMask(mask(w.mask().rows(), w.mask().columns(), 0.4));
        }
        fill(network);
        predictor.refresh();
        compare(network, predictor, ROUNDING);
    }

    @Test
    void refusesAnExampleOfAnotherSize() {
        Network network = network(new Mlp(List.of(4)), 2, 2, 1, false);
        var predictor = new Predictor(network, kernels);
        assertThrows(
                IllegalArgumentException.class,
                () -> predictor.predict(new float[5], new float[10]));
    }

    private void compare(Network network, Predictor predictor, double tolerance) {
        float[] x = example(network);
        var pass = new Pass(network, 1);
        for (int i = 0; i < x.length; i++) {
            pass.input().set(i, 0, x[i]);
        }
        pass.forward(0);
        float[] answer = predict(network, predictor, x);
        for (int i = 0; i < answer.length; i++) {
            assertEquals(pass.output().get(i, 0), answer[i], tolerance, "output " + i);
        }
    }

    private static float[] predict(Network network, Predictor predictor, float[] x) {
        float[] answer = new float[network.outputSize()];
        predictor.predict(x, answer);
        return answer;
    }

    private float[] example(Network network) {
        float[] x = new float[network.inputSize()];
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) random.nextDouble(-1, 1);
        }
        return x;
    }

    private Network network(
            NetworkSpec spec, int height, int width, double density, boolean dense) {
        var input = new ImageShape(height, width, 1);
        List<Mask> masks = new ArrayList<>();
        for (LayerShape shape : spec.shapes(input, 10)) {
            masks.add(mask(shape.rows(), shape.columns(), density));
        }
        Network network = spec.build(input, 10, masks, dense, kernels);
        fill(network);
        return network;
    }

    private Mask mask(int rows, int columns, double density) {
        return density == 1
                ? Mask.full(rows, columns)
                : Mask.where(rows, columns, _ -> random.nextDouble() < density);
    }

    private void fill(Network network) {
        for (Parameter p : network.parameters()) {
            float[] values = p.matrix().values();
            for (int k = 0; k < values.length; k++) {
                values[k] = (float) random.nextDouble(-0.2, 0.2);
            }
            p.matrix().publish();
        }
    }
}
