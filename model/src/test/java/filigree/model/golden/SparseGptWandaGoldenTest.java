package filigree.model.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;

import filigree.model.sparsity.LayerShape;
import filigree.model.sparsity.Mask;
import filigree.model.topology.InputMoments;
import filigree.model.topology.LayerPruner;
import filigree.model.topology.NOfM;
import filigree.model.topology.Pattern;
import filigree.model.topology.SparseGpt;
import filigree.model.topology.Unstructured;
import filigree.model.topology.Wanda;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SparseGptWandaGoldenTest {
    static Stream<Golden.Case> cases() {
        return Golden.cases("sparsegpt-wanda");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void sparseGptPrunesAndMovesAsTheReferenceDoes(Golden.Case c) {
        LayerShape shape = shape(c);
        var method =
                new SparseGpt(
                        sparsity(c),
                        pattern(c),
                        0.5,
                        1,
                        c.whole("blockSize"),
                        c.number("dampening"),
                        0);
        LayerPruner.Pruned pruned =
                method.prune(shape, Golden.floats(c.get("weights")), inputs(c, true));
        float[] expected = Golden.floats(c.get("sparsegptWeights"));
        Golden.assertClose(c + " weights", expected, pruned.weights());
        Golden.assertClose(c + " loss", c.number("sparsegptLoss"), pruned.loss());
        assertEquals(
                Mask.where(shape.rows(), shape.columns(), i -> expected[(int) i] != 0),
                pruned.mask());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void wandaPrunesWhatTheReferencePrunes(Golden.Case c) {
        LayerShape shape = shape(c);
        LayerPruner.Pruned pruned =
                new Wanda(sparsity(c), pattern(c), 0.5, 1)
                        .prune(shape, Golden.floats(c.get("weights")), inputs(c, false));
        float[] gone = Golden.floats(c.get("wandaPruned"));
        assertEquals(
                Mask.where(shape.rows(), shape.columns(), i -> gone[(int) i] == 0), pruned.mask());
    }

    private static LayerShape shape(Golden.Case c) {
        c.with(
                "weights",
                "inputs",
                "sparsity",
                "n",
                "m",
                "blockSize",
                "dampening",
                "sparsegptWeights",
                "sparsegptLoss",
                "wandaPruned");
        int[] sizes = Golden.shape(c.get("weights"));
        return LayerShape.linear("w", sizes[0], sizes[1]);
    }

    private static Pattern pattern(Golden.Case c) {
        assertEquals(c.whole("m") == 0, c.get("sparsity").isNumber(), c + ": one or the other");
        return c.whole("m") == 0 ? new Unstructured() : new NOfM(c.whole("n"), c.whole("m"));
    }

    private static double sparsity(Golden.Case c) {
        return c.whole("m") == 0 ? c.number("sparsity") : 1 - (double) c.whole("n") / c.whole("m");
    }

    private static InputMoments inputs(Golden.Case c, boolean products) {
        int[] sizes = Golden.shape(c.get("inputs"));
        float[] x = Golden.floats(c.get("inputs"));
        var moments = new InputMoments(sizes[0], products);
        float[] token = new float[sizes[0]];
        for (int t = 0; t < sizes[1]; t++) {
            for (int j = 0; j < sizes[0]; j++) {
                token[j] = x[j * sizes[1] + t];
            }
            moments.add(token);
        }
        return moments;
    }
}
