package filigree.model.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.model.kernel.KernelProvider;
import filigree.model.layer.CausalAttention;
import filigree.model.layer.Gelu;
import filigree.model.layer.Layer;
import filigree.model.layer.LayerNorm;
import filigree.model.layer.Linear;
import filigree.model.layer.Parameter;
import filigree.model.layer.Sequences;
import filigree.model.matrix.Activations;
import filigree.model.sparsity.LayerShape;
import filigree.model.sparsity.Mask;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// The layers of networks for tokens; those for images are another test's.
class TokenLayersGoldenTest {
    private static final Set<String> OPS = Set.of("layernorm", "gelu", "causal-attention");
    private static final Set<String> NOT_OURS =
            Set.of("conv2d", "maxpool2d", "avgpool2d", "batchnorm2d");

    private static final List<String> MAPS = List.of("wq", "wk", "wv");

    static Stream<Golden.Case> cases(String op) {
        return Golden.cases("layers").filter(c -> c.text("op").equals(op));
    }

    static Stream<Golden.Case> layerNorms() {
        return cases("layernorm");
    }

    static Stream<Golden.Case> gelus() {
        return cases("gelu");
    }

    static Stream<Golden.Case> attentions() {
        return cases("causal-attention");
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

    /// The reference has no bias. A token's later neighbours do not reach it, so a sequence may sit
    /// at the start of a longer one.
    @ParameterizedTest
    @MethodSource("attentions")
    void attentionBetweenItsLinearMapsIsTheReference(Golden.Case c) {
        c.with("op", "heads", "layout", "in", "out", "dOut", "dIn");
        assertEquals("x [batch, tokens, model]; projections [out, in], no bias", c.text("layout"));
        new Attention(c).check();
    }

    private static final class Attention {
        private final Golden.Case c;
        private final int[] shape;
        private final int length; // room of a sequence
        private final int columns;
        private final Linear project;
        private final CausalAttention attention;
        private final Linear merge;

        Attention(Golden.Case c) {
            this.c = c;
            this.shape = Golden.shape(c.get("in").get("x"));
            this.length = shape[1] == 1 ? 1 : Integer.highestOneBit(shape[1] - 1) * 2;
            this.columns = shape[0] * length;
            int size = shape[2];
            this.project = linear("qkv", size, 3 * size);
            this.merge = linear("out", size, size);
            project.weight().matrix().load(stacked(c.get("in")));
            merge.weight().matrix().load(Golden.floats(c.get("in").get("wo")));
            int heads = (int) c.whole("heads");
            this.attention =
                    new CausalAttention(
                            "attention", size, heads, new Sequences(length), KernelProvider.best());
        }

        void check() {
            int size = shape[2];
            Activations x = spread(c.get("in").get("x"));
            var qkv = new Activations(3 * size, columns);
            var seen = new Activations(size, columns);
            var out = new Activations(size, columns);
            Activations dOut = spread(c.get("dOut"));
            var dSeen = new Activations(size, columns);
            var dQkv = new Activations(3 * size, columns);
            var dx = new Activations(size, columns);
            for (int tile = 0; tile < x.tiles(); tile++) {
                project.forward(x, qkv, tile);
                attention.forward(qkv, seen, tile);
                merge.forward(seen, out, tile);
                merge.backward(seen, out, dOut, dSeen, tile);
                attention.backward(qkv, seen, dSeen, dQkv, tile);
                project.backward(x, qkv, dQkv, dx, tile);
            }
            merge.gradient(seen, dOut, 0, size);
            project.gradient(x, dQkv, 0, 3 * size);

            JsonNode dIn = c.get("dIn");
            Golden.assertClose("out", Golden.floats(c.get("out")), gathered(out));
            Golden.assertClose("dx", Golden.floats(dIn.get("x")), gathered(dx));
            float[] dMerge = merge.weight().matrix().gradients();
            Golden.assertClose("dWo", Golden.floats(dIn.get("wo")), dMerge);
            float[] dProject = project.weight().matrix().gradients();
            int each = size * size;
            for (int m = 0; m < MAPS.size(); m++) {
                float[] part = Arrays.copyOfRange(dProject, m * each, (m + 1) * each);
                String map = MAPS.get(m);
                Golden.assertClose("d" + map, Golden.floats(dIn.get(map)), part);
            }
        }

        private static float[] stacked(JsonNode in) {
            float[] all = new float[0];
            for (String map : MAPS) {
                float[] one = Golden.floats(in.get(map));
                int at = all.length;
                all = Arrays.copyOf(all, at + one.length);
                System.arraycopy(one, 0, all, at, one.length);
            }
            return all;
        }

        private static Linear linear(String name, int in, int out) {
            return new Linear(
                    name,
                    Parameter.weight(LayerShape.linear(name, out, in), Mask.full(out, in)),
                    Parameter.bias(name + ".bias", out),
                    KernelProvider.best());
        }

        /// From `[batch, tokens, model]`.
        private Activations spread(JsonNode tensor) {
            float[] numbers = Golden.floats(tensor);
            var a = new Activations(shape[2], columns);
            for (int k = 0; k < numbers.length; k++) {
                a.set(k % shape[2], column(k / shape[2]), numbers[k]);
            }
            return a;
        }

        /// To `[batch, tokens, model]`.
        private float[] gathered(Activations a) {
            float[] numbers = new float[shape[0] * shape[1] * shape[2]];
            for (int k = 0; k < numbers.length; k++) {
                numbers[k] = a.get(k % shape[2], column(k / shape[2]));
            }
            return numbers;
        }

        private int column(int token) {
            return token / shape[1] * length + token % shape[1];
        }
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
