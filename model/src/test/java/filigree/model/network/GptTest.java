package filigree.model.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.model.data.ImageShape;
import filigree.model.kernel.KernelProvider;
import filigree.model.kernel.Kernels;
import filigree.model.kernel.ScalarKernels;
import filigree.model.layer.LearnedLayer;
import filigree.model.layer.Parameter;
import filigree.model.layer.TrainableLayer;
import filigree.model.loss.CrossEntropy;
import filigree.model.loss.Loss;
import filigree.model.matrix.WeightMatrix;
import filigree.model.random.RandomStreams;
import filigree.model.sparsity.LayerShape;
import filigree.model.sparsity.Mask;
import filigree.model.sparsity.Wiring;
import filigree.model.text.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GptTest {
    private static final Gpt FORM = new Gpt(1, 8, 2);
    private static final int VOCABULARY = 5;
    private static final int LENGTH = 8;
    private static final int SEQUENCES = 9; // the second tile is mostly padding
    private static final ImageShape INPUT = new ImageShape(1, LENGTH, 1);

    private final SplittableRandom random = new SplittableRandom(3);
    private final int[][] tokens = draw();
    private final int[][] next = draw();

    static Stream<Kernels> kernels() {
        return Stream.of(KernelProvider.best(), new ScalarKernels());
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void saysWhatTheFormulasSay(Kernels kernels) {
        Gpt form = new Gpt(3, 12, 3);
        Network network = network(form, kernels);
        Pass pass = run(network, kernels);
        var plain = new PlainGpt(form, network);
        for (int s = 0; s < SEQUENCES; s++) {
            double[][] z = plain.outputs(tokens[s]);
            for (int t = 0; t < LENGTH; t++) {
                for (int i = 0; i < VOCABULARY; i++) {
                    float said = pass.output().get(i, s * LENGTH + t);
                    assertEquals(z[t][i], said, 2e-5, "sequence " + s + " token " + t);
                }
            }
        }
    }

    /// Central differences of the formulas in f64 for every parameter, pruned weights excepted.
    @ParameterizedTest
    @MethodSource("kernels")
    void gradientsAreTheSlopesOfTheFormulas(Kernels kernels) {
        Network network = network(FORM, kernels);
        Pass pass = run(network, kernels);
        var plain = new PlainGpt(FORM, network);
        double largest = 0;
        for (int l = 0; l < network.layers().size(); l++) {
            switch (network.layers().get(l)) {
                case TrainableLayer layer ->
                        layer.gradient(pass.inputOf(l), pass.gradientOf(l), 0, layer.outputSize());
                case LearnedLayer layer ->
                        layer.gradient(
                                pass.inputOf(l), pass.gradientOf(l), 0, layer.gradientRows());
                default -> {}
            }
            for (Parameter p : network.layers().get(l).parameters()) {
                double[][] w = plain.weight(p.shape().name());
                Mask mask = p.matrix().mask();
                for (int i = 0; i < mask.rows(); i++) {
                    for (int k = mask.rowStarts()[i]; k < mask.rowStarts()[i + 1]; k++) {
                        double slope = slope(plain, w[i], mask.column(k));
                        String what = p.shape().name() + " " + k;
                        assertEquals(slope, p.matrix().gradients()[k], 2e-6, what);
                        largest = Math.max(largest, Math.abs(slope));
                    }
                }
            }
        }
        assertTrue(largest > 0.05, "gradients of at most " + largest + " show little");
    }

    private double slope(PlainGpt plain, double[] row, int column) {
        double at = row[column];
        double step = 1e-4;
        row[column] = at + step;
        double above = plain.loss(tokens, next);
        row[column] = at - step;
        double below = plain.loss(tokens, next);
        row[column] = at;
        return (above - below) / (2 * step);
    }

    @Test
    void whatATokenIsToldDependsOnNothingAfterIt() {
        Network network = network(new Gpt(2, 8, 2), KernelProvider.best());
        Pass before = run(network, KernelProvider.best());
        int changed = 5;
        for (int[] sequence : tokens) {
            for (int t = changed; t < LENGTH; t++) {
                sequence[t] = (sequence[t] + 1) % VOCABULARY;
            }
        }
        Pass after = run(network, KernelProvider.best());
        for (int s = 0; s < SEQUENCES; s++) {
            for (int t = 0; t < LENGTH; t++) {
                boolean same = true;
                for (int i = 0; i < VOCABULARY; i++) {
                    int column = s * LENGTH + t;
                    same &= before.output().get(i, column) == after.output().get(i, column);
                }
                assertEquals(t < changed, same, "sequence " + s + " token " + t);
            }
        }
    }

    @Test
    void sixLinearLayersABlockMayBePruned() {
        Network network = network(new Gpt(2, 8, 2), KernelProvider.best());
        List<String> expected = new ArrayList<>();
        for (int block = 1; block <= 2; block++) {
            for (String name : List.of("q", "k", "v", "o", "fc1", "fc2")) {
                expected.add("block" + block + "." + name);
            }
        }
        assertEquals(expected, network.trainable().stream().map(TrainableLayer::name).toList());
        assertEquals(
                expected,
                new Gpt(2, 8, 2).shapes(INPUT, VOCABULARY).stream().map(LayerShape::name).toList());
        assertEquals(
                expected,
                network.parameters().stream()
                        .filter(Parameter::prunable)
                        .map(p -> p.shape().name())
                        .toList());
    }

    /// Values reach the output map unit by unit, queries and keys everything at once.
    @Test
    void theStreamFeedsEveryBranchAndTheOutput() {
        Wiring wiring = network(new Gpt(2, 8, 2), KernelProvider.best()).wiring();
        List<Integer> start = List.of(Wiring.INPUT);
        List<Integer> second = List.of(Wiring.INPUT, 3, 5);
        assertEquals(
                List.of(
                        start,
                        start,
                        start,
                        List.of(2),
                        List.of(Wiring.INPUT, 3),
                        List.of(4),
                        second,
                        second,
                        second,
                        List.of(8),
                        List.of(Wiring.INPUT, 3, 5, 9),
                        List.of(10)),
                wiring.sources());
        assertEquals(List.of(0, 1, 6, 7, 3, 5, 9, 11), wiring.outputs());
    }

    @Test
    void layersThatAddUpInTheStreamBeginSmaller() {
        Network network = network(new Gpt(2, 8, 2), KernelProvider.best());
        assertEquals(
                List.of(1.0, 1.0, 1.0, 0.5, 1.0, 0.5),
                network.trainable().subList(0, 6).stream()
                        .map(TrainableLayer::initialScale)
                        .toList());
    }

    @Test
    void headsThatDoNotShareTheWidthAreRefused() {
        String text =
                Refusal.of(
                        "gpt-heads", () -> new Gpt(1, 10, 4).shapes(INPUT, VOCABULARY).getFirst());
        assertTrue(text.contains("4 heads") && text.contains("10"), text);
    }

    private Network network(Gpt form, Kernels kernels) {
        List<Mask> masks =
                form.shapes(INPUT, VOCABULARY).stream()
                        .map(s -> Mask.where(s.rows(), s.columns(), _ -> random.nextInt(3) > 0))
                        .toList();
        Network network = form.build(INPUT, VOCABULARY, masks, kernels);
        for (int l = 0; l < network.learned().size(); l++) {
            network.learned().get(l).initialise(new RandomStreams(1), l);
        }
        for (Parameter p : network.parameters()) {
            WeightMatrix m = p.matrix();
            for (int k = 0; k < m.values().length; k++) { // gains about 1, the rest about 0
                m.values()[k] += (float) random.nextDouble(-0.7, 0.7);
            }
            m.publish();
        }
        return network;
    }

    private Pass run(Network network, Kernels kernels) {
        var pass = new Pass(network, SEQUENCES * LENGTH);
        int[] labels = new int[SEQUENCES * LENGTH];
        for (int c = 0; c < labels.length; c++) {
            pass.input().set(0, c, tokens[c / LENGTH][c % LENGTH]);
            labels[c] = next[c / LENGTH][c % LENGTH];
        }
        var totals = new Loss.Totals(pass.tiles());
        for (int tile = 0; tile < pass.tiles(); tile++) {
            pass.forward(tile);
            new CrossEntropy()
                    .evaluate(kernels, pass.output(), labels, pass.outputGradient(), totals, tile);
            pass.backward(tile);
        }
        return pass;
    }

    private int[][] draw() {
        int[][] drawn = new int[SEQUENCES][LENGTH];
        for (int[] sequence : drawn) {
            for (int t = 0; t < LENGTH; t++) {
                sequence[t] = random.nextInt(VOCABULARY);
            }
        }
        return drawn;
    }
}
