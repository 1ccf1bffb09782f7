package filigree.model.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.model.recipe.MethodCodec;
import filigree.model.sparsity.LayerShape;
import filigree.model.sparsity.Mask;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InvertedTest {
    private static final LayerShape A = LayerShape.linear("a", 20, 30);
    private static final LayerShape B = LayerShape.linear("b", 5, 20);
    private static final float[] WEIGHTS_A = numbers(1, 600, 1);
    private static final float[] WEIGHTS_B = numbers(2, 100, 3);

    private static float[] numbers(long seed, int n, double size) {
        var random = new SplittableRandom(seed);
        float[] a = new float[n];
        for (int i = 0; i < n; i++) {
            a[i] = (float) (size * random.nextDouble(-1, 1));
        }
        return a;
    }

    private static List<LayerView> full() {
        return List.of(
                FakeLayer.view("a", Mask.full(20, 30), WEIGHTS_A, numbers(3, 600, 1)),
                FakeLayer.view("b", Mask.full(5, 20), WEIGHTS_B, numbers(4, 100, 1)));
    }

    private static MaskUpdater method(Object tree) {
        return MethodCodec.decode(MaskUpdater.class, tree, "");
    }

    private static List<Mask> after(MaskUpdater updater) {
        return updater.newMasks(500, 1_000, full()).stream().map(NextMask::after).toList();
    }

    /// Sorts all weights of a layer by size and takes the first.
    private static Mask smallest(LayerShape shape, float[] weights, int count) {
        long[] flat =
                IntStream.range(0, weights.length)
                        .boxed()
                        .sorted(Comparator.comparingDouble(i -> Math.abs(weights[i])))
                        .limit(count)
                        .mapToLong(i -> i)
                        .sorted()
                        .toArray();
        return Mask.of(shape.rows(), shape.columns(), flat);
    }

    @ParameterizedTest
    @ValueSource(strings = {"uniform", "erk", "global"})
    void keepsTheSmallestWeightsAndTheCountsOfEachLayer(String distribution) {
        Map<String, Object> upright =
                Map.of("method", "one-shot", "sparsity", 0.7, "distribution", distribution);
        List<Mask> highest = after(method(upright));
        List<Mask> lowest = after(method(Map.of("method", "inverted", "of", upright)));
        assertEquals(
                List.of(
                        smallest(A, WEIGHTS_A, highest.get(0).activeCount()),
                        smallest(B, WEIGHTS_B, highest.get(1).activeCount())),
                lowest);
        assertEquals(210, highest.stream().mapToInt(Mask::activeCount).sum());
    }

    @ParameterizedTest
    @ValueSource(strings = {"rigl", "set", "srigl", "snfs", "mest"})
    void dropsTheLargestWherePruneAndGrowDropsTheSmallest(String id) {
        Mask half = Mask.where(20, 30, i -> i % 2 == 0);
        float[] gradient = numbers(3, 600, 1);
        var view = List.of(FakeLayer.view("a", half, WEIGHTS_A, gradient));
        double kept = size(method(id).newMasks(100, 1_000, view).getFirst().kept());
        double inverted =
                size(
                        method(Map.of("method", "inverted", "of", id))
                                .newMasks(100, 1_000, view)
                                .getFirst()
                                .kept());
        assertTrue(inverted < 0.8 * kept, inverted + " against " + kept);
    }

    private static double size(Mask mask) {
        return Arrays.stream(mask.flatIndices())
                .mapToDouble(i -> Math.abs(WEIGHTS_A[(int) i]))
                .sum();
    }

    /// A default that is not passed on would silently be another method's.
    @Test
    void passesOnWhateverAMethodMaySay() {
        for (var m : MaskUpdater.class.getMethods()) {
            boolean own =
                    Arrays.stream(Inverted.class.getDeclaredMethods())
                            .anyMatch(d ->
                                    d.getName().equals(m.getName())
                                            && Arrays.equals(
                                                    d.getParameterTypes(), m.getParameterTypes()));
            assertTrue(own, m.getName() + " of the method inside is not asked");
        }
    }
}
