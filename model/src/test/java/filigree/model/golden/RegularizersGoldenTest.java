package filigree.model.golden;

import static org.junit.jupiter.api.Assertions.fail;

import filigree.model.regularize.GroupLasso;
import filigree.model.regularize.L1;
import filigree.model.regularize.Regularizer;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// Penalties in proximal form, with a learning rate of 1. The same file has cases of methods that
/// this build does not offer: their names are known, so that a new kind is not passed over.
class RegularizersGoldenTest {
    private static final String[] KINDS = {
        "hardConcrete", "l1", "groupLasso", "dgc", "errorFeedback"
    };
    private static final List<String> PENALTIES = List.of("l1", "groupLasso");

    static List<Golden.Case> cases() {
        return Golden.kinds("regularizers-and-gradients", KINDS).stream()
                .filter(c -> PENALTIES.contains(c.list()))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void shrinksWeightsAsTheReferenceDoes(Golden.Case c) {
        Regularizer penalty =
                switch (c.list()) {
                    case "l1" ->
                            new L1(
                                    c.with("weights", "threshold", "out").number("threshold"),
                                    L1.Form.PROXIMAL);
                    case "groupLasso" ->
                            new GroupLasso(c.with("weights", "lambda", "out").number("lambda"));
                    default -> fail("unknown penalty " + c.list());
                };
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
}
