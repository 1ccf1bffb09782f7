package filigree.model.topology;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.model.schedule.Constant;
import filigree.model.schedule.Same;
import filigree.model.schedule.Schedule;
import filigree.model.sparsity.Mask;
import filigree.model.sparsity.Uniform;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PruneAndGrowTest {
    private static final long STEP = 100;

    @ParameterizedTest
    @CsvSource({"10, 0.25, 3", "10, 0.24, 2", "3, 0.5, 2", "7, 0, 0", "7, 1, 7", "1, 0.4, 0"})
    void dropsTheFractionRoundedHalfUp(int active, double fraction, int dropped) {
        LayerView layer = layer(active);
        NextMask next = update(layer, new Constant(fraction), new Same());
        assertEquals(active - dropped, next.kept().activeCount());
        assertEquals(active, next.after().activeCount(), "as many grow");
    }

    @Test
    void growsAFractionOfItsOwnWhenUnlocked() {
        NextMask next = update(layer(10), new Constant(0.2), new Constant(0.5));
        assertEquals(8, next.kept().activeCount());
        assertEquals(13, next.after().activeCount());
    }

    @Test
    void neverEmptiesALayer() {
        NextMask next = update(layer(4), new Constant(1), new Constant(0));
        assertEquals(1, next.after().activeCount());
    }

    @Test
    void growsAtMostWhatThereIs() {
        NextMask next = update(layer(40), new Constant(0), new Constant(1));
        assertEquals(40, next.after().activeCount(), "the layer is full");
    }

    @Test
    void theUnlockedFractionsPlanNothing() {
        assertTrue(rigl(new Constant(0.1), new Same()).plannedSparsity(1, 10).isPresent());
        assertTrue(rigl(new Constant(0.1), new Constant(0.1)).plannedSparsity(1, 10).isEmpty());
    }

    /// Six weights of which 0 … 3 are active; 0 and 1 are the smallest. The gradient is largest at
    /// 0 and then at 4: 0 is dropped and returns, 1 is dropped, 4 grows.
    @Test
    void tellsReturnedDroppedGrownAndRegrownApart() {
        Mask first = Mask.of(2, 3, new long[] {0, 1, 2, 4});
        Mask before = Mask.of(2, 3, new long[] {0, 1, 2, 3});
        float[] weights = {0.1f, 0.2f, 3, 4, 0, 0};
        float[] gradients = {9, 1, 0, 0, 5, 2};
        LayerView layer = FakeLayer.view("layer", before, weights, gradients);
        var history = new TopologyHistory(first);
        history.moveTo(first, before, 50);

        var update =
                TopologyUpdate.apply(
                        STEP,
                        List.of(layer),
                        List.of(update(layer, new Constant(0.5), new Same())),
                        List.of(history));

        var change = update.layers().getFirst();
        assertArrayEquals(new long[] {0, 2, 3, 4}, change.after().flatIndices());
        assertArrayEquals(new long[] {0}, change.returned().flatIndices());
        assertArrayEquals(new long[] {1}, change.dropped().flatIndices());
        assertArrayEquals(new long[] {4}, change.grown().flatIndices());
        assertArrayEquals(new long[] {4}, change.regrown().flatIndices());
        assertEquals(
                List.of(1L, 1L, 1L, 1L, 4L),
                List.of(
                        update.returned(),
                        update.dropped(),
                        update.grown(),
                        update.regrown(),
                        update.active()));
        assertArrayEquals(new int[] {0, 0, 50, 100}, history.born(), "what returns keeps its age");
        assertArrayEquals(
                new float[] {0.1f, 3, 4, 0}, layer.parameter().matrix().values(), "and its value");
        assertEquals(5 / 6.0, history.explored(), 1e-12);
    }

    private static NextMask update(LayerView layer, Schedule drop, Schedule grow) {
        return rigl(drop, grow).newMasks(STEP, 10 * STEP, List.of(layer)).getFirst();
    }

    private static RigL rigl(Schedule drop, Schedule grow) {
        return new RigL(0.5, new Uniform(), drop, grow, STEP, 0, 1, 1);
    }

    /// Forty weights of rising size, the first `active` of which are active.
    private static LayerView layer(int active) {
        float[] numbers = new float[40];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = i + 1;
        }
        return FakeLayer.view("layer", Mask.where(5, 8, i -> i < active), numbers, numbers);
    }
}
