package filigree.model.topology;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import filigree.model.sparsity.LayerShape;
import filigree.model.sparsity.Mask;
import java.util.List;
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
}
