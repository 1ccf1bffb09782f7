package filigree.model.sparsity;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.BitSet;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Masks against bit sets of their flat indices.
class MaskTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void isTheSameSetAsItsBits(long seed) {
        var random = new SplittableRandom(seed);
        int rows = random.nextInt(1, 20);
        int columns = random.nextInt(1, 90);
        BitSet a = bits(random, rows * columns);
        BitSet b = bits(random, rows * columns);
        Mask x = mask(rows, columns, a);
        Mask y = mask(rows, columns, b);

        assertEquals(a, bits(x));
        assertEquals(a.cardinality(), x.activeCount());
        assertEquals(1 - (double) a.cardinality() / (rows * columns), x.sparsity(), 1e-12);
        for (int i = 0; i < rows * columns; i++) {
            assertEquals(a.get(i), x.isActive(i / columns, i % columns));
        }
        BitSet both = copy(a);
        both.and(b);
        BitSet either = copy(a);
        either.or(b);
        BitSet without = copy(a);
        without.andNot(b);
        assertEquals(either, bits(x.union(y)));
        assertEquals(without, bits(x.minus(y)));
        assertEquals(both.cardinality(), x.overlap(y));
        double jaccard = either.isEmpty() ? 1 : (double) both.cardinality() / either.cardinality();
        assertEquals(jaccard, x.jaccard(y), 1e-12);
        assertEquals(a.equals(b), x.equals(y));
        assertEquals(without, bits(x.filtered(i -> !b.get((int) i))));
        boolean[] inRows = some(random, rows);
        boolean[] inColumns = some(random, columns);
        assertEquals(
                bits(x.filtered(i -> inRows[(int) i / columns] && inColumns[(int) i % columns])),
                bits(x.within(inRows, inColumns)));
        checkStructure(x.union(y));
        checkStructure(x.minus(y));
        checkStructure(x.within(inRows, inColumns));

        int[] positions = x.positionsIn(y);
        long[] flat = x.flatIndices();
        for (int k = 0; k < flat.length; k++) {
            int i = (int) flat[k];
            int expected = b.get(i) ? b.get(0, i).cardinality() : -1;
            assertEquals(expected, positions[k]);
        }
    }

    @Test
    void aFullMaskHasEveryWeight() {
        Mask full = Mask.full(3, 5);
        assertArrayEquals(LongStream.range(0, 15).toArray(), full.flatIndices());
        assertEquals(0, full.sparsity());
        assertEquals(full, Mask.where(3, 5, _ -> true));
        assertEquals(full.hashCode(), Mask.where(3, 5, _ -> true).hashCode());
        assertNotEquals(full, Mask.full(5, 3));
        checkStructure(full);
    }

    @Test
    void refusesIndicesThatAreOutOfRangeOrOutOfOrder() {
        for (long[] flat : new long[][] {{-1}, {6}, {3, 3}, {4, 2}}) {
            assertThrows(IllegalArgumentException.class, () -> Mask.of(2, 3, flat));
        }
    }

    @Test
    void refusesAMaskOfAnotherShape() {
        assertThrows(IllegalArgumentException.class, () -> Mask.full(2, 3).minus(Mask.full(3, 2)));
        assertThrows(IllegalArgumentException.class, () -> Mask.full(2, 3).union(Mask.full(3, 2)));
    }

    @Test
    void tellsApartColumnsBeyondSixteenBits() {
        long[] flat = {4, 65_535, 65_536, 65_540, 139_999, 140_000 + 65_540};
        Mask wide = Mask.of(2, 140_000, flat);
        checkStructure(wide);
        assertArrayEquals(flat, wide.flatIndices());
        assertArrayEquals(
                new int[] {4, 65_535, 65_536, 65_540, 139_999, 65_540}, wide.columnIndices());
        assertTrue(wide.isActive(0, 65_536) && !wide.isActive(1, 4));
        assertEquals(3, wide.firstFrom(0, 65_537));
        Mask low = Mask.of(2, 140_000, new long[] {4, 140_000 + 4});
        assertEquals(1, wide.overlap(low));
        assertEquals(wide, wide.minus(low).union(Mask.of(2, 140_000, new long[] {4})));
        long[] without = {4, 65_535, 65_540, 139_999, 140_000 + 65_540};
        assertArrayEquals(without, wide.filtered(i -> i != 65_536).flatIndices());
        boolean[] columns = new boolean[140_000];
        Arrays.fill(columns, true);
        columns[65_536] = false;
        boolean[] rows = {true, true};
        assertArrayEquals(without, wide.within(rows, columns).flatIndices());
        assertArrayEquals(
                new int[] {0, -1, -1, -1, -1, -1},
                wide.positionsIn(Mask.of(2, 140_000, new long[] {4})));
        assertNotEquals(
                wide, Mask.of(2, 140_000, new long[] {4, 5, 65_535, 65_536, 139_999, 205_540}));
    }

    /// All invariants of the format.
    private static void checkStructure(Mask m) {
        assertEquals(0, m.rowStarts()[0]);
        assertEquals(m.rows() + 1, m.rowStarts().length);
        assertEquals(m.activeCount(), m.rowStarts()[m.rows()]);
        for (int i = 0; i < m.rows(); i++) {
            int before = -1;
            for (int k = m.rowStarts()[i]; k < m.rowStarts()[i + 1]; k++) {
                assertTrue(m.column(k) > before && m.column(k) < m.columns());
                before = m.column(k);
            }
        }
    }

    private static BitSet bits(SplittableRandom random, int n) {
        double density = random.nextDouble();
        BitSet bits = new BitSet();
        for (int i = 0; i < n; i++) {
            bits.set(i, random.nextDouble() < density);
        }
        return bits;
    }

    private static boolean[] some(SplittableRandom random, int n) {
        boolean[] some = new boolean[n];
        for (int i = 0; i < n; i++) {
            some[i] = random.nextInt(4) > 0;
        }
        return some;
    }

    private static BitSet copy(BitSet bits) {
        return (BitSet) bits.clone();
    }

    private static BitSet bits(Mask mask) {
        BitSet bits = new BitSet();
        for (long i : mask.flatIndices()) {
            bits.set((int) i);
        }
        return bits;
    }

    private static Mask mask(int rows, int columns, BitSet bits) {
        return Mask.where(rows, columns, i -> bits.get((int) i));
    }
}
