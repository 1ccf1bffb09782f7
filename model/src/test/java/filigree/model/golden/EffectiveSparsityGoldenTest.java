package filigree.model.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;

import filigree.model.sparsity.LayerShape;
import filigree.model.sparsity.Mask;
import filigree.model.topology.EffectiveSparsity;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class EffectiveSparsityGoldenTest {
    static Stream<Golden.Case> cases() {
        return Golden.cases("effective-sparsity");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void findsTheWeightsOnAPath(Golden.Case c) {
        c.with("sizes", "masks", "onPath", "sparsity", "effectiveSparsity");
        int[] sizes = Golden.ints(c.get("sizes"));
        List<LayerShape> shapes = new ArrayList<>();
        for (int l = 1; l < sizes.length; l++) {
            shapes.add(LayerShape.linear("fc" + l, sizes[l], sizes[l - 1]));
        }
        List<Mask> masks = c.list("masks").stream().map(Golden::mask).toList();
        List<JsonNode> expected = c.list("onPath");
        List<Mask> onPath = EffectiveSparsity.onPath(shapes, masks);

        assertEquals(shapes.size(), masks.size());
        assertEquals(expected.size(), onPath.size());
        for (int l = 0; l < onPath.size(); l++) {
            Golden.assertMask(c + ", layer " + l, expected.get(l), onPath.get(l));
        }
        Golden.assertClose("sparsity", c.number("sparsity"), EffectiveSparsity.sparsityOf(masks));
        Golden.assertClose(
                "effective sparsity",
                c.number("effectiveSparsity"),
                EffectiveSparsity.sparsityOf(onPath));
    }
}
