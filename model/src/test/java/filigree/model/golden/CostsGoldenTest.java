package filigree.model.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import filigree.model.metric.Costs;
import filigree.model.metric.LayerCost;
import filigree.model.sparsity.LayerShape;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class CostsGoldenTest {
    private static final Pattern RIGL = Pattern.compile("riglTrainingFlopsPerSampleInterval(\\d+)");
    private static final Pattern BYTES =
            Pattern.compile("(dense|bitmask|csr)(F32|Int8)(?:Index(16|32))?");

    static Stream<Golden.Case> cases() {
        return Golden.cases("costs");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void countsFlopsAndBytes(Golden.Case c) {
        Costs costs = costs(c);
        for (String key : c.json().propertyNames()) {
            Matcher rigl = RIGL.matcher(key);
            if (rigl.matches()) {
                long interval = Long.parseLong(rigl.group(1));
                Golden.assertClose(key, c.number(key), costs.riglTrainingFlops(interval));
                continue;
            }
            switch (key) {
                case "sizes", "nonZeros" -> {}
                case "forwardFlopsPerSample" ->
                        assertEquals(c.whole(key), costs.forwardFlops(), key);
                case "denseForwardFlopsPerSample" ->
                        assertEquals(c.whole(key), costs.denseForwardFlops(), key);
                case "denseTrainingFlopsPerSample" ->
                        Golden.assertClose(key, c.number(key), costs.denseTrainingFlops());
                case "staticTrainingFlopsPerSample", "setTrainingFlopsPerSample" ->
                        Golden.assertClose(key, c.number(key), costs.sparseTrainingFlops());
                case "bytes" -> checkBytes(c.get(key), costs);
                default -> fail(c + " has an unknown key " + key);
            }
        }
    }

    private static void checkBytes(JsonNode bytes, Costs costs) {
        for (String key : bytes.propertyNames()) {
            Matcher m = BYTES.matcher(key);
            if (!m.matches()) {
                fail("unknown storage " + key);
            }
            int value = m.group(2).equals("F32") ? 4 : 1;
            int index = m.group(3) == null ? 0 : Integer.parseInt(m.group(3)) / 8;
            long actual =
                    switch (m.group(1)) {
                        case "dense" -> costs.denseBytes(value);
                        case "bitmask" -> costs.bitmaskBytes(value);
                        default -> index == 0 ? costs.csrBytes(value) : csr(costs, value, index);
                    };
            assertEquals(bytes.get(key).longValue(), actual, key);
        }
    }

    private static long csr(Costs costs, int value, int index) {
        return costs.layers().stream().mapToLong(l -> l.csrBytes(value, index)).sum();
    }

    private static Costs costs(Golden.Case c) {
        int[] sizes = Golden.ints(c.get("sizes"));
        int[] nonZeros = Golden.ints(c.get("nonZeros"));
        assertEquals(sizes.length - 1, nonZeros.length, "layers");
        List<LayerCost> layers = new ArrayList<>();
        for (int l = 1; l < sizes.length; l++) {
            var shape = LayerShape.linear("fc" + l, sizes[l], sizes[l - 1]);
            layers.add(new LayerCost(shape, nonZeros[l - 1]));
        }
        return new Costs(layers);
    }
}
