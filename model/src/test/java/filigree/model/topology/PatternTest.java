package filigree.model.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.model.matrix.MaskedMatrix;
import filigree.model.random.RandomStreams;
import filigree.model.schedule.CubicRamp;
import filigree.model.sparsity.Allocation;
import filigree.model.sparsity.Global;
import filigree.model.sparsity.LayerShape;
import filigree.model.sparsity.Mask;
import filigree.model.sparsity.Uniform;
import filigree.model.text.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PatternTest {
    private static final LayerShape SHAPE = new LayerShape("w", 12, 8, 1, 3);

    static List<Pattern> groups() {
        return List.of(
                new Block(4, 6), new NeuronPattern(), new KernelPattern(), new ChannelPattern());
    }

    @ParameterizedTest
    @MethodSource("groups")
    void aGroupStaysOrGoesAsAWholeAndTheirNumberIsExact(Pattern pattern) {
        GroupPattern groups = (GroupPattern) pattern;
        for (double sparsity : new double[] {0.1, 0.5, 0.77, 0.99}) {
            Mask mask = pattern.keep(SHAPE, numbers(5), sparsity);
            int[] active = new int[groups.groups(SHAPE)];
            for (long i : mask.flatIndices()) {
                active[groups.groupOf(SHAPE, (int) i / 24, (int) i % 24)]++;
            }
            int whole = (int) (SHAPE.size() / active.length);
            int stay = 0;
            for (int n : active) {
                assertTrue(n == 0 || n == whole, n + " of " + whole);
                stay += n > 0 ? 1 : 0;
            }
            assertEquals(Allocation.activeCount(active.length, sparsity), stay);
        }
    }

    @Test
    void onTheWayToTwoOfFourCountsAreExactAndTheTwoBestStay() {
        float[] scores = numbers(6);
        for (double sparsity : new double[] {0, 0.2, 0.43, 0.5, 0.7}) {
            Mask mask = new NOfM(2, 4).keep(SHAPE, scores, sparsity);
            assertEquals(Allocation.activeCount(SHAPE.size(), sparsity), mask.activeCount());
            int[] left = new int[72];
            for (long i : mask.flatIndices()) {
                left[(int) i / 4]++;
            }
            for (int n : left) {
                assertTrue(sparsity < 0.5 ? n >= 2 : n <= 2, n + " at " + sparsity);
            }
        }
    }

    @Test
    void whatMayNotStayNeverDoes() {
        float[] scores = numbers(7);
        scores[3] = Pattern.NEVER;
        scores[30] = Pattern.NEVER;
        for (Pattern pattern : List.of(new Unstructured(), new NOfM(2, 4), new KernelPattern())) {
            Mask mask = pattern.keep(SHAPE, scores, 0);
            assertEquals(SHAPE.size() - 2, mask.activeCount());
        }
    }

    @Test
    void refusesLayersThatItDoesNotFit() {
        var odd = LayerShape.linear("fc", 10, 9);
        Refusal.of("pattern-columns", () -> new NOfM(2, 4).check(odd, 0.5));
        Refusal.of("pattern-kept", () -> new NOfM(5, 4).check(odd, 0.5));
        String text = Refusal.of("pattern-too-dense", () -> new NOfM(1, 3).check(odd, 0.5));
        assertTrue(text.contains("66.67") && text.contains("50"), text);
        Refusal.of("pattern-sparsity", () -> new NOfM(1, 3).checkExact(odd, 0.9));
        Refusal.of("pattern-block", () -> new Block(5, 2).check(odd, 0.5));
        Refusal.of(
                "pattern-layer-wise",
                () -> magnitude(new NeuronPattern(), 0.5, true).check(List.of(odd, odd)));
    }

    @Test
    void aPruningUpdateAndATargetByHandBothKeepThePattern() {
        MagnitudePruning pruning = magnitude(new NOfM(2, 4), 0.5, false);
        Mask full = Mask.full(8, 16);
        List<LayerView> dense = List.of(view(full, 1), view(full, 2));
        pruning.check(dense.stream().map(LayerView::shape).toList());
        List<LayerView> sparse = new ArrayList<>();
        for (int l = 0; l < 2; l++) {
            Mask mask = pruning.newMasks(1_000, 1_000, dense).get(l).after();
            assertEquals(64, mask.activeCount());
            sparse.add(view(mask.filtered(i -> i % 5 != 0), l + 1));
        }
        for (NextMask next : pruning.masksAtPlan(1_000, 1_000, sparse)) {
            int[] left = new int[32];
            for (long i : next.after().flatIndices()) {
                left[(int) i / 4]++;
            }
            for (int n : left) {
                assertEquals(2, n);
            }
        }
    }

    @Test
    void pruningNeuronsLeavesTheOutputLayerDense() {
        MagnitudePruning pruning = magnitude(new NeuronPattern(), 0.75, false);
        List<LayerView> layers = List.of(view(Mask.full(8, 16), 1), view(Mask.full(8, 16), 2));
        List<NextMask> next = pruning.newMasks(1_000, 1_000, layers);
        assertEquals(2 * 16, next.getFirst().after().activeCount());
        assertEquals(8 * 16, next.getLast().after().activeCount());
    }

    @Test
    void weightsBehindTheMaskComeBackWhereTheyMay() {
        var pruning =
                new MagnitudePruning(
                        0.5,
                        new CubicRamp(0),
                        new Uniform(),
                        new Unstructured(),
                        100,
                        0,
                        0.5,
                        true);
        assertTrue(pruning.needsDenseWeights());
        float[] weights = {4, 3, 2, 1};
        var matrix = new MaskedMatrix(Mask.of(1, 4, new long[] {2, 3}));
        System.arraycopy(weights, 0, matrix.values(), 0, 4);
        matrix.publish();
        List<LayerView> layers = List.of(FakeLayer.view("w", matrix, new float[4]));
        NextMask next = pruning.newMasks(500, 1_000, layers).getFirst();
        assertEquals(Mask.of(1, 4, new long[] {0, 1}), next.after());
        assertEquals(0, next.kept().activeCount());
    }

    @Test
    void randomMasksTakeAPatternToo() {
        var updater = new StaticSparse(0.5, new Uniform(), new ChannelPattern());
        Mask mask = updater.initialMasks(List.of(SHAPE), new RandomStreams(1)).getFirst();
        assertEquals(SHAPE.size() / 2, mask.activeCount());
        for (int i = 1; i < SHAPE.rows(); i++) {
            for (int j = 0; j < SHAPE.columns(); j++) {
                assertEquals(mask.isActive(0, j / 3 * 3), mask.isActive(i, j));
            }
        }
    }

    private static MagnitudePruning magnitude(Pattern pattern, double sparsity, boolean global) {
        return new MagnitudePruning(
                sparsity,
                new CubicRamp(0),
                global ? new Global() : new Uniform(),
                pattern,
                100,
                0,
                0.5,
                false);
    }

    private static LayerView view(Mask mask, long seed) {
        float[] weights = new float[(int) mask.size()];
        var random = new SplittableRandom(seed);
        for (int i = 0; i < weights.length; i++) {
            weights[i] = random.nextFloat() - 0.5f;
        }
        return FakeLayer.view("w", mask, weights, weights);
    }

    private static float[] numbers(long seed) {
        var random = new SplittableRandom(seed);
        float[] numbers = new float[(int) SHAPE.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = random.nextInt(20);
        }
        return numbers;
    }
}
