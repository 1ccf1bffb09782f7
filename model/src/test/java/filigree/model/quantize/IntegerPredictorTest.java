package filigree.model.quantize;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import filigree.model.data.ImageShape;
import filigree.model.kernel.KernelProvider;
import filigree.model.kernel.Kernels;
import filigree.model.kernel.ScalarKernels;
import filigree.model.layer.Layer;
import filigree.model.layer.TrainableLayer;
import filigree.model.matrix.Activations;
import filigree.model.matrix.WeightMatrix;
import filigree.model.network.LeNet5;
import filigree.model.network.Mlp;
import filigree.model.network.Network;
import filigree.model.network.NetworkSpec;
import filigree.model.network.Pass;
import filigree.model.quantize.ActivationFormat.Range;
import filigree.model.random.RandomStreams;
import filigree.model.sparsity.LayerShape;
import filigree.model.sparsity.Mask;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntegerPredictorTest {
    private static final ImageShape IMAGE = new ImageShape(28, 28, 1);
    private static final int EXAMPLES = 64;

    private final Kernels kernels = KernelProvider.best();
    private final SplittableRandom random = new SplittableRandom(1);
    private final Activations input = new Activations(IMAGE.features(), EXAMPLES);

    /// Examples that no range has seen, far beyond it too.
    @ParameterizedTest(name = "{0} bits, density {1}, keep {2}")
    @CsvSource({"8, 0.1, 0", "8, 1, 0", "8, 0.02, 0.01", "8, 0.3, 0.0002", "2, 0.3, 0", "5, 0, 0"})
    void itSaysTheBitsOfATile(int bits, double density, double keep) {
        IntegerNetwork network = integer(new Mlp(List.of(300, 7, 130)), bits, density, keep);
        var scores = new Activations(network.outputSize(), EXAMPLES);
        examples(3);
        network.forward(input, scores, 0);
        for (Kernels k : List.of(new ScalarKernels(), kernels)) {
            var predictor = new IntegerPredictor(network, k);
            assertTrue(predictor.isSingle());
            compare(predictor, scores, density > 0);
        }
    }

    @Test
    void aConvolutionalNetworkGoesThroughATile() {
        IntegerNetwork network = integer(new LeNet5(), 8, 0.3, 0);
        var scores = new Activations(network.outputSize(), EXAMPLES);
        network.forward(input, scores, 0);
        var predictor = new IntegerPredictor(network, kernels);
        assertFalse(predictor.isSingle());
        compare(predictor, scores, true);
    }

    @Test
    void nothingIsAllocated() throws InterruptedException {
        IntegerNetwork network = integer(new Mlp(List.of(70, 20)), 8, 0.1, 0.005);
        var predictor = new IntegerPredictor(network, kernels);
        float[] x = example(0);
        float[] scores = new float[network.outputSize()];
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long bytes = Long.MAX_VALUE;
        for (int chance = 0; bytes > 32 * 1_000 && chance < 200; chance++) {
            for (int i = 0; i < 3_000; i++) {
                predictor.predict(x, scores);
            }
            Thread.sleep(chance); // lets the compiler have the processor
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 1_000; i++) {
                predictor.predict(x, scores);
            }
            bytes = threads.getCurrentThreadAllocatedBytes() - before;
        }
        assertTrue(bytes <= 32 * 1_000, bytes + " bytes in 1000 predictions");
    }

    @Test
    void refusesAnExampleOfAnotherSize() {
        var predictor = new IntegerPredictor(integer(new Mlp(List.of(4)), 8, 1, 0), kernels);
        assertThrows(
                IllegalArgumentException.class,
                () -> predictor.predict(new float[5], new float[10]));
    }

    private void compare(IntegerPredictor predictor, Activations scores, boolean varies) {
        boolean differ = false;
        float[] first = new float[scores.features()];
        for (int c = 0; c < EXAMPLES; c++) {
            float[] expected = new float[scores.features()];
            for (int i = 0; i < expected.length; i++) {
                expected[i] = scores.get(i, c);
            }
            float[] actual = new float[expected.length];
            predictor.predict(example(c), actual);
            assertArrayEquals(expected, actual, "example " + c);
            first = c == 0 ? actual : first;
            differ |= !Arrays.equals(first, actual);
        }
        assertEquals(varies, differ, "whether scores depend on the example");
    }

    private float[] example(int column) {
        float[] x = new float[input.features()];
        for (int i = 0; i < x.length; i++) {
            x[i] = input.get(i, column);
        }
        return x;
    }

    private void examples(double most) {
        for (int c = 0; c < EXAMPLES; c++) {
            for (int i = 0; i < input.features(); i++) {
                input.set(i, c, (float) random.nextDouble(-most, most));
            }
        }
    }

    /// Ranges are those of one batch; some rows have no weights.
    private IntegerNetwork integer(NetworkSpec spec, int bits, double density, double keep) {
        List<Mask> masks = new ArrayList<>();
        for (LayerShape shape : spec.shapes(IMAGE, 10)) {
            int columns = shape.columns();
            masks.add(
                    Mask.where(
                            shape.rows(),
                            columns,
                            k -> k / columns % 9 != 4 && random.nextDouble() < density));
        }
        Network plain = spec.build(IMAGE, 10, masks, kernels);
        var quantizer =
                new FakeQuant(
                        bits,
                        List.of(),
                        Granularity.PER_CHANNEL,
                        WeightRange.MIN_MAX,
                        100,
                        keep,
                        true,
                        8,
                        Range.MIN_MAX,
                        false);
        for (int l = 0; l < plain.trainable().size(); l++) {
            TrainableLayer layer = plain.trainable().get(l);
            fill(layer.bias().matrix());
            WeightMatrix w = layer.weight().matrix();
            fill(w);
            QuantizedWeights rounded = quantizer.weights(l, w).orElseThrow();
            w.reparameterize(rounded);
            rounded.measure(w, 0, w.mask().rows());
            rounded.prepare(w, false);
            rounded.forward(w, w.effective(), 0, w.mask().rows());
            w.publish();
        }
        List<QuantizedInput> inputs = new ArrayList<>();
        Network network = plain.withBefore(layer -> Optional.of(input(layer, plain, inputs)));
        calibrate(network, inputs);
        return IntegerNetwork.of(network.layers());
    }

    private static Layer input(TrainableLayer layer, Network plain, List<QuantizedInput> inputs) {
        var format = new ActivationFormat(8, Range.MIN_MAX);
        String name = layer.name() + ".input";
        inputs.add(new QuantizedInput(name, layer.inputSize(), 1, plain.mode(), format));
        return inputs.getLast();
    }

    private void calibrate(Network network, List<QuantizedInput> inputs) {
        examples(1);
        network.mode().train(0, new RandomStreams(1));
        Pass pass = new Pass(network, EXAMPLES);
        for (int c = 0; c < EXAMPLES; c++) {
            for (int i = 0; i < input.features(); i++) {
                pass.input().set(i, c, input.get(i, c));
            }
        }
        pass.forward(0);
        inputs.forEach(QuantizedInput::advance);
        network.mode().evaluate();
    }

    private void fill(WeightMatrix matrix) {
        float[] values = matrix.values();
        for (int k = 0; k < values.length; k++) {
            values[k] = (float) random.nextDouble(-0.2, 0.2);
        }
        matrix.publish();
    }
}
