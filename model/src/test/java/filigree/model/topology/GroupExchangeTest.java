package filigree.model.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.model.recipe.MethodCodec;
import filigree.model.schedule.Constant;
import filigree.model.schedule.Same;
import filigree.model.sparsity.LayerShape;
import filigree.model.sparsity.Mask;
import filigree.model.sparsity.Uniform;
import filigree.model.text.Refusal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GroupExchangeTest {
    private static final LayerShape SHAPE = LayerShape.linear("w", 12, 24);
    private static final LayerShape LAST = LayerShape.linear("last", 4, 12);

    static List<GroupPattern> patterns() {
        return List.of(
                new Block(4, 6),
                new Block(1, 1),
                new NeuronPattern(),
                new KernelPattern(),
                new ChannelPattern());
    }

    /// Against a slow copy of the rule: lists of groups, sorted.
    @ParameterizedTest
    @MethodSource("patterns")
    void groupsOfSmallestNormGoAndThoseOfLargestGradientCome(GroupPattern pattern) {
        var random = new SplittableRandom(11);
        float[] w = numbers(random, (int) SHAPE.size());
        float[] g = numbers(random, (int) SHAPE.size());
        int n = pattern.groups(SHAPE);
        List<Integer> all = IntStream.range(0, n).boxed().toList();
        List<Integer> active = all.stream().filter(group -> group % 3 != 1).toList();
        Mask before = mask(pattern, active);

        NextMask next = rigl(pattern).newMasks(1, 10, views(before, w, g)).getFirst();

        int dropped = (int) Math.round(0.3 * active.size());
        List<Integer> kept =
                active.stream()
                        .sorted(Comparator.comparingDouble(group -> -sum(pattern, group, w)))
                        .limit(active.size() - dropped)
                        .toList();
        List<Integer> grown =
                all.stream()
                        .filter(group -> !kept.contains(group))
                        .sorted(Comparator.comparingDouble(group -> -sum(pattern, group, g)))
                        .limit(dropped)
                        .toList();
        List<Integer> after = new ArrayList<>(kept);
        after.addAll(grown);
        assertEquals(mask(pattern, kept), next.kept());
        assertEquals(mask(pattern, after), next.after());
    }

    @ParameterizedTest
    @MethodSource("patterns")
    void aTargetIsMetExactlyInGroupsFromAboveAndFromBelow(GroupPattern pattern) {
        var random = new SplittableRandom(12);
        float[] w = numbers(random, (int) SHAPE.size());
        int n = pattern.groups(SHAPE);
        for (int present = 1; present <= n; present++) {
            Mask before = mask(pattern, IntStream.range(0, present).boxed().toList());
            Mask after = rigl(pattern).masksAtPlan(1, 10, views(before, w, w)).getFirst().after();
            Set<Integer> groups = new HashSet<>();
            for (long i : after.flatIndices()) {
                groups.add(groupOf(pattern, i));
            }
            assertEquals(Math.max(1, Math.round(n * 0.5)), groups.size());
            assertEquals(mask(pattern, List.copyOf(groups)), after, "whole groups");
        }
    }

    @Test
    void neuronsOfTheLastLayerAllStay() {
        float[] w = numbers(new SplittableRandom(13), (int) LAST.size());
        LayerView last = FakeLayer.view("last", Mask.full(LAST.rows(), LAST.columns()), w, w);
        Mask full = last.mask();
        assertEquals(
                full, rigl(new NeuronPattern()).newMasks(1, 10, List.of(last)).getFirst().after());
    }

    @Test
    void refusesPatternsWithoutGroupsAndLayersThatTheyDoNotFit() {
        RigL twoOfFour = rigl(Map.of("method", "n-m"));
        Refusal.of("pattern-of-groups", () -> twoOfFour.check(List.of(SHAPE, LAST)));
        Refusal.of("pattern-block", () -> rigl(new Block(5, 5)).check(List.of(SHAPE, LAST)));
    }

    private static RigL rigl(Map<String, Object> pattern) {
        MaskUpdater updater =
                MethodCodec.decode(
                        MaskUpdater.class,
                        Map.of(
                                "method",
                                "rigl",
                                "sparsity",
                                0.5,
                                "distribution",
                                "uniform",
                                "pattern",
                                pattern),
                        "");
        return (RigL) updater;
    }

    private static RigL rigl(Pattern pattern) {
        return new RigL(
                0.5,
                new Uniform(),
                new Constant(0.3),
                new Same(),
                1,
                0,
                0,
                1,
                1,
                GrowthGradient.LAST_BATCHES,
                NewWeights.ZERO,
                pattern,
                true);
    }

    private static List<LayerView> views(Mask mask, float[] w, float[] g) {
        float[] ones = new float[(int) LAST.size()];
        Mask last = Mask.full(LAST.rows(), LAST.columns());
        return List.of(FakeLayer.view("w", mask, w, g), FakeLayer.view("last", last, ones, ones));
    }

    private static int groupOf(GroupPattern pattern, long i) {
        return pattern.groupOf(SHAPE, (int) (i / SHAPE.columns()), (int) (i % SHAPE.columns()));
    }

    private static Mask mask(GroupPattern pattern, List<Integer> groups) {
        return Mask.where(SHAPE.rows(), SHAPE.columns(), i -> groups.contains(groupOf(pattern, i)));
    }

    private static double sum(GroupPattern pattern, int group, float[] numbers) {
        double sum = 0;
        for (int i = 0; i < numbers.length; i++) {
            sum += groupOf(pattern, i) == group ? Math.abs(numbers[i]) : 0;
        }
        assertTrue(sum > 0);
        return sum;
    }

    private static float[] numbers(SplittableRandom random, int count) {
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = (float) random.nextDouble(-1, 1);
        }
        return numbers;
    }
}
