package filigree.model.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.model.layer.Gelu;
import filigree.model.layer.Layer;
import filigree.model.layer.LayerNorm;
import filigree.model.matrix.Activations;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// The layers of networks for tokens; those for images are another test's.
class TokenLayersGoldenTest {
    private static final Set<String> OPS = Set.of("layernorm", "gelu");
    private static final Set<String> NOT_OURS =
            Set.of("conv2d", "maxpool2d", "avgpool2d", "batchnorm2d", "causal-attention");

    static Stream<Golden.Case> cases(String op) {
        return Golden.cases("layers").filter(c -> c.text("op").equals(op));
    }

    static Stream<Golden.Case> layerNorms() {
        return cases("layernorm");
    }

    static Stream<Golden.Case> gelus() {
        return cases("gelu");
    }

    @Test
    void everyKindOfCaseIsKnown() {
        List<String> ops = Golden.cases("layers").map(c -> c.text("op")).toList();
        assertTrue(ops.containsAll(OPS), "missing in " + ops);
        for (String op : ops) {
            assertTrue(OPS.contains(op) || NOT_OURS.contains(op), "unknown op " + op);
        }
    }

    @ParameterizedTest
    @MethodSource("layerNorms")
    void layerNormIsTheReference(Golden.Case c) {
        c.with("op", "eps", "in", "out", "dOut", "dIn");
        JsonNode in = c.get("in");
        var norm = new LayerNorm("norm", Golden.shape(in.get("x"))[1], c.number("eps"));
        norm.parameters().getFirst().matrix().load(Golden.floats(in.get("g")));
        norm.parameters().getLast().matrix().load(Golden.floats(in.get("b")));
        Activations x = columns(in.get("x"));
        Activations dOut = columns(c.get("dOut"));

        check(c, norm, x, dOut);

        norm.gradient(x, dOut, 0, norm.gradientRows());
        float[] gain = norm.parameters().getFirst().matrix().gradients();
        float[] bias = norm.parameters().getLast().matrix().gradients();
        Golden.assertClose("gradient of gain", Golden.floats(c.get("dIn").get("g")), gain);
        Golden.assertClose("gradient of bias", Golden.floats(c.get("dIn").get("b")), bias);
    }

    @ParameterizedTest
    @MethodSource("gelus")
    void geluIsTheReference(Golden.Case c) {
        c.with("op", "form", "in", "out", "dOut", "dIn");
        assertEquals("exact erf", c.text("form"));
        JsonNode x = c.get("in").get("x");
        check(c, new Gelu("gelu", Golden.shape(x)[1]), columns(x), columns(c.get("dOut")));
    }

    private static void check(Golden.Case c, Layer layer, Activations x, Activations dOut) {
        var out = new Activations(layer.outputSize(), x.columns());
        var dIn = new Activations(layer.inputSize(), x.columns());
        for (int tile = 0; tile < x.tiles(); tile++) {
            layer.forward(x, out, tile);
            layer.backward(x, out, dOut, dIn, tile);
        }
        Golden.assertClose("out", Golden.floats(c.get("out")), rows(out));
        Golden.assertClose("dx", Golden.floats(c.get("dIn").get("x")), rows(dIn));
    }

    /// From `[tokens, features]`.
    private static Activations columns(JsonNode tensor) {
        int[] shape = Golden.shape(tensor);
        float[] numbers = Golden.floats(tensor);
        var a = new Activations(shape[1], shape[0]);
        for (int k = 0; k < numbers.length; k++) {
            a.set(k % shape[1], k / shape[1], numbers[k]);
        }
        return a;
    }

    /// To `[tokens, features]`.
    private static float[] rows(Activations a) {
        float[] numbers = new float[a.features() * a.columns()];
        for (int k = 0; k < numbers.length; k++) {
            numbers[k] = a.get(k % a.features(), k / a.features());
        }
        return numbers;
    }
}
