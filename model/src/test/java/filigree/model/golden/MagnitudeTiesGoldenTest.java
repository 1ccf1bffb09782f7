package filigree.model.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;

import filigree.model.sparsity.Global;
import filigree.model.sparsity.LayerShape;
import filigree.model.sparsity.Mask;
import filigree.model.sparsity.SparsityDistribution;
import filigree.model.sparsity.Uniform;
import filigree.model.topology.LayerView;
import filigree.model.topology.MaskSelection;
import filigree.model.topology.Scorer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class MagnitudeTiesGoldenTest {
    static Stream<Golden.Case> cases() {
        return Golden.cases("magnitude-ties");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void keepsTheLargestOfEachLayer(Golden.Case c) {
        check(c, new Uniform(), "layerwise");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void keepsTheLargestOfAllLayersTogether(Golden.Case c) {
        check(c, new Global(), "global");
    }

    private static void check(Golden.Case c, SparsityDistribution distribution, String key) {
        c.with("sparsity", "weights", "layerwise", "global");
        List<LayerView> layers = new ArrayList<>();
        for (JsonNode weights : c.list("weights")) {
            int[] shape = Golden.shape(weights);
            layers.add(
                    GoldenLayer.view(
                            "layer" + layers.size(),
                            Mask.full(shape[0], shape[1]),
                            Golden.floats(weights),
                            new float[shape[0] * shape[1]]));
        }
        List<LayerShape> shapes = layers.stream().map(LayerView::shape).toList();
        List<Mask> masks =
                MaskSelection.keepHighest(
                        layers,
                        distribution.allocate(shapes, c.number("sparsity")),
                        Scorer.MAGNITUDE);
        List<JsonNode> expected = c.list(key);
        assertEquals(expected.size(), masks.size());
        for (int l = 0; l < masks.size(); l++) {
            Golden.assertMask(c + ", " + key + ", layer " + l, expected.get(l), masks.get(l));
        }
    }
}
