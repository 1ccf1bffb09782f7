package filigree.model.topology;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.model.schedule.Constant;
import filigree.model.sparsity.Mask;
import filigree.model.sparsity.Uniform;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DynamicReparameterizationTest {
    private static final float[] NO_GRADIENT = new float[40];

    /// One threshold for both layers: the first keeps 8 of 10, the second 2 of 10. So 10 are
    /// dropped, of which the first gets 8 and the second 2.
    @Test
    void whatTheThresholdDropsComesBackWhereManySurvive() {
        LayerView strong = layer("a", new float[] {5, -5, 5, 5, 5, -5, 5, 5, 0.1f, 0.1f});
        LayerView weak = layer("b", new float[] {5, 0.9f, -0.2f, 0, 0, 0, 0.1f, 0.1f, 0.1f, -5});
        List<NextMask> next = dsr(0.1).newMasks(1, 10, List.of(strong, weak), 1f);
        assertArrayEquals(new long[] {0, 1, 2, 3, 4, 5, 6, 7}, next.get(0).kept().flatIndices());
        assertArrayEquals(new long[] {0, 9}, next.get(1).kept().flatIndices());
        assertEquals(16, next.get(0).after().activeCount());
        assertEquals(4, next.get(1).after().activeCount());
    }

    @Test
    void aFullLayerLeavesItsShareToTheOthersAndNoneEmpties() {
        float[] large = new float[39];
        Arrays.fill(large, 5);
        LayerView full = layer("a", large);
        LayerView weak = layer("b", new float[] {0.3f, 0.2f, 0.1f, 0, 0, 0, 0, 0, 0, 0});
        List<NextMask> next = dsr(0.1).newMasks(1, 10, List.of(full, weak), 1f);
        assertArrayEquals(new long[] {0}, next.get(1).kept().flatIndices(), "the best one stays");
        assertEquals(40, next.get(0).after().activeCount());
        assertEquals(9, next.get(1).after().activeCount());
    }

    /// Of 20 active weights 2 are wanted: fewer than 1.8 double the threshold, more than 2.2 halve
    /// it.
    @ParameterizedTest
    @CsvSource({"0, 2", "1, 2", "2, 1", "3, 0.5", "10, 0.5"})
    void theThresholdFollowsWhatItDrops(int small, float factor) {
        float[] weights = new float[10];
        Arrays.fill(weights, 5);
        Arrays.fill(weights, 0, small, 0.001f);
        float[] others = new float[10];
        Arrays.fill(others, -5);
        float after =
                dsr(0.1).carriedAfter(
                                0.25f, 1, 10, List.of(layer("a", weights), layer("b", others)));
        assertEquals(factor * 0.25f, after);
    }

    /// From far away it finds a threshold that drops about the wanted share of steady weights.
    @Test
    void itFindsTheThresholdFromEitherSide() {
        var random = new SplittableRandom(3);
        float[] weights = new float[40];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) random.nextDouble(-1, 1);
        }
        for (float h : new float[] {1e-5f, 100}) {
            float now = h;
            for (int n = 0; n < 40; n++) {
                now = dsr(0.3).carriedAfter(now, 1, 10, List.of(layer("a", weights)));
            }
            int below = 0;
            for (float w : weights) {
                below += Math.abs(w) < now ? 1 : 0;
            }
            assertTrue(below >= 4 && below <= 24, below + " of 40 from " + h);
        }
    }

    private static DynamicReparameterization dsr(double drop) {
        return new DynamicReparameterization(
                0.75, new Uniform(), new Constant(drop), 1, 0, 0, 1, 0.001);
    }

    /// A layer of 40 weights, of which the first ones are active.
    private static LayerView layer(String name, float[] active) {
        return FakeLayer.view(
                name,
                Mask.where(4, 10, i -> i < active.length),
                Arrays.copyOf(active, 40),
                NO_GRADIENT);
    }
}
