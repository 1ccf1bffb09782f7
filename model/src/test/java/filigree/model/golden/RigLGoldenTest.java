package filigree.model.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;

import filigree.model.matrix.CsrMatrix;
import filigree.model.matrix.MaskedMatrix;
import filigree.model.matrix.WeightMatrix;
import filigree.model.schedule.Constant;
import filigree.model.schedule.Same;
import filigree.model.sparsity.Mask;
import filigree.model.sparsity.Uniform;
import filigree.model.topology.FakeLayer;
import filigree.model.topology.LayerView;
import filigree.model.topology.NextMask;
import filigree.model.topology.RigL;
import filigree.model.topology.TopologyHistory;
import filigree.model.topology.TopologyUpdate;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RigLGoldenTest {
    private static final long STEP = 100;

    static Stream<Golden.Case> cases() {
        return Stream.concat(Golden.cases("rigl-update"), Golden.cases("rigl-ties"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void dropsAndGrowsAsTheReferenceDoes(Golden.Case c) {
        c.with(
                Set.of("weights", "mask", "denseGradient", "dropFraction", "newMask"),
                Set.of("newWeights", "dropped"));
        Mask before = Golden.mask(c.get("mask"));
        check(c, before, new CsrMatrix(before));
        check(c, before, new MaskedMatrix(before));
    }

    private static void check(Golden.Case c, Mask before, WeightMatrix matrix) {
        matrix.load(Golden.floats(c.get("weights")));
        LayerView layer = FakeLayer.view("layer", matrix, Golden.floats(c.get("denseGradient")));
        var rigl =
                new RigL(
                        before.sparsity(),
                        new Uniform(),
                        new Constant(c.number("dropFraction")),
                        new Same(),
                        STEP,
                        0,
                        1,
                        1);

        List<NextMask> next = rigl.newMasks(STEP, 10 * STEP, List.of(layer));

        Golden.assertMask(c.toString(), c.get("newMask"), next.getFirst().after());
        if (c.has("dropped")) {
            Mask dropped = before.minus(next.getFirst().kept());
            assertEquals(c.whole("dropped"), dropped.activeCount(), "dropped");
        }
        var history = new TopologyHistory(before);
        var update = TopologyUpdate.apply(STEP, List.of(layer), next, List.of(history));
        assertEquals(update.dropped(), update.grown(), "the count stays");
        if (c.has("newWeights")) {
            Golden.assertClose(
                    "new weights",
                    Golden.floats(c.get("newWeights")),
                    matrix.toDense(matrix.values()));
        }
    }
}
