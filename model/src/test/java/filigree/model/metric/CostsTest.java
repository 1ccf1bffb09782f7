package filigree.model.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import filigree.model.sparsity.LayerShape;
import filigree.model.sparsity.Mask;
import java.util.List;
import org.junit.jupiter.api.Test;

class CostsTest {
    private static final LayerShape WIDE = LayerShape.linear("wide", 1, 65_537);
    private static final LayerShape LAYER = LayerShape.linear("layer", 3, 5);
    private final Costs costs =
            Costs.of(List.of(LAYER), List.of(Mask.of(3, 5, new long[] {0, 6, 7, 14})));

    @Test
    void countsActiveWeightsTwice() {
        assertEquals(8, costs.forwardFlops());
        assertEquals(30, costs.denseForwardFlops());
        assertEquals(4, costs.nonZeros());
        assertEquals(15, costs.size());
    }

    @Test
    void aConvolutionUsesEachWeightAtEveryPixelOfItsOutput() {
        var cost = new LayerCost(new LayerShape("conv1", 20, 1, 5, 5), 24 * 24, 50);
        assertEquals(576_000, cost.denseForwardFlops());
        assertEquals(57_600, cost.forwardFlops());
        assertEquals(2_000, cost.denseBytes(4), "each weight is stored once");
    }

    @Test
    void trainingIsThreeForwardPasses() {
        assertEquals(90, costs.denseTrainingFlops());
        assertEquals(24, costs.sparseTrainingFlops());
        assertEquals((24.0 * 9 + 16 + 30) / 10, costs.riglTrainingFlops(9), 1e-12);
    }

    @Test
    void pruningCostsTheMeanOfItsDensities() {
        assertEquals(90 * 0.75, costs.pruningTrainingFlops(4, step -> step < 2 ? 0 : 0.5), 1e-12);
        assertEquals(costs.denseTrainingFlops(), costs.pruningTrainingFlops(7, _ -> 0), 1e-12);
    }

    @Test
    void countsBytesOfEachStorage() {
        assertEquals(60, costs.denseBytes(4));
        assertEquals(15, costs.denseBytes(1));
        assertEquals(2 + 16, costs.bitmaskBytes(4), "15 bits are two bytes");
        assertEquals(4 * (4 + 2) + 4 * 4, costs.csrBytes(4));
        assertEquals(4 * (1 + 2) + 4 * 4, costs.csrBytes(1));
    }

    @Test
    void wideLayersNeedALongerIndex() {
        assertEquals(2, new LayerCost(LayerShape.linear("fits", 1, 65_536), 1).indexBytes());
        var wide = new LayerCost(WIDE, 10);
        assertEquals(4, wide.indexBytes());
        assertEquals(10 * 8 + 2 * 4, wide.csrBytes(4));
        assertThrows(IllegalArgumentException.class, () -> wide.csrBytes(4, 2));
    }

    @Test
    void refusesMoreWeightsThanThereAre() {
        assertThrows(IllegalArgumentException.class, () -> new LayerCost(LAYER, 16));
        assertThrows(IllegalArgumentException.class, () -> Costs.of(List.of(LAYER), List.of()));
    }
}
