package filigree.model.topology;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.model.error.UserFacingException;
import filigree.model.kernel.Workers;
import filigree.model.random.RandomStreams;
import filigree.model.schedule.Constant;
import filigree.model.schedule.CubicRamp;
import filigree.model.schedule.Same;
import filigree.model.sparsity.ErdosRenyiConstant;
import filigree.model.sparsity.LayerShape;
import filigree.model.sparsity.Mask;
import filigree.model.sparsity.Uniform;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The methods of dynamic sparse training and their options, against examples worked by hand or
/// slow forms of the same.
class DynamicMethodsTest {
    private static final int ROWS = 7;
    private static final int COLUMNS = 11;
    private static final int SIZE = ROWS * COLUMNS;

    /// Half of the positive weights (0 counts as one) and half of the negative ones go.
    @Test
    void setInItsOwnFormDropsOfEachSign() {
        float[] w = {5, -1, 0, -2, 6, 7, -9, -8, 0, 0};
        LayerView layer = FakeLayer.view("w", Mask.where(2, 5, i -> i < 8), w, w);
        var set =
                new SparseEvolution(
                        0.2,
                        new Uniform(),
                        new Constant(0.5),
                        new Same(),
                        1,
                        0,
                        0,
                        1,
                        SparseEvolution.Drop.EACH_SIGN,
                        NewWeights.ZERO);
        NextMask next = set.newMasks(1, 10, List.of(layer)).getFirst();
        assertArrayEquals(new long[] {4, 5, 6, 7}, next.kept().flatIndices());
        assertEquals(8, next.after().activeCount());

        float[] allPositive = {5, 1, 2, 3, 6, 7, 9, 8, 0, 0};
        LayerView one = FakeLayer.view("w", Mask.where(2, 5, i -> i < 8), allPositive, w);
        assertEquals(DropRule.SMALLEST.survivors(one, 3), DropRule.EACH_SIGN.survivors(one, 3));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void mestDropsTheLeastSumOfSizeAndPull(long seed) {
        var random = new SplittableRandom(seed);
        float[] w = numbers(random);
        float[] g = numbers(random);
        boolean[] active = new boolean[SIZE];
        for (int i = 0; i < SIZE; i++) {
            active[i] = random.nextInt(3) == 0;
        }
        Mask mask = Mask.where(ROWS, COLUMNS, i -> active[(int) i]);
        var mest =
                new Mest(
                        0.7,
                        new Uniform(),
                        new Constant(0.4),
                        1,
                        0,
                        0,
                        1,
                        0.5,
                        Mest.Growth.GRADIENT,
                        Mest.Bound.HARD);
        NextMask next = mest.newMasks(1, 10, List.of(FakeLayer.view("w", mask, w, g))).getFirst();

        int stays = mask.activeCount() - (int) Math.round(0.4 * mask.activeCount());
        long[] kept =
                IntStream.range(0, SIZE)
                        .filter(i -> active[i])
                        .boxed()
                        .sorted(
                                Comparator.comparingDouble(
                                        (Integer i) -> -(Math.abs(w[i]) + 0.5f * Math.abs(g[i]))))
                        .limit(stays)
                        .mapToLong(i -> i)
                        .sorted()
                        .toArray();
        assertArrayEquals(kept, next.kept().flatIndices());
        assertEquals(mask.activeCount(), next.after().activeCount());
    }

    /// Three neurons of four inputs, two active each; one of six weights is exchanged. RigL would
    /// drop weight 4 (0.1) and grow 2 (gradient 9), so the neurons have 3, 1 and 2 weights that
    /// matter. At a threshold of 0.9 x 2 the second goes and the others get three inputs each.
    @Test
    void srigLKeepsTheFanInConstantAndAblatesNeurons() {
        float[] w = {5, 4, 0, 0, 0.1f, 1, 0, 0, 0, 0, 3, 2};
        float[] g = {0, 0, 9, 1, 0, 0, 0, 0, 2, 7, 0, 0};
        Mask mask = Mask.of(3, 4, new long[] {0, 1, 4, 5, 10, 11});
        LayerView layer = FakeLayer.view("w", mask, w, g);
        NextMask ablated = srigl(0.9).newMasks(1, 10, List.of(layer)).getFirst();
        assertArrayEquals(new long[] {0, 1, 10, 11}, ablated.kept().flatIndices());
        assertArrayEquals(new long[] {0, 1, 2, 9, 10, 11}, ablated.after().flatIndices());

        NextMask all = srigl(0.3).newMasks(1, 10, List.of(layer)).getFirst();
        assertArrayEquals(new long[] {0, 1, 5, 10, 11}, all.kept().flatIndices());
        assertArrayEquals(new long[] {0, 1, 4, 5, 10, 11}, all.after().flatIndices(), "4 returns");
    }

    @Test
    void srigLStartsWithTheSameFanInEverywhere() {
        var shapes = List.of(LayerShape.linear("a", 9, 20), LayerShape.linear("b", 4, 9));
        for (Mask mask : srigl(0.3).initialMasks(shapes, new RandomStreams(3))) {
            int least = mask.activeCount() / mask.rows();
            for (int i = 0; i < mask.rows(); i++) {
                int fanIn = mask.rowStarts()[i + 1] - mask.rowStarts()[i];
                assertTrue(fanIn == least || fanIn == least + 1, "row " + i + " has " + fanIn);
            }
        }
    }

    /// Two layers drop one weight each; their mean momenta are 1 and 4, so of the two weights 0.4
    /// and 1.6 belong to them: the second's remainder is larger, and it gets both.
    @Test
    void snfsMovesWeightsToWhereTheMomentumIs() {
        float[] w = {1, 5, 0, 0, 0, 0};
        Mask mask = Mask.of(2, 3, new long[] {0, 1});
        LayerView slow = FakeLayer.view("a", mask, w, new float[] {1, 1, 2, 0, 0, 0});
        LayerView fast = FakeLayer.view("b", mask, w, new float[] {4, 4, 0, 9, 8, 0});
        var snfs = new SparseMomentum(0.6, new Uniform(), new Constant(0.5), 1, 0, 0, 1, 0.9);
        List<NextMask> next = snfs.newMasks(1, 10, List.of(slow, fast));
        assertArrayEquals(new long[] {1}, next.get(0).after().flatIndices());
        assertArrayEquals(new long[] {1, 3, 4}, next.get(1).after().flatIndices());
    }

    @Test
    void sharesAreExactAndKeepToTheRoom() {
        assertArrayEquals(
                new long[] {1, 5, 4},
                Redistribution.shares(10, new double[] {1, 8, 1.5}, new long[] {9, 5, 9}));
        assertArrayEquals(
                new long[] {1, 1},
                Redistribution.shares(2, new double[] {0, 0}, new long[] {9, 9}));
        assertArrayEquals(
                new long[] {2, 0},
                Redistribution.shares(9, new double[] {0, 1}, new long[] {2, 0}));
    }

    private static StructuredRigL srigl(double ablation) {
        return new StructuredRigL(0.5, new Uniform(), new Constant(1 / 6.0), 1, 0, 0, 1, ablation);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ZERO", "NORMAL", "GRADIENT_SIGNED"})
    void grownWeightsStartWhereTheOptionSays(String name) {
        int rows = 40;
        int columns = 50;
        var random = new SplittableRandom(5);
        float[] w = new float[rows * columns];
        float[] g = new float[rows * columns];
        for (int i = 0; i < w.length; i++) {
            w[i] = random.nextInt(-100, 101) / 50f;
            g[i] = random.nextBoolean() ? 3 : -3;
        }
        Mask before = Mask.where(rows, columns, i -> i % 2 == 0);
        Mask after = Mask.where(rows, columns, i -> i % 4 != 0);
        LayerView layer = FakeLayer.view("w", before, w, g);
        Mask kept = before.minus(before.minus(after));
        try (var alone = new Workers(1)) {
            TopologyUpdate _ =
                    TopologyUpdate.apply(
                            1,
                            List.of(layer),
                            List.of(new NextMask(kept, after)),
                            List.of(new TopologyHistory(before)),
                            NewWeights.valueOf(name),
                            List.of(77L),
                            alone);
        }
        float[] now = layer.parameter().matrix().toDense(layer.parameter().matrix().values());
        double sum = 0;
        double squares = 0;
        int against = 0;
        int n = 0;
        for (int i = 0; i < now.length; i++) {
            if (i % 4 == 2) {
                assertEquals(w[i], now[i], "what stays keeps its value");
            } else if (i % 2 == 1) {
                n++;
                sum += now[i];
                squares += now[i] * now[i];
                against += now[i] * g[i] < 0 ? 1 : 0;
            }
        }
        double deviation = 4 / Math.sqrt(12); // of numbers between -2 and 2
        switch (NewWeights.valueOf(name)) {
            case ZERO -> assertEquals(0, squares);
            case NORMAL -> {
                assertEquals(0, sum / n, 0.15);
                assertEquals(deviation, Math.sqrt(squares / n), 0.1);
                assertTrue(against > 0.4 * n && against < 0.6 * n, against + " of " + n);
            }
            case GRADIENT_SIGNED -> {
                assertEquals(deviation, Math.sqrt(squares / n), 0.1);
                assertEquals(n, against);
            }
        }
    }

    @Test
    void aRampNeedsADistributionThatMeetsItsTarget() {
        var pruning =
                new MagnitudePruning(
                        0.9, new CubicRamp(0), new ErdosRenyiConstant(20), 100, 0, 0.6);
        var e =
                assertThrows(
                        UserFacingException.class,
                        () -> pruning.check(List.of(LayerShape.linear("a", 30, 40))));
        assertEquals("needs-total", e.problems().getFirst().id());
    }

    private static float[] numbers(SplittableRandom random) {
        float[] a = new float[SIZE];
        for (int i = 0; i < SIZE; i++) {
            a[i] = (float) random.nextDouble(-1, 1);
        }
        return a;
    }
}
