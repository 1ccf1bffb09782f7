package filigree.model.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import filigree.model.kernel.Convolution;
import filigree.model.kernel.KernelProvider;
import filigree.model.kernel.Kernels;
import filigree.model.kernel.Pooling;
import filigree.model.kernel.ScalarKernels;
import filigree.model.layer.AveragePool2d;
import filigree.model.layer.BatchNorm;
import filigree.model.layer.Conv2d;
import filigree.model.layer.Layer;
import filigree.model.layer.MaxPool2d;
import filigree.model.layer.Parameter;
import filigree.model.layer.PassMode;
import filigree.model.matrix.Activations;
import filigree.model.random.RandomStreams;
import filigree.model.sparsity.LayerShape;
import filigree.model.sparsity.Mask;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// Single layers of convolutional networks: values and gradients against the reference. Layers of
/// language models stand in the same file and have a test of their own.
class LayersGoldenTest {
    private static final Set<String> IMAGES =
            Set.of("conv2d", "maxpool2d", "avgpool2d", "batchnorm2d");
    private static final Set<String> ELSEWHERE = Set.of("layernorm", "gelu", "causal-attention");

    static Stream<Golden.Case> cases() {
        return Golden.cases("layers").filter(c -> IMAGES.contains(c.text("op")));
    }

    @Test
    void everyKindOfLayerHasATest() {
        Golden.cases("layers")
                .map(c -> c.text("op"))
                .forEach(op -> assertTrue(IMAGES.contains(op) || ELSEWHERE.contains(op), op));
        assertFalse(cases().toList().isEmpty());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void fastKernelsAgreeWithTheReference(Golden.Case c) {
        check(c, KernelProvider.best());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void plainKernelsAgreeWithTheReference(Golden.Case c) {
        check(c, new ScalarKernels());
    }

    private static void check(Golden.Case c, Kernels kernels) {
        switch (c.text("op")) {
            case "conv2d" -> convolution(c, kernels);
            case "maxpool2d" -> check(c, new MaxPool2d("max", pooling(c), kernels.images()));
            case "batchnorm2d" -> batchNorm(c);
            case "avgpool2d" ->
                    check(c, new AveragePool2d("average", pooling(c), kernels.images()));
            default -> fail(c + " is of the unknown kind " + c.text("op"));
        }
    }

    private static void convolution(Golden.Case c, Kernels kernels) {
        c.with("op", "layout", "stride", "padding", "in", "out", "dOut", "dIn");
        int[] x = Golden.shape(c.get("in").get("x"));
        int[] w = Golden.shape(c.get("in").get("w"));
        var geometry =
                new Convolution(
                        x[1],
                        x[2],
                        x[3],
                        w[2],
                        w[3],
                        (int) c.whole("stride"),
                        (int) c.whole("padding"));
        Parameter weight =
                Parameter.weight(
                        new LayerShape("w", w[0], w[1], w[2], w[3]),
                        Mask.full(w[0], geometry.columns()));
        Parameter bias = Parameter.bias("b", w[0]);
        weight.matrix().load(Golden.floats(c.get("in").get("w")));
        bias.matrix().load(Golden.floats(c.get("in").get("b")));
        var layer = new Conv2d("conv", geometry, weight, bias, kernels.images());
        Activations dOut = check(c, layer);
        Activations in = activations(c.get("in").get("x"));
        layer.gradient(in, dOut, 0, w[0]);
        JsonNode expected = c.get("dIn");
        float[] whole = new float[w[0] * geometry.columns()];
        layer.measure(in, dOut).denseGradient(0, w[0], whole);
        Golden.assertClose("dW", Golden.floats(expected.get("w")), weight.matrix().gradients());
        Golden.assertClose("whole dW", Golden.floats(expected.get("w")), whole);
        Golden.assertClose("db", Golden.floats(expected.get("b")), bias.matrix().gradients());
    }

    private static void batchNorm(Golden.Case c) {
        c.with("op", "eps", "mode", "in", "out", "dOut", "dIn");
        assertEquals("training", c.text("mode"));
        assertEquals(1e-5, c.number("eps"));
        int[] x = Golden.shape(c.get("in").get("x"));
        var mode = new PassMode();
        mode.train(0, new RandomStreams(1));
        var layer = new BatchNorm("norm", x[1], x[2] * x[3], mode);
        layer.parameters().getFirst().matrix().load(Golden.floats(c.get("in").get("g")));
        layer.parameters().getLast().matrix().load(Golden.floats(c.get("in").get("b")));
        Activations in = activations(c.get("in").get("x"));
        Activations whole = activations(c.get("dOut"));
        layer.reserve(1);
        layer.gather(in, 0);
        layer.settle();
        layer.gatherBack(in, whole, 0);
        layer.settleBack();
        Activations dOut = check(c, layer);
        layer.gradient(in, dOut, 0, x[1]);
        JsonNode expected = c.get("dIn");
        Golden.assertClose(
                "dg",
                Golden.floats(expected.get("g")),
                layer.parameters().getFirst().matrix().gradients());
        Golden.assertClose(
                "db",
                Golden.floats(expected.get("b")),
                layer.parameters().getLast().matrix().gradients());
    }

    private static Pooling pooling(Golden.Case c) {
        c.with("op", "kernel", "stride", "in", "out", "dOut", "dIn");
        assertEquals(c.whole("kernel"), c.whole("stride"), "windows stand side by side");
        int[] x = Golden.shape(c.get("in").get("x"));
        return new Pooling(x[1], x[2], x[3], (int) c.whole("kernel"));
    }

    /// Forward and backward to the activations.
    private static Activations check(Golden.Case c, Layer layer) {
        Activations in = activations(c.get("in").get("x"));
        Activations dOut = activations(c.get("dOut"));
        var out = new Activations(layer.outputSize(), in.columns());
        var dIn = new Activations(layer.inputSize(), in.columns());
        layer.forward(in, out, 0);
        layer.backward(in, out, dOut, dIn, 0);
        Golden.assertClose("out", Golden.floats(c.get("out")), floats(out));
        Golden.assertClose("dIn", Golden.floats(c.get("dIn").get("x")), floats(dIn));
        return dOut;
    }

    /// `[examples, channels, height, width]` as the columns and features of a batch.
    private static Activations activations(JsonNode tensor) {
        int[] shape = Golden.shape(tensor);
        float[] numbers = Golden.floats(tensor);
        var a = new Activations(numbers.length / shape[0], shape[0]);
        for (int n = 0; n < numbers.length; n++) {
            a.set(n % a.features(), n / a.features(), numbers[n]);
        }
        return a;
    }

    private static float[] floats(Activations a) {
        float[] numbers = new float[a.features() * a.columns()];
        for (int n = 0; n < numbers.length; n++) {
            numbers[n] = a.get(n % a.features(), n / a.features());
        }
        return numbers;
    }
}
