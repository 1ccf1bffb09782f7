package filigree.model.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import filigree.model.sparsity.LayerShape;
import filigree.model.sparsity.Mask;
import filigree.model.topology.Block;
import filigree.model.topology.KernelPattern;
import filigree.model.topology.NOfM;
import filigree.model.topology.NeuronPattern;
import filigree.model.topology.Pattern;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StructuredMasksGoldenTest {
    static Stream<Golden.Case> cases() {
        return Golden.cases("structured-masks");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void keepsTheGroupsOfLargestNormAndSoMuchOfTheEnergy(Golden.Case c) {
        c.with(
                Set.of("pattern", "weights", "mask", "energy"),
                Set.of("n", "m", "rows", "columns", "sparsity"));
        int[] sizes = Golden.ints(c.get("weights").get("shape"));
        float[] weights = Golden.floats(c.get("weights"));
        LayerShape shape =
                switch (sizes.length) {
                    case 2 -> LayerShape.linear("w", sizes[0], sizes[1]);
                    case 4 -> new LayerShape("w", sizes[0], sizes[1], sizes[2], sizes[3]);
                    default -> fail(c + " has weights of " + sizes.length + " dimensions");
                };
        Pattern pattern =
                switch (c.text("pattern")) {
                    case "n:m" -> new NOfM(c.whole("n"), c.whole("m"));
                    case "block" -> new Block(c.whole("rows"), c.whole("columns"));
                    case "row" -> new NeuronPattern();
                    case "kernel" -> new KernelPattern();
                    default -> fail("unknown pattern of " + c);
                };
        double sparsity =
                c.has("sparsity") ? c.number("sparsity") : 1 - (double) c.whole("n") / c.whole("m");
        pattern.check(shape, sparsity);
        float[] scores = new float[weights.length];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = Math.abs(weights[i]);
        }
        Mask mask = pattern.keep(shape, scores, sparsity);
        float[] expected = Golden.floats(c.get("mask"));
        assertEquals(Mask.where(shape.rows(), shape.columns(), i -> expected[(int) i] != 0), mask);
        Golden.assertClose(c + " energy", c.number("energy"), Pattern.energyKept(mask, weights));
    }
}
