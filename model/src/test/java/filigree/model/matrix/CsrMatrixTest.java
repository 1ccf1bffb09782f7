package filigree.model.matrix;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import filigree.model.sparsity.Mask;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsrMatrixTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void aNewMaskMovesWhatStaysAndStartsWhatGrowsAtZero(long seed) {
        var random = new SplittableRandom(seed);
        int rows = random.nextInt(1, 12);
        int columns = random.nextInt(1, 40);
        Mask before = mask(random, rows, columns);
        Mask after = mask(random, rows, columns);
        var w = new CsrMatrix(before);
        w.use(ProductForm.PANELS);
        fill(random, w.values());
        fill(random, w.slots().get("momentum"));
        fill(random, w.slots().get("variance"));
        w.publish(0, w.values().length);
        float[] values = w.toDense(w.values());
        float[] momentum = w.toDense(w.slots().get("momentum"));
        float[] variance = w.toDense(w.slots().get("variance"));

        w.setMask(after);

        assertEquals(after, w.mask());
        assertArrayEquals(under(values, before, after), w.toDense(w.values()));
        assertArrayEquals(under(momentum, before, after), w.toDense(w.slots().get("momentum")));
        assertArrayEquals(under(variance, before, after), w.toDense(w.slots().get("variance")));
        assertTransposed(w);
    }

    @Test
    void theTransposedCopyFollowsWhatIsPublished() {
        var w = new CsrMatrix(Mask.of(2, 3, new long[] {0, 2, 3, 5}));
        w.use(ProductForm.PANELS);
        assertArrayEquals(new float[4], w.transposed().values);
        for (int k = 0; k < 4; k++) {
            w.values()[k] = k + 1;
        }
        w.publish(0, 2);
        assertArrayEquals(new float[] {1, 3, 0, 0}, w.transposed().values);
        w.publish(2, 4);
        assertArrayEquals(new float[] {1, 3, 2, 4}, w.transposed().values);
        assertTransposed(w);
    }

    /// The first layer of a network never asks for it.
    @Test
    void theTransposedCopyIsWholeWheneverItIsAskedForFirst() {
        var w = new CsrMatrix(Mask.of(2, 3, new long[] {0, 2, 3, 5}));
        w.use(ProductForm.PANELS);
        for (int step = 1; step <= 2; step++) {
            fill(new SplittableRandom(step), w.gradients());
            fill(new SplittableRandom(-step), w.values());
            w.publish(0, 1);
            w.publish(1, 4);
        }
        assertTransposed(w);
        fill(new SplittableRandom(3), w.gradients());
        w.publish(0, 4);
        assertTransposed(w);
    }

    @Test
    void gradientsStandInPlaceOfTheCopyUntilWeightsArePublished() {
        var w = new CsrMatrix(Mask.of(2, 3, new long[] {0, 2, 4}));
        w.use(ProductForm.PANELS);
        fill(new SplittableRandom(1), w.values());
        fill(new SplittableRandom(2), w.gradients());
        assertThrows(IllegalStateException.class, w::transposed);
        w.publish(0, 3);
        assertTransposed(w);
    }

    @Test
    void aFullMatrixIsReadAsItIsTrained() {
        var w = new CsrMatrix(Mask.full(2, 3));
        w.use(ProductForm.PANELS);
        fill(new SplittableRandom(1), w.values());
        fill(new SplittableRandom(2), w.gradients());
        assertSame(w.values(), w.packed().values);
        assertTransposed(w);
        w.setMask(Mask.of(2, 3, new long[] {0, 2, 4}));
        assertTransposed(w);
        assertEquals(3, w.gradients().length);
    }

    @Test
    void thePathFollowsFromShapeAndMask() {
        var large = new CsrMatrix(Mask.full(128, 128));
        assertEquals(ProductPath.SPARSE, large.path()); // not multiplied
        large.use(ProductForm.PANELS);
        assertEquals(ProductPath.DENSE, large.path());
        large.setMask(Mask.where(128, 128, i -> i % 10 > 0));
        assertEquals(ProductPath.WHOLE, large.path());
        large.setMask(Mask.where(128, 128, i -> i % 2 > 0));
        assertEquals(ProductPath.SPARSE, large.path());
        var small = new CsrMatrix(Mask.full(128, 127));
        small.use(ProductForm.PANELS);
        assertEquals(ProductPath.WHOLE, small.path());
        var filters = new MaskedMatrix(Mask.full(128, 128));
        filters.use(ProductForm.ROWS);
        assertEquals(ProductPath.SPARSE, filters.path());
    }

    @Test
    void theSameMaskChangesNothing() {
        var w = new CsrMatrix(Mask.full(2, 3));
        float[] values = w.values();
        w.setMask(Mask.full(2, 3));
        assertSame(values, w.values());
        assertEquals(0, w.version());
        w.setMask(Mask.of(2, 3, new long[] {4}));
        assertEquals(1, w.version());
    }

    @Test
    void saysWhereEveryWeightLives() {
        var w = new CsrMatrix(Mask.of(3, 3, new long[] {1, 4, 5, 8}));
        int[] positions = new int[7]; // longer than needed
        w.positions(1, 3, positions);
        assertArrayEquals(new int[] {-1, 1, 2, -1, -1, 3, 0}, positions);
    }

    @Test
    void loadsAWholeMatrixAndGivesItBack() {
        var w = new CsrMatrix(Mask.of(2, 2, new long[] {0, 3}));
        w.use(ProductForm.PANELS);
        w.load(new float[] {1, 2, 3, 4});
        assertArrayEquals(new float[] {1, 0, 0, 4}, w.toDense(w.values()));
        assertArrayEquals(new float[] {1, 4}, w.transposed().values);
    }

    @Test
    void goesToEjmlAndBack() {
        var random = new SplittableRandom(9);
        var w = new CsrMatrix(mask(random, 7, 11));
        fill(random, w.values());
        w.publish(0, w.values().length);
        var ejml = EjmlExchange.toEjml(w);
        for (int i = 0; i < 7; i++) {
            for (int j = 0; j < 11; j++) {
                assertEquals(w.toDense(w.values())[i * 11 + j], ejml.get(i, j));
            }
        }
        CsrMatrix back = EjmlExchange.fromEjml(ejml);
        assertEquals(w.mask(), back.mask());
        assertArrayEquals(w.values(), back.values());
        back.use(ProductForm.PANELS);
        assertTransposed(back);
    }

    private static void assertTransposed(CsrMatrix w) {
        float[] dense = w.toDense(w.values());
        assertArrayEquals(dense, w.packed().toDense());
        float[] turned = w.transposed().toDense();
        assertEquals(w.mask().columns(), w.transposed().rows);
        assertEquals(dense.length, turned.length);
        for (int k = 0; k < turned.length; k++) {
            int row = k % w.mask().rows();
            int column = k / w.mask().rows();
            assertEquals(dense[row * w.mask().columns() + column], turned[k]);
        }
    }

    private static float[] under(float[] dense, Mask before, Mask after) {
        float[] moved = new float[dense.length];
        for (int i = 0; i < moved.length; i++) {
            int row = i / before.columns();
            int column = i % before.columns();
            boolean stays = before.isActive(row, column) && after.isActive(row, column);
            moved[i] = stays ? dense[i] : 0;
        }
        return moved;
    }

    private static Mask mask(SplittableRandom random, int rows, int columns) {
        double density = random.nextDouble();
        return Mask.where(rows, columns, _ -> random.nextDouble() < density);
    }

    private static void fill(SplittableRandom random, float[] a) {
        for (int i = 0; i < a.length; i++) {
            a[i] = (float) random.nextDouble(-1, 1);
        }
    }
}
