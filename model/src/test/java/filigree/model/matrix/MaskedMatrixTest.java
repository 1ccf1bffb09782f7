package filigree.model.matrix;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import filigree.model.kernel.SparseRows;
import filigree.model.sparsity.Mask;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MaskedMatrixTest {
    private final Mask before = Mask.of(2, 3, new long[] {0, 2, 4});
    private final Mask after = Mask.of(2, 3, new long[] {0, 3, 4, 5});

    @Test
    void weightsBehindTheMaskComeBackAsTheyAre() {
        var w = new MaskedMatrix(before);
        System.arraycopy(new float[] {1, 8, 2, 7, 3, 9}, 0, w.values(), 0, 6);
        w.slots().get("momentum")[3] = 5;
        w.publish();
        assertArrayEquals(new float[] {1, 2, 3}, w.rows().values);
        w.setMask(after);
        assertArrayEquals(new float[] {1, 7, 3, 9}, w.rows().values);
        assertArrayEquals(new float[] {1, 7, 3, 9}, w.active(w.values()));
        assertEquals(5, w.slots().get("momentum")[3]);
        assertEquals(1, w.version());
        w.setMask(after);
        assertEquals(1, w.version());
    }

    @Test
    void aFullMaskNeedsNoCopyOfRows() {
        var w = new MaskedMatrix(Mask.full(2, 2));
        assertSame(w.values(), w.rows().values);
        assertSame(w.stored(), w.rows());
    }

    @Test
    void everyWeightHasAPlace() {
        var w = new MaskedMatrix(before);
        int[] positions = new int[3];
        w.positions(1, 2, positions);
        assertArrayEquals(new int[] {3, 4, 5}, positions);
        assertEquals(4, w.position(1, 2));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void kernelsReadTheActiveWeightsInWhateverPiecesTheyArePublished(long seed) {
        var random = new SplittableRandom(seed);
        double density = seed / 8.0; // the last one is full
        Mask mask =
                Mask.where(
                        random.nextInt(1, 12),
                        random.nextInt(1, 30),
                        _ -> random.nextDouble() < density);
        for (ProductForm form : List.of(ProductForm.ROWS, ProductForm.PANELS)) {
            publishesInPieces(form, mask, random, false);
            publishesInPieces(form, mask, random, true);
        }
    }

    /// @param early whether the transposed copy is asked for before there is anything in it
    private static void publishesInPieces(
            ProductForm form, Mask mask, SplittableRandom random, boolean early) {
        var w = new MaskedMatrix(mask);
        w.use(form);
        if (early) {
            assertEquals(
                    mask.rows(),
                    form == ProductForm.ROWS ? w.columns().columns : w.transposed().columns);
        }
        for (int i = 0; i < w.values().length; i++) {
            w.values()[i] = (float) random.nextDouble(-1, 1);
        }
        int n = mask.activeCount();
        for (int from = 0; from < n; ) {
            int to = random.nextInt(from, n) + 1;
            w.publish(from, to);
            from = to;
        }
        float[] dense = w.toDense(w.values());
        assertArrayEquals(dense, whole(w.rows(), mask, false));
        if (form == ProductForm.ROWS) {
            assertArrayEquals(dense, whole(w.columns(), mask, true));
            return;
        }
        assertArrayEquals(dense, w.packed().toDense());
        float[] turned = w.transposed().toDense();
        for (int k = 0; k < turned.length; k++) {
            int row = k % mask.rows();
            assertEquals(dense[row * mask.columns() + k / mask.rows()], turned[k]);
        }
    }

    private static float[] whole(SparseRows m, Mask mask, boolean transposed) {
        float[] dense = new float[Math.toIntExact(mask.size())];
        for (int i = 0; i < m.rows; i++) {
            for (int k = m.starts[i]; k < m.starts[i + 1]; k++) {
                int row = transposed ? m.column(k) : i;
                int column = transposed ? i : m.column(k);
                dense[row * mask.columns() + column] = m.values[k];
            }
        }
        return dense;
    }
}
