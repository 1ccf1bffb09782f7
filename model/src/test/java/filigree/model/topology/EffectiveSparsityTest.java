package filigree.model.topology;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import filigree.model.sparsity.LayerShape;
import filigree.model.sparsity.Mask;
import filigree.model.sparsity.Wiring;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EffectiveSparsityTest {
    // two inputs, three hidden units, one output
    private static final List<LayerShape> SHAPES =
            List.of(LayerShape.linear("a", 3, 2), LayerShape.linear("b", 1, 3));

    @Test
    void weightsWithoutAWayInOrOutDoNotCount() {
        // unit 0: in from input 1, out; unit 1: in, no out; unit 2: no in, out
        Mask a = Mask.of(3, 2, new long[] {1, 2});
        Mask b = Mask.of(1, 3, new long[] {0, 2});
        List<Mask> onPath = EffectiveSparsity.onPath(SHAPES, List.of(a, b));
        assertArrayEquals(new long[] {1}, onPath.get(0).flatIndices());
        assertArrayEquals(new long[] {0}, onPath.get(1).flatIndices());
        assertEquals(1 - 4 / 9.0, EffectiveSparsity.sparsityOf(List.of(a, b)), 1e-12);
        assertEquals(1 - 2 / 9.0, EffectiveSparsity.sparsityOf(onPath), 1e-12);
    }

    @Test
    void everythingCountsInADenseNetwork() {
        List<Mask> full = List.of(Mask.full(3, 2), Mask.full(1, 3));
        assertEquals(full, EffectiveSparsity.onPath(SHAPES, full));
    }

    @Test
    void nothingCountsWhereThePathIsCut() {
        List<Mask> cut = List.of(Mask.full(3, 2), Mask.of(1, 3, new long[0]));
        List<Mask> onPath = EffectiveSparsity.onPath(SHAPES, cut);
        assertEquals(0, onPath.get(0).activeCount());
        assertEquals(1, EffectiveSparsity.sparsityOf(onPath));
    }

    @Test
    void aFlattenedChannelFeedsAllItsPixels() {
        var shapes = List.of(new LayerShape("conv", 2, 1, 1, 1), LayerShape.linear("fc", 1, 6));
        Mask fc = Mask.of(1, 6, new long[] {2, 3}); // a pixel of channel 0 and one of channel 1
        Mask conv = Mask.of(2, 1, new long[] {1});
        List<Mask> onPath = EffectiveSparsity.onPath(shapes, List.of(conv, fc));
        assertArrayEquals(new long[] {1}, onPath.get(0).flatIndices());
        assertArrayEquals(new long[] {3}, onPath.get(1).flatIndices());
        onPath = EffectiveSparsity.onPath(shapes, List.of(Mask.full(2, 1), fc));
        assertEquals(2, onPath.get(0).activeCount());
    }

    @Test
    void aKernelBelongsToItsChannel() {
        var shapes =
                List.of(new LayerShape("conv", 2, 1, 2, 2), new LayerShape("next", 1, 2, 1, 2));
        Mask conv = Mask.of(2, 4, new long[] {3}); // channel 0 only
        Mask next = Mask.of(1, 4, new long[] {1, 2}); // from channel 0 and from channel 1
        List<Mask> onPath = EffectiveSparsity.onPath(shapes, List.of(conv, next));
        assertArrayEquals(new long[] {3}, onPath.get(0).flatIndices());
        assertArrayEquals(new long[] {1}, onPath.get(1).flatIndices());
    }

    @Test
    void aShortcutKeepsAWayOpenWhereTheBranchIsCut() {
        var shapes =
                List.of(
                        LayerShape.linear("stem", 2, 1),
                        LayerShape.linear("branch", 2, 2),
                        LayerShape.linear("head", 1, 2));
        var wiring = Wiring.of(List.of(List.of(Wiring.INPUT), List.of(0), List.of(0, 1)));
        // unit 0 leaves the stem, the branch carries it to unit 1 only
        Mask stem = Mask.of(2, 1, new long[] {0});
        Mask branch = Mask.of(2, 2, new long[] {2});
        List<Mask> whole = List.of(stem, branch, Mask.full(1, 2));
        assertEquals(whole, EffectiveSparsity.onPath(wiring, shapes, whole));
        List<Mask> cut = List.of(stem, Mask.of(2, 2, new long[0]), Mask.full(1, 2));
        List<Mask> onPath = EffectiveSparsity.onPath(wiring, shapes, cut);
        assertEquals(stem, onPath.get(0));
        assertArrayEquals(new long[] {0}, onPath.get(2).flatIndices());
    }

    @Test
    void agreesWithTheDefinitionHoweverBranchesRun() {
        for (int seed = 0; seed < 200; seed++) {
            var slow = new ByDefinition(new SplittableRandom(seed));
            List<Mask> onPath = EffectiveSparsity.onPath(slow.wiring, slow.shapes, slow.masks);
            for (int l = 0; l < ByDefinition.LAYERS; l++) {
                assertEquals(slow.onPath(l), onPath.get(l), seed + " layer " + l);
            }
        }
    }

    /// Looks for a way in and a way out from every weight anew.
    private static final class ByDefinition {
        static final int LAYERS = 6;
        private static final int UNITS = 3;
        final List<LayerShape> shapes = new ArrayList<>();
        final List<Mask> masks = new ArrayList<>();
        final Wiring wiring;

        ByDefinition(SplittableRandom random) {
            List<List<Integer>> sources = new ArrayList<>();
            for (int l = 0; l < LAYERS; l++) {
                shapes.add(LayerShape.linear("l" + l, UNITS, UNITS));
                masks.add(Mask.where(UNITS, UNITS, _ -> random.nextDouble() < 0.3));
                List<Integer> reads = new ArrayList<>(List.of(l - 1));
                for (int s = Wiring.INPUT; s < l - 1; s++) {
                    if (random.nextInt(3) == 0) {
                        reads.add(s);
                    }
                }
                sources.add(reads);
            }
            wiring = new Wiring(sources, List.of(LAYERS - 1, random.nextInt(LAYERS - 1)));
        }

        Mask onPath(int l) {
            return masks.get(l)
                    .filtered(w -> hasWayIn(l, (int) (w % UNITS)) && hasWayOut(l, (int) w / UNITS));
        }

        private boolean hasWayIn(int l, int input) {
            for (int source : wiring.sources().get(l)) {
                if (source == Wiring.INPUT) {
                    return true;
                }
                for (int j = 0; j < UNITS; j++) {
                    if (isActive(source, input, j) && hasWayIn(source, j)) {
                        return true;
                    }
                }
            }
            return false;
        }

        private boolean hasWayOut(int l, int unit) {
            if (wiring.outputs().contains(l)) {
                return true;
            }
            for (int reader = l + 1; reader < LAYERS; reader++) {
                for (int i = 0; i < UNITS && wiring.sources().get(reader).contains(l); i++) {
                    if (isActive(reader, i, unit) && hasWayOut(reader, i)) {
                        return true;
                    }
                }
            }
            return false;
        }

        private boolean isActive(int l, int row, int column) {
            for (long flat : masks.get(l).flatIndices()) {
                if (flat == row * UNITS + column) {
                    return true;
                }
            }
            return false;
        }
    }
}
