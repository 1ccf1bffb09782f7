package filigree.model.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.model.schedule.CubicRamp;
import filigree.model.sparsity.Floor;
import filigree.model.sparsity.Global;
import filigree.model.sparsity.LayerShape;
import filigree.model.sparsity.Mask;
import filigree.model.sparsity.Uniform;
import filigree.model.text.Refusal;
import java.util.List;
import org.junit.jupiter.api.Test;

class MagnitudePruningTest {
    private final MagnitudePruning pruning =
            new MagnitudePruning(0.9, new CubicRamp(0), new Uniform(), 100, 0.1, 0.65);

    @Test
    void prunesAtTheIntervalAndOnceMoreAtTheEndOfTheRamp() {
        assertTrue(pruning.updatesAt(100, 1_000));
        assertTrue(pruning.updatesAt(600, 1_000));
        assertTrue(pruning.updatesAt(650, 1_000), "the ramp ends here");
        assertFalse(pruning.updatesAt(700, 1_000));
        assertFalse(pruning.updatesAt(0, 1_000));
    }

    @Test
    void plansTheRampAndThenStays() {
        assertEquals(0, pruning.plannedSparsity(100, 1_000).orElseThrow(), 1e-12);
        assertEquals(0.9, pruning.plannedSparsity(650, 1_000).orElseThrow(), 1e-12);
        assertEquals(0.9, pruning.plannedSparsity(999, 1_000).orElseThrow(), 1e-12);
    }

    @Test
    void aRampFromOneDownLeavesEveryLayerAWeight() {
        var down = new MagnitudePruning(0.9, new CubicRamp(1), new Uniform(), 100, 0.5, 0.65);
        assertEquals(0.999, down.plannedSparsity(100, 1_000).orElseThrow());
        assertEquals(0.9, down.plannedSparsity(650, 1_000).orElseThrow(), 1e-12);
    }

    @Test
    void refusesABudgetSmallerThanTheNumberOfLayers() {
        var shapes = List.of(LayerShape.linear("a", 2, 5), LayerShape.linear("b", 2, 2));
        var global = new MagnitudePruning(0.95, new CubicRamp(0), new Global(), 100, 0, 1);
        String text = Refusal.of("fewer-weights-than-layers", () -> global.check(shapes));
        assertTrue(text.contains("1") && text.contains("2"), text);
    }

    @Test
    void aRandomStartRefusesOneBudgetForAllLayers() {
        var shapes = List.of(LayerShape.linear("a", 2, 5));
        String text =
                Refusal.of(
                        "needs-layer-wise",
                        () -> new StaticSparse(0.5, new Global()).check(shapes));
        assertTrue(text.contains("static") && text.contains("global"), text);
    }

    /// The second layer has the smallest weights by far: alone it would keep its best one.
    @Test
    void aFloorHoldsWhereAllLayersCompete() {
        float[] large = new float[100];
        float[] small = new float[50];
        for (int i = 0; i < large.length; i++) {
            large[i] = 10 + i;
        }
        for (int i = 0; i < small.length; i++) {
            small[i] = (i * 7 % 50) / 50f;
        }
        var layers =
                List.of(
                        FakeLayer.view("a", Mask.full(10, 10), large, large),
                        FakeLayer.view("b", Mask.full(5, 10), small, small));
        var floor = new Floor(new Global(), 5, 0.2);
        var pruner = new MagnitudePruning(0.8, new CubicRamp(0), floor, 100, 0, 0.5);
        List<NextMask> masks = pruner.newMasks(500, 1_000, layers);
        assertEquals(20, masks.get(0).after().activeCount());
        assertEquals(80, masks.get(0).after().flatIndices()[0], "the largest");
        Mask least = masks.get(1).after();
        assertEquals(10, least.activeCount(), "a fifth of 50");
        for (long i : least.flatIndices()) {
            assertTrue(small[(int) i] >= 0.8f, "its best ones");
        }
        assertEquals(
                1,
                new MagnitudePruning(0.8, new CubicRamp(0), new Global(), 100, 0, 0.5)
                        .newMasks(500, 1_000, layers)
                        .get(1)
                        .after()
                        .activeCount());
    }
}
