package filigree.model.sparsity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.model.text.Refusal;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DistributionsTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void layerWiseDensitiesAreAllowedAndAddUpToTheTotal(long seed) {
        var random = new SplittableRandom(seed);
        List<LayerShape> shapes =
                IntStream.range(0, random.nextInt(1, 7))
                        .mapToObj(l ->
                                LayerShape.linear(
                                        "fc" + l, random.nextInt(1, 400), random.nextInt(1, 400)))
                        .toList();
        double sparsity = random.nextDouble(0.999);
        for (SparsityDistribution d :
                List.of(new Uniform(), new ErdosRenyi(), new ErdosRenyiKernel())) {
            List<Double> sparsities = perLayer(d, shapes, sparsity);
            double zeros = 0;
            double size = 0;
            for (int l = 0; l < shapes.size(); l++) {
                assertTrue(sparsities.get(l) >= -1e-12 && sparsities.get(l) <= 1, d + "");
                zeros += sparsities.get(l) * shapes.get(l).size();
                size += shapes.get(l).size();
            }
            assertEquals(sparsity, zeros / size, 1e-9, d.toString());
        }
    }

    @Test
    void smallLayersStayDenser() {
        List<LayerShape> shapes =
                List.of(LayerShape.linear("a", 300, 784), LayerShape.linear("b", 10, 100));
        List<Double> sparsities = perLayer(new ErdosRenyi(), shapes, 0.98);
        assertTrue(sparsities.get(1) < sparsities.get(0));
        assertEquals(List.of(0.98, 0.98), perLayer(new Uniform(), shapes, 0.98));
    }

    /// SET's rule by hand: 20 (784 + 300) / (784 x 300) = 0.09218, and 20 (100 + 10) / 1000 > 1.
    @Test
    void setsOwnConstantMeetsNoTotal() {
        List<LayerShape> shapes =
                List.of(LayerShape.linear("a", 300, 784), LayerShape.linear("b", 10, 100));
        var constant = new ErdosRenyiConstant(20);
        assertEquals(perLayer(constant, shapes, 0.5), perLayer(constant, shapes, 0.99));
        assertEquals(1 - 0.0921769, perLayer(constant, shapes, 0.9).getFirst(), 1e-6);
        assertEquals(0, perLayer(constant, shapes, 0.9).getLast());
    }

    /// 500 + 25,000 + 1,000 weights at 90 %: 2,650 stay, of which 500 in the convolution and 200 in
    /// the last layer, so that 1,950 of 25,000 are left for the middle.
    @Test
    void uniformPlusSparesTheEndsAndMeetsTheTotal() {
        List<LayerShape> shapes =
                List.of(
                        new LayerShape("conv", 20, 1, 5, 5),
                        LayerShape.linear("fc1", 100, 250),
                        LayerShape.linear("fc2", 10, 100));
        List<Double> sparsities = perLayer(new UniformPlus(0.8), shapes, 0.9);
        assertEquals(0, sparsities.get(0));
        assertEquals(1 - 1_950 / 25_000.0, sparsities.get(1), 1e-12);
        assertEquals(0.8, sparsities.get(2));
        String text =
                Refusal.of(
                        "fixed-layers-exceed-total",
                        () -> new UniformPlus(0.8).allocate(shapes, 0.98));
        assertTrue(text.contains("uniform-plus"), text);
    }

    @Test
    void aHigherPowerKeepsSmallLayersDenserAndZeroIsUniform() {
        List<LayerShape> shapes =
                List.of(LayerShape.linear("a", 300, 784), LayerShape.linear("b", 100, 300));
        double flat = perLayer(new ErdosRenyiKernel(0), shapes, 0.9).getLast();
        double plain = perLayer(new ErdosRenyiKernel(), shapes, 0.9).getLast();
        double steep = perLayer(new ErdosRenyiKernel(1.5), shapes, 0.9).getLast();
        assertEquals(0.9, flat, 1e-12);
        assertTrue(steep < plain && plain < flat, steep + " < " + plain + " < " + flat);
    }

    @Test
    void kernelSizesCountInOneOfThem() {
        List<LayerShape> shapes =
                List.of(new LayerShape("conv", 20, 10, 5, 5), LayerShape.linear("fc", 100, 500));
        double er = perLayer(new ErdosRenyi(), shapes, 0.9).getFirst();
        double erk = perLayer(new ErdosRenyiKernel(), shapes, 0.9).getFirst();
        assertTrue(erk > er, "a kernel of 25 makes a layer sparser than ER thinks");
    }

    @Test
    void roundsHalfUpAndKeepsOneUnlessNothingIsWanted() {
        assertEquals(2, Allocation.activeCount(3, 0.5));
        assertEquals(1, Allocation.activeCount(3, 0.999));
        assertEquals(0, Allocation.activeCount(3, 1));
        assertEquals(3, Allocation.activeCount(3, 0));
    }

    private static List<Double> perLayer(
            SparsityDistribution d, List<LayerShape> shapes, double sparsity) {
        if (d.allocate(shapes, sparsity) instanceof Allocation.PerLayer(List<Double> all)) {
            return all;
        }
        throw new AssertionError(d + " is not layer-wise");
    }
}
