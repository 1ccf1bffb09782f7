package filigree.model.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;

import filigree.model.schedule.Linear;
import filigree.model.sparsity.Mask;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which of a few units stay, worked out by hand.
class UnitScoreTest {
    // unit: two incoming weights, one outgoing
    private static final float[] IN = {3, 0, 2, 2, 2.1f, 2, 0, 1};
    private static final float[] OUT = {0, 0, 0, 0.5f};
    private static final float[] IN_GRADIENT = {1, 1, 0.1f, 0.1f, 2, 0, 0, 9};
    private static final float[] OUT_GRADIENT = {1, 1, 1, -20};

    /// L1: 3, 4, 4.1, 1.5; L2: 3, 2.83, 2.9, 1.12; distances: 7.63, 4.63, 4.67, 7.87; |w g|: 3,
    /// 0.4, 4.2, 19; of the outputs: 0, 0, 0, 10, where the lower of equals stays.
    @ParameterizedTest
    @CsvSource({
        "L1, 1 2",
        "L2, 0 2",
        "MEDIAN_DISTANCE, 0 3",
        "TAYLOR_WEIGHTS, 2 3",
        "TAYLOR_OUTPUT, 0 3"
    })
    void theHighestStay(UnitScore score, String units) {
        var layers = layers();
        Mask rows =
                pruner(score, Structured.Sharing.UNIFORM, 0.5)
                        .newMasks(9, 10, layers)
                        .getFirst()
                        .after();
        StringBuilder left = new StringBuilder();
        for (int u = 0; u < 4; u++) {
            if (rows.rowStarts()[u] < rows.rowStarts()[u + 1]) {
                left.append(left.isEmpty() ? "" : " ").append(u);
            }
        }
        assertEquals(units, left.toString());
    }

    /// The scores of one layer are a thousand times those of the other; divided by their means they
    /// compete as equals.
    @Test
    void layersCompeteByMeansOfOne() {
        float[] first = {1000, 1000, 1000, 5000};
        float[] second = {0.001f, 0.001f, 0.001f, 0.001f, 1, 1, 1, 1, 2, 2, 2, 2};
        float[] last = {0, 0, 0};
        List<LayerView> layers =
                List.of(
                        FakeLayer.view("a", Mask.full(4, 1), first, new float[4]),
                        FakeLayer.view("b", Mask.full(3, 4), second, new float[12]),
                        FakeLayer.view("c", Mask.full(1, 3), last, new float[3]));
        List<NextMask> next =
                pruner(UnitScore.L1, Structured.Sharing.GLOBAL, 4.0 / 7).newMasks(9, 10, layers);
        assertEquals(1, next.get(0).after().activeCount()); // of about 0.5, 0.5, 0.5, 2.5
        assertEquals(2, next.get(1).after().activeCount()); // of about 0, 1, 2: rows times columns
    }

    private static Structured pruner(UnitScore score, Structured.Sharing sharing, double sparsity) {
        return new Structured(sparsity, new Linear(0), score, sharing, 1, 1, 0, 0.5, 1, 1);
    }

    private static List<LayerView> layers() {
        return List.of(
                FakeLayer.view("a", Mask.full(4, 2), IN, IN_GRADIENT),
                FakeLayer.view("b", Mask.full(1, 4), OUT, OUT_GRADIENT));
    }
}
