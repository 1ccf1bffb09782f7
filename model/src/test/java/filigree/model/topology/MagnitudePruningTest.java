package filigree.model.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.model.schedule.CubicRamp;
import filigree.model.sparsity.Global;
import filigree.model.sparsity.LayerShape;
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
}
