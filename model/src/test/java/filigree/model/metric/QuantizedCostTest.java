package filigree.model.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import filigree.model.sparsity.LayerShape;
import org.junit.jupiter.api.Test;

class QuantizedCostTest {
    private static final LayerCost LAYER =
            new LayerCost(LayerShape.linear("fc1", 300, 784), 18_816);

    @Test
    void withoutScalesItIsTheCostOfWholeBytes() {
        for (int bytes = 1; bytes <= 4; bytes++) {
            var cost = new QuantizedCost(LAYER, 8 * bytes, 0, 0);
            assertEquals(LAYER.denseBytes(bytes), cost.denseBytes());
            assertEquals(LAYER.bitmaskBytes(bytes), cost.bitmaskBytes());
            assertEquals(LAYER.csrBytes(bytes), cost.csrBytes());
        }
    }

    @Test
    void bitsAreCountedExactly() { // by hand: n = 235,200, nnz = 18,816
        var cost = new QuantizedCost(LAYER, 3, 0, 300);
        assertEquals(88_200 + 1_200, cost.denseBytes());
        assertEquals(29_400 + 7_056 + 1_200, cost.bitmaskBytes());
        assertEquals(18_816 * 2 + 301 * 4 + 7_056 + 1_200, cost.csrBytes());
        assertEquals(cost.bitmaskBytes(), cost.fewestBytes());
        var odd = new LayerCost(LayerShape.linear("fc", 1, 5), 3);
        assertEquals(2, new QuantizedCost(odd, 3, 0, 0).denseBytes());
        assertEquals(1 + 2, new QuantizedCost(odd, 3, 0, 0).bitmaskBytes());
    }

    @Test
    void keptWeightsHaveFourBytesAndAPlace() {
        var cost = new QuantizedCost(LAYER, 4, 188, 1);
        long rounded = (18_816 - 188) / 2;
        long beside = 188 * 6 + 301 * 4 + 4;
        assertEquals(29_400 + rounded + beside, cost.bitmaskBytes());
        assertEquals((18_816 - 188) * 2 + 301 * 4 + rounded + beside, cost.csrBytes());
    }

    @Test
    void nonsenseIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new QuantizedCost(LAYER, 0, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new QuantizedCost(LAYER, 33, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new QuantizedCost(LAYER, 8, 18_817, 0));
    }
}
