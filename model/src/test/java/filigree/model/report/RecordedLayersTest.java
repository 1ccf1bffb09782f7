package filigree.model.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import filigree.model.file.Json;
import filigree.model.sparsity.LayerShape;
import filigree.model.sparsity.Wiring;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordedLayersTest {
    private static final Map<String, @Nullable Object> STATE =
            Json.parse(
                    "run.json",
                    """
                    {"layers": [
                      {"name": "conv1", "out": 20, "in": 1, "kernelHeight": 5, "kernelWidth": 5,
                       "positions": 576},
                      {"name": "fc1", "out": 10, "in": 90, "kernelHeight": 1, "kernelWidth": 1,
                       "positions": 1}]}
                    """);

    @Test
    void readsSizesAndHowOftenASampleUsesAWeight() {
        RecordedLayers layers = RecordedLayers.of(STATE);
        assertEquals(
                List.of(new LayerShape("conv1", 20, 1, 5, 5), LayerShape.linear("fc1", 10, 90)),
                layers.shapes());
        assertEquals(576, layers.positions("conv1"));
        assertEquals(1, layers.positions("fc1"));
    }

    @Test
    void aRunWithoutThemUsesEachWeightOnce() {
        RecordedLayers none = RecordedLayers.of(Map.of());
        assertEquals(List.of(), none.shapes());
        assertEquals(1, none.positions("fc1"));
    }

    @Test
    void layersAreAChainUnlessTheRunSaysWhatTheyRead() {
        assertEquals(Wiring.chain(2), RecordedLayers.of(STATE).wiring(2));
        assertEquals(Wiring.chain(3), RecordedLayers.of(Map.of()).wiring(3));
        RecordedLayers branched =
                RecordedLayers.of(
                        Json.parse(
                                "run.json",
                                """
                                {"layers": [
                                  {"name": "a", "out": 3, "in": 1, "reads": ["input"]},
                                  {"name": "b", "out": 3, "in": 3, "reads": ["a"]},
                                  {"name": "c", "out": 2, "in": 3, "reads": ["a", "b"]}]}
                                """));
        Wiring expected =
                new Wiring(List.of(List.of(Wiring.INPUT), List.of(0), List.of(0, 1)), List.of(2));
        assertEquals(expected, branched.wiring(3));
    }
}
