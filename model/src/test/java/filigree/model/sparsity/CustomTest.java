package filigree.model.sparsity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.model.recipe.MethodCodec;
import filigree.model.text.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Distributions in which a person says something of single layers.
class CustomTest {
    private static final List<LayerShape> SHAPES =
            List.of(
                    LayerShape.linear("fc1", 300, 784),
                    LayerShape.linear("fc2", 100, 300),
                    LayerShape.linear("fc3", 10, 100));

    /// 266,200 weights at 90 % keep 26,620, of which half of fc3, 500, and a fifth of fc2, 6,000,
    /// so that 20,120 are left for fc1.
    @ParameterizedTest
    @ValueSource(strings = {"fc2=0.8, fc3=0.5", "2=0.8,3=0.5", " fc3 = 0.5 , 2 = 0.8 "})
    void layersByNameOrPlaceHaveTheirNumberAndTheRestMeetsTheTotal(String layers) {
        List<Double> sparsities = perLayer(custom(layers, "sparsity", "uniform"), 0.9);
        assertEquals(0.8, sparsities.get(1));
        assertEquals(0.5, sparsities.get(2));
        assertEquals(1 - 20_120 / 235_200.0, sparsities.get(0), 1e-12);
        assertEquals(0.9, total(sparsities), 1e-12);
    }

    @Test
    void densitiesSayTheSameTheOtherWayRound() {
        assertEquals(
                perLayer(custom("fc1=0.75", "sparsity", "erk"), 0.6),
                perLayer(custom("fc1=0.25", "density", "erk"), 0.6));
    }

    @Test
    void othersShareTheRestAsTheirDistributionSays() {
        List<Double> sparsities = perLayer(custom("fc1=0.99", "sparsity", "erk"), 0.95);
        double left = 0.95 * 266_200 - 0.99 * 235_200;
        List<Double> rest =
                ((Allocation.PerLayer)
                                new ErdosRenyiKernel()
                                        .allocate(SHAPES.subList(1, 3), left / 31_000))
                        .sparsities();
        assertEquals(rest, sparsities.subList(1, 3));
        assertTrue(rest.get(1) < rest.get(0));
    }

    @Test
    void withoutNumbersItIsItsRest() {
        assertEquals(
                perLayer(new ErdosRenyiKernel(), 0.9), perLayer(custom("", "density", "erk"), 0.9));
    }

    /// On the way there a pruner asks for less than fc1 alone is to lose.
    @Test
    void onARampTheTotalIsMetFromTheBeginning() {
        SparsityDistribution custom = custom("fc1=0.99, fc3=0.2", "sparsity", "erk");
        for (double s : new double[] {0, 0.1, 0.5, 0.87, 0.9, 0.95}) {
            List<Double> sparsities = perLayer(custom, s);
            assertEquals(s, total(sparsities), 1e-12);
            assertTrue(sparsities.getFirst() <= 0.99);
        }
        custom.check(SHAPES, 0.95);
        Refusal.of("custom-below-total", () -> custom.check(SHAPES, 0.5));
    }

    @Test
    void saysWhatIsWrong() {
        for (String wrong :
                List.of("fc1", "fc1=", "=0.5", "fc1=2", "fc1=-1", "fc1=0.5,", "a=NaN")) {
            String text = Refusal.of("named-number", () -> custom(wrong, "sparsity", "erk"));
            assertTrue(text.contains(wrong), text);
        }
        String text =
                Refusal.of(
                        "custom-layer", () -> perLayer(custom("fc9=0.5", "sparsity", "erk"), 0.9));
        assertTrue(text.contains("fc9") && text.contains("fc1, fc2, fc3"), text);
        Refusal.of("custom-layer", () -> perLayer(custom("4=0.5", "sparsity", "erk"), 0.9));
        Refusal.of(
                "custom-layer-twice",
                () -> perLayer(custom("fc1=0.5, 1=0.5", "sparsity", "erk"), 0.9));
        Refusal.of(
                "fixed-layers-exceed-total",
                () -> perLayer(custom("fc1=0.5", "sparsity", "erk"), 0.9));
        Refusal.of(
                "fixed-layers-exceed-total",
                () -> perLayer(custom("1=0.9, 2=0.9, 3=0.8", "sparsity", "erk"), 0.9));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void noLayerFallsBelowTheFloorAndTheTotalStays(long seed) {
        var random = new SplittableRandom(seed);
        List<LayerShape> shapes = new ArrayList<>();
        for (int l = random.nextInt(2, 7); l > 0; l--) {
            shapes.add(LayerShape.linear("fc" + l, random.nextInt(5, 400), random.nextInt(5, 400)));
        }
        double sparsity = random.nextDouble(0.5, 0.95);
        for (SparsityDistribution inner :
                List.of(new Uniform(), new ErdosRenyi(), new ErdosRenyiKernel(2))) {
            var floor = new Floor(inner, 40, 0.03);
            List<Double> before = perLayer(inner, shapes, sparsity);
            List<Double> after = perLayer(floor, shapes, sparsity);
            double zeros = 0;
            double size = 0;
            for (int l = 0; l < shapes.size(); l++) {
                long n = shapes.get(l).size();
                long least = Math.min(n, Math.max(40, (long) Math.ceil(0.03 * n)));
                assertTrue(Allocation.activeCount(n, after.get(l)) >= least);
                boolean lifted = after.get(l) < before.get(l) - 1e-12;
                assertTrue(!lifted || Allocation.activeCount(n, after.get(l)) == least);
                zeros += after.get(l) * n;
                size += n;
            }
            assertEquals(sparsity, zeros / size, 1e-9, inner.toString());
        }
    }

    @ParameterizedTest
    @CsvSource({"er-constant", "global"})
    void aFloorKeepsWhatItsDistributionIs(String inner) {
        SparsityDistribution floor = floor(inner, 150);
        Allocation allocation = floor.allocate(SHAPES, 0.99);
        switch (allocation) {
            case Allocation.Shared(double sparsity, List<Long> least) -> {
                assertEquals(0.99, sparsity);
                assertEquals(List.of(150L, 150L, 150L), least);
            }
            case Allocation.PerLayer(List<Double> sparsities) ->
                    assertEquals(perLayer(new ErdosRenyiConstant(20), 0.99), sparsities);
        }
    }

    @Test
    void floorsThatAreMoreThanMayStayAreRefused() {
        String text =
                Refusal.of("floor-exceeds-total", () -> floor("erk", 900).allocate(SHAPES, 0.99));
        assertTrue(text.contains("2700") && text.contains("2662"), text);
    }

    private static SparsityDistribution custom(String layers, String numbers, String rest) {
        return MethodCodec.decode(
                SparsityDistribution.class,
                Map.of("method", "custom", "layers", layers, "numbers", numbers, "rest", rest),
                "");
    }

    private static SparsityDistribution floor(String inner, long weights) {
        return MethodCodec.decode(
                SparsityDistribution.class,
                Map.of("method", "floor", "inner", inner, "weights", weights),
                "");
    }

    private static List<Double> perLayer(SparsityDistribution d, double sparsity) {
        return perLayer(d, SHAPES, sparsity);
    }

    private static List<Double> perLayer(
            SparsityDistribution d, List<LayerShape> shapes, double sparsity) {
        if (d.allocate(shapes, sparsity) instanceof Allocation.PerLayer(List<Double> sparsities)) {
            return sparsities;
        }
        throw new AssertionError(d + " is layer-wise");
    }

    private static double total(List<Double> sparsities) {
        double zeros = 0;
        double size = 0;
        for (int l = 0; l < SHAPES.size(); l++) {
            zeros += sparsities.get(l) * SHAPES.get(l).size();
            size += SHAPES.get(l).size();
        }
        return zeros / size;
    }
}
