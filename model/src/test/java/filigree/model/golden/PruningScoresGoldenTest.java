package filigree.model.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;

import filigree.model.data.ImageShape;
import filigree.model.kernel.ScalarKernels;
import filigree.model.layer.TrainableLayer;
import filigree.model.loss.CrossEntropy;
import filigree.model.loss.Loss;
import filigree.model.matrix.WeightMatrix;
import filigree.model.network.ExactNetwork;
import filigree.model.network.Mlp;
import filigree.model.network.Network;
import filigree.model.network.Pass;
import filigree.model.optim.Optimizer;
import filigree.model.recipe.MethodCodec;
import filigree.model.sparsity.LayerShape;
import filigree.model.sparsity.Mask;
import filigree.model.topology.MaskUpdater;
import filigree.model.topology.SynFlow;
import filigree.model.topology.TaylorPruning;
import filigree.model.topology.TaylorPruning.Form;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class PruningScoresGoldenTest {
    static Stream<Golden.Case> cases() {
        return Golden.cases("pruning-scores");
    }

    /// SNIP and Taylor pruning read the gradient that training reads.
    @ParameterizedTest
    @MethodSource("cases")
    void theScoresOfOneBatchAreThoseOfTheReference(Golden.Case c) {
        Network network = network(c);
        int[] labels = Golden.ints(c.get("y"));
        Pass pass = new Pass(network, labels.length);
        float[] x = Golden.floats(c.get("x"));
        int features = network.inputSize();
        for (int i = 0; i < x.length; i++) {
            pass.input().set(i % features, i / features, x[i]);
        }
        var kernels = new ScalarKernels();
        for (int tile = 0; tile < pass.tiles(); tile++) {
            pass.forward(tile);
            new CrossEntropy()
                    .evaluate(
                            kernels,
                            pass.output(),
                            labels,
                            pass.outputGradient(),
                            new Loss.Totals(pass.tiles()),
                            tile);
            pass.backward(tile);
        }
        int n = 0;
        for (int l = 0; l < network.layers().size(); l++) {
            if (network.layers().get(l) instanceof TrainableLayer layer) {
                WeightMatrix w = layer.weight().matrix();
                int rows = layer.weight().shape().rows();
                layer.gradient(pass.inputOf(l), pass.gradientOf(l), 0, rows);
                Golden.assertClose(c + " gradient " + n, numbers(c, "gradient", n), w.gradients());
                Golden.assertClose(
                        c + " |w g| " + n,
                        numbers(c, "snip_abs_w_g", n),
                        accumulated(Form.ABSOLUTE, w, rows));
                Golden.assertClose(
                        c + " (w g)^2 " + n,
                        numbers(c, "taylor_sq", n),
                        accumulated(Form.SQUARED, w, rows));
                n++;
            }
        }
    }

    private static float[] accumulated(Form form, WeightMatrix w, int rows) {
        var taylor =
                (TaylorPruning)
                        MethodCodec.decode(
                                MaskUpdater.class,
                                Map.of(
                                        "method",
                                        "taylor",
                                        "form",
                                        form == Form.SQUARED ? "squared" : "absolute"),
                                "");
        float[] sums = w.slots().get(taylor.accumulation().slots().getFirst());
        Arrays.fill(sums, 0);
        taylor.accumulation().add(w, new Optimizer.Moment(0.1, 1), 0, rows);
        return sums.clone();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theHessianTimesTheGradientIsExact(Golden.Case c) {
        var exact = new ExactNetwork(network(c));
        exact.restart();
        addAll(c, exact);
        List<double[]> gradient = exact.gradient();
        exact.restart(gradient);
        addAll(c, exact);
        List<double[]> product = exact.hessianTimesDirection();
        for (int l = 0; l < gradient.size(); l++) {
            double[] score = product.get(l).clone();
            for (int i = 0; i < score.length; i++) {
                score[i] *= -exact.weights().get(l)[i];
            }
            Golden.assertClose(c + " gradient " + l, doubles(c, "gradient", l), gradient.get(l));
            Golden.assertClose(
                    c + " H g " + l, doubles(c, "hessian_times_gradient", l), product.get(l));
            Golden.assertClose(c + " -w H g " + l, doubles(c, "grasp_minus_w_hg", l), score);
        }
    }

    private static void addAll(Golden.Case c, ExactNetwork exact) {
        double[] x = Golden.doubles(c.get("x").get("data"));
        int[] labels = Golden.ints(c.get("y"));
        int features = x.length / labels.length;
        for (int n = 0; n < labels.length; n++) {
            double[] example = Arrays.copyOfRange(x, n * features, (n + 1) * features);
            exact.add(example, labels[n], 1);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theFlowThroughEachWeightIsThatOfTheReference(Golden.Case c) {
        var exact = new ExactNetwork(network(c));
        exact.makeAbsolute();
        List<double[]> scores = SynFlow.scores(exact);
        for (int l = 0; l < scores.size(); l++) {
            Golden.assertClose(c + " w dR/dw " + l, doubles(c, "synflow_w_dR", l), scores.get(l));
        }
    }

    private static Network network(Golden.Case c) {
        c.with(
                "sizes",
                "bias",
                "x",
                "y",
                "weights",
                "gradient",
                "snip_abs_w_g",
                "taylor_sq",
                "hessian_times_gradient",
                "grasp_minus_w_hg",
                "synflow_w_dR");
        assertEquals(0, c.whole("bias"), c + " has biases");
        int[] sizes = Golden.ints(c.get("sizes"));
        List<Integer> hidden = new ArrayList<>();
        for (int l = 1; l < sizes.length - 1; l++) {
            hidden.add(sizes[l]);
        }
        var mlp = new Mlp(hidden);
        var input = new ImageShape(1, sizes[0], 1);
        int classes = sizes[sizes.length - 1];
        List<Mask> masks = new ArrayList<>();
        for (LayerShape shape : mlp.shapes(input, classes)) {
            masks.add(Mask.full(shape.rows(), shape.columns()));
        }
        Network network = mlp.build(input, classes, masks, new ScalarKernels());
        for (int l = 0; l < masks.size(); l++) {
            network.trainable().get(l).weight().matrix().load(numbers(c, "weights", l));
        }
        return network;
    }

    private static float[] numbers(Golden.Case c, String key, int layer) {
        return Golden.floats(tensor(c, key, layer));
    }

    private static double[] doubles(Golden.Case c, String key, int layer) {
        return Golden.doubles(tensor(c, key, layer).get("data"));
    }

    private static JsonNode tensor(Golden.Case c, String key, int layer) {
        return c.list(key).get(layer);
    }
}
