package filigree.model.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import filigree.model.gradient.DeepCompression;
import filigree.model.gradient.GradientTransform;
import filigree.model.gradient.Gradients;
import filigree.model.gradient.Selection;
import filigree.model.gradient.TopK;
import filigree.model.gradient.Turn;
import filigree.model.kernel.Workers;
import filigree.model.layer.Parameter;
import filigree.model.random.RandomStreams;
import filigree.model.regularize.GroupLasso;
import filigree.model.regularize.HardConcrete;
import filigree.model.regularize.L1;
import filigree.model.regularize.Regularizer;
import filigree.model.sparsity.LayerShape;
import filigree.model.sparsity.Mask;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// Penalties in proximal form, with a learning rate of 1, gates, and what is sent of gradients.
class RegularizersGoldenTest {
    private static final String[] KINDS = {
        "hardConcrete", "l1", "groupLasso", "dgc", "errorFeedback"
    };

    static List<Golden.Case> cases() {
        return Golden.kinds("regularizers-and-gradients", KINDS);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void computesWhatTheReferenceDoes(Golden.Case c) {
        switch (c.list()) {
            case "hardConcrete" -> checkGates(c);
            case "l1" ->
                    checkPenalty(
                            c.with("weights", "threshold", "out"),
                            new L1(c.number("threshold"), L1.Form.PROXIMAL));
            case "groupLasso" ->
                    checkPenalty(
                            c.with("weights", "lambda", "out"),
                            new GroupLasso(c.number("lambda"), L1.Form.PROXIMAL, true));
            case "dgc" ->
                    checkSent(
                            c.with("momentum", "count", "steps"),
                            fraction ->
                                    new DeepCompression(
                                            fraction,
                                            0,
                                            c.number("momentum"),
                                            false,
                                            0,
                                            Selection.Scope.NETWORK));
            case "errorFeedback" ->
                    checkSent(
                            c.with("count", "steps"),
                            fraction -> new TopK(fraction, true, Selection.Scope.NETWORK));
            default -> fail("unknown kind " + c.list());
        }
    }

    private static void checkPenalty(Golden.Case c, Regularizer penalty) {
        JsonNode weights = c.get("weights");
        int[] shape = Golden.shape(weights);
        int[] starts = new int[shape[0] + 1];
        for (int row = 1; row <= shape[0]; row++) {
            starts[row] = row * shape[1];
        }
        float[] w = Golden.floats(weights);
        penalty.shrink(1, w, starts, 0, shape[0]);
        Golden.assertClose(c.toString(), Golden.floats(c.get("out")), w);
    }

    private static void checkGates(Golden.Case c) {
        c.with("beta", "gamma", "zeta", "logAlpha", "uniform", "gate", "testGate", "expectedL0");
        var gates = new HardConcrete(c.number("beta"), c.number("gamma"), c.number("zeta"));
        float[] logA = Golden.floats(c.get("logAlpha"));
        float[] u = Golden.floats(c.get("uniform"));
        float[] gate = new float[logA.length];
        float[] testGate = new float[logA.length];
        float[] open = new float[logA.length];
        for (int k = 0; k < logA.length; k++) {
            gate[k] = (float) gates.gate(logA[k], u[k]);
            testGate[k] = (float) gates.gate(logA[k]);
            open[k] = (float) gates.open(logA[k]);
        }
        Golden.assertClose(c + " gate", Golden.floats(c.get("gate")), gate);
        Golden.assertClose(c + " testGate", Golden.floats(c.get("testGate")), testGate);
        Golden.assertClose(c + " expectedL0", Golden.floats(c.get("expectedL0")), open);
    }

    private interface Sender {
        GradientTransform of(double fraction);
    }

    private static void checkSent(Golden.Case c, Sender sender) {
        List<JsonNode> steps = c.list("steps");
        int size = Golden.floats(steps.getFirst().get("gradient")).length;
        GradientTransform transform = sender.of((double) c.whole("count") / size);
        var p = Parameter.weight(LayerShape.linear("w", 1, size), Mask.full(1, size));
        try (var workers = new Workers(1)) {
            var gradients = new Gradients(List.of(p), workers);
            for (int t = 0; t < steps.size(); t++) {
                String where = c + " step " + t;
                JsonNode step = steps.get(t);
                Golden.checkKeys(
                        where, step, Set.of("gradient", "sentIndices", "sentValues"), Set.of());
                float[] g = p.matrix().gradients();
                System.arraycopy(Golden.floats(step.get("gradient")), 0, g, 0, size);
                gradients.begin(new Turn(0, 1, t, 1, new RandomStreams(0)));
                transform.apply(gradients);
                List<Integer> sent = new ArrayList<>();
                for (int k = 0; k < size; k++) {
                    if (g[k] != 0) {
                        sent.add(k);
                    }
                }
                List<Integer> wanted =
                        Golden.elements(step.get("sentIndices")).stream()
                                .map(JsonNode::intValue)
                                .toList();
                assertEquals(wanted, sent, where);
                assertEquals(c.whole("count"), gradients.sent(), where);
                float[] values = new float[sent.size()];
                float[] expected = new float[sent.size()];
                for (int n = 0; n < values.length; n++) {
                    values[n] = g[sent.get(n)];
                    expected[n] = (float) step.get("sentValues").get(n).doubleValue();
                }
                Golden.assertClose(where, expected, values);
            }
        }
    }
}
