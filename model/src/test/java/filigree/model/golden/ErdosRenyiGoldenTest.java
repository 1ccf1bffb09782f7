package filigree.model.golden;

import static org.junit.jupiter.api.Assertions.fail;

import filigree.model.sparsity.Allocation;
import filigree.model.sparsity.ErdosRenyi;
import filigree.model.sparsity.ErdosRenyiKernel;
import filigree.model.sparsity.LayerShape;
import filigree.model.sparsity.SparsityDistribution;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class ErdosRenyiGoldenTest {
    static Stream<Golden.Case> cases() {
        return Golden.cases("erdos-renyi");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void sharesTheTotalAsTheReferenceDoes(Golden.Case c) {
        c.with("net", "shapes", "method", "sparsity", "densities");
        SparsityDistribution distribution =
                switch (c.text("method")) {
                    case "er" -> new ErdosRenyi();
                    case "erk" -> new ErdosRenyiKernel();
                    default -> fail("unknown method " + c.text("method"));
                };
        List<LayerShape> shapes = shapes(c);
        Allocation allocation = distribution.allocate(shapes, c.number("sparsity"));
        if (!(allocation instanceof Allocation.PerLayer(List<Double> sparsities))) {
            throw new AssertionError(c + " has no number for each layer");
        }
        double[] densities = sparsities.stream().mapToDouble(s -> 1 - s).toArray();
        Golden.assertClose(c.toString(), Golden.doubles(c.get("densities")), densities);

        double active = 0;
        double all = 0;
        for (int l = 0; l < densities.length; l++) {
            active += densities[l] * shapes.get(l).size();
            all += shapes.get(l).size();
        }
        Golden.assertClose("total", (1 - c.number("sparsity")) * all, active);
    }

    private static List<LayerShape> shapes(Golden.Case c) {
        List<LayerShape> shapes = new ArrayList<>();
        for (JsonNode shape : c.list("shapes")) {
            int[] n = Golden.ints(shape);
            String name = "layer" + shapes.size();
            shapes.add(
                    switch (n.length) {
                        case 2 -> LayerShape.linear(name, n[0], n[1]);
                        case 4 -> new LayerShape(name, n[0], n[1], n[2], n[3]);
                        default -> fail("a shape of " + n.length + " numbers");
                    });
        }
        return shapes;
    }
}
