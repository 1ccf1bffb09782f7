package filigree.model.quantize;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.model.matrix.MaskedMatrix;
import filigree.model.matrix.ProductForm;
import filigree.model.matrix.WeightMatrix;
import filigree.model.sparsity.Mask;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What every quantizer of weights promises, and what each range means.
class QuantizedWeightsTest {
    private static final int ROWS = 6;
    private static final int COLUMNS = 40;

    static Stream<Quantizer> quantizers() {
        return Arrays.stream(Granularity.values())
                .flatMap(g ->
                        Stream.concat(
                                Arrays.stream(WeightRange.values())
                                        .flatMap(
                                                r -> Stream.of(2, 4, 8).map(b -> fake(b, g, r, 0))),
                                Stream.of(lsq(3, g), lsq(8, g), new Binary(g))));
    }

    private static FakeQuant fake(int bits, Granularity g, WeightRange range, double keep) {
        return new FakeQuant(
                bits,
                List.of(),
                g,
                range,
                90,
                keep,
                false,
                8,
                ActivationFormat.Range.MOVING_AVERAGE,
                false);
    }

    private static Lsq lsq(int bits, Granularity g) {
        return lsq(bits, g, Lsq.FirstStep.MEAN, true, false);
    }

    private static Lsq lsq(
            int bits, Granularity g, Lsq.FirstStep first, boolean scaled, boolean passes) {
        var range = ActivationFormat.Range.MOVING_AVERAGE;
        return new Lsq(bits, List.of(), g, first, scaled, passes, false, 8, range);
    }

    @ParameterizedTest
    @MethodSource("quantizers")
    void effectiveWeightsAreWholeMultiplesOfAScaleAndMaskedOnesZero(Quantizer quantizer) {
        WeightMatrix w = random(false);
        QuantizedWeights function = attach(quantizer, w);
        int largest = quantizer.format(0).largest();
        for (int i = 0; i < ROWS; i++) {
            for (int k = w.mask().rowStarts()[i]; k < w.mask().rowStarts()[i + 1]; k++) {
                int code = function.code(w, i, k);
                assertTrue(Math.abs(code) <= largest, code + " of " + largest);
                assertEquals(function.scale(i) * code, w.effective()[k], 0);
            }
        }
        float[] dense = w.packed().toDense();
        for (int k = 0; k < dense.length; k++) {
            if (!w.mask().isActive(k / COLUMNS, k % COLUMNS)) {
                assertEquals(0, dense[k]);
            }
        }
        assertArrayEquals(dense, w.toDense(w.effective()));
    }

    @ParameterizedTest
    @MethodSource("quantizers")
    void bothStoragesSeeTheSameWeightsAndGradients(Quantizer quantizer) {
        WeightMatrix sparse = random(false);
        WeightMatrix dense = random(true);
        QuantizedWeights a = attach(quantizer, sparse);
        QuantizedWeights b = attach(quantizer, dense);
        assertArrayEquals(sparse.active(sparse.effective()), dense.active(dense.effective()));
        assertArrayEquals(sparse.packed().toDense(), dense.packed().toDense());
        assertArrayEquals(sparse.transposed().toDense(), dense.transposed().toDense());
        float[] g = gradients(dense);
        System.arraycopy(dense.active(g), 0, sparse.gradients(), 0, sparse.values().length);
        System.arraycopy(g, 0, dense.gradients(), 0, g.length);
        a.backward(sparse, 0, ROWS);
        b.backward(dense, 0, 2);
        b.backward(dense, 2, ROWS);
        a.reduce(sparse);
        b.reduce(dense);
        assertArrayEquals(sparse.gradients(), dense.active(dense.gradients()));
        for (int n = 0; n < a.learned().size(); n++) {
            assertArrayEquals(
                    a.learned().get(n).matrix().gradients(),
                    b.learned().get(n).matrix().gradients());
        }
    }

    @ParameterizedTest
    @MethodSource("quantizers")
    void aNewMaskIsRoundedToo(Quantizer quantizer) {
        for (boolean dense : new boolean[] {false, true}) {
            WeightMatrix w = random(dense);
            QuantizedWeights _ = attach(quantizer, w);
            Mask next = mask(99);
            w.setMask(next);
            w.load(numbers(7));
            float[] seen = w.packed().toDense();
            assertArrayEquals(w.toDense(w.effective()), seen);
            for (int k = 0; k < seen.length; k++) {
                if (!next.isActive(k / COLUMNS, k % COLUMNS)) {
                    assertEquals(0, seen[k]);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Granularity.class)
    void moreBitsRoundMoreFinely(Granularity g) {
        double last = Double.MAX_VALUE;
        for (int bits = 2; bits <= 8; bits++) {
            double error = error(fake(bits, g, WeightRange.MIN_MAX, 0));
            assertTrue(error < last, bits + " bits: " + error);
            last = error;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4})
    void theRangeOfLeastErrorErrsLessThanOthers(int bits) {
        for (Granularity g : Granularity.values()) {
            double least = error(fake(bits, g, WeightRange.MSE, 0));
            assertTrue(least <= error(fake(bits, g, WeightRange.MIN_MAX, 0)));
            assertTrue(least < error(fake(bits, g, WeightRange.PERCENTILE, 0)) * 1.02);
        }
    }

    @Test
    void aPercentileIsThatOfTheSortedMagnitudes() {
        WeightMatrix w = random(false);
        QuantizedWeights function =
                attach(fake(8, Granularity.PER_TENSOR, WeightRange.PERCENTILE, 0), w);
        float[] sorted = w.values().clone();
        for (int k = 0; k < sorted.length; k++) {
            sorted[k] = Math.abs(sorted[k]);
        }
        Arrays.sort(sorted);
        float at = sorted[(int) Math.ceil(0.9 * sorted.length) - 1];
        assertEquals(at / 127, function.scale(0), 0);
    }

    @Test
    void theMovingAverageMovesOnlyWithTraining() {
        WeightMatrix w = random(false);
        QuantizedWeights function =
                attach(fake(8, Granularity.PER_TENSOR, WeightRange.MOVING_AVERAGE, 0), w);
        float before = function.scale(0);
        float largest = before * 127;
        for (int k = 0; k < w.values().length; k++) {
            w.values()[k] *= 2;
        }
        w.publish();
        assertEquals(before, function.scale(0), "no step has passed");
        function.measure(w, 0, ROWS);
        function.prepare(w, true);
        assertEquals((0.99 * largest + 0.01 * 2 * largest) / 127, function.scale(0), 1e-6);
    }

    @ParameterizedTest
    @EnumSource(WeightRange.class)
    void theLargestWeightsStayAsTheyAre(WeightRange range) {
        WeightMatrix w = random(false);
        QuantizedWeights function = attach(fake(3, Granularity.PER_CHANNEL, range, 0.1), w);
        float[] sorted = w.values().clone();
        for (int k = 0; k < sorted.length; k++) {
            sorted[k] = Math.abs(sorted[k]);
        }
        Arrays.sort(sorted);
        int kept = (int) Math.round(0.1 * sorted.length);
        float cut = sorted[sorted.length - kept];
        var levels = new TreeSet<Float>();
        for (int k = 0; k < sorted.length; k++) {
            boolean large = Math.abs(w.values()[k]) >= cut;
            assertEquals(large, function.isKept(w.values()[k]));
            if (large) {
                assertEquals(w.values()[k], w.effective()[k]);
            } else {
                levels.add(w.effective()[k]);
                assertTrue(Math.abs(w.effective()[k]) < cut);
            }
        }
        assertTrue(levels.size() <= 7 * ROWS, levels.size() + " levels");
    }

    @Test
    void keepingAllOrNothingIsPossible() {
        WeightMatrix all = random(false);
        QuantizedWeights _ = attach(fake(2, Granularity.PER_TENSOR, WeightRange.MIN_MAX, 1), all);
        assertArrayEquals(all.values(), all.effective());
        WeightMatrix zero = random(false);
        Arrays.fill(zero.values(), 0);
        for (WeightRange range : WeightRange.values()) {
            QuantizedWeights _ = attach(fake(2, Granularity.PER_TENSOR, range, 0), zero);
            assertArrayEquals(zero.values(), zero.effective());
        }
    }

    @Test
    void clippedWeightsGetNoGradient() {
        WeightMatrix w = random(false);
        QuantizedWeights function =
                attach(fake(4, Granularity.PER_TENSOR, WeightRange.PERCENTILE, 0), w);
        float[] g = w.gradients();
        Arrays.fill(g, 1);
        function.backward(w, 0, ROWS);
        int clipped = 0;
        for (int k = 0; k < g.length; k++) {
            boolean inside = Math.rint((double) Math.abs(w.values()[k]) / function.scale(0)) <= 7;
            assertEquals(inside ? 1 : 0, g[k]);
            clipped += inside ? 0 : 1;
        }
        assertTrue(clipped > 0);
    }

    @Test
    void otherBitsRescaleTheStepSizeAsItsFirstValue() {
        WeightMatrix w = random(false);
        QuantizedWeights function = attach(lsq(8, Granularity.PER_CHANNEL), w);
        function.use(lsq(3, Granularity.PER_CHANNEL).format(0));
        WeightMatrix other = random(false);
        QuantizedWeights expected = attach(lsq(3, Granularity.PER_CHANNEL), other);
        for (int i = 0; i < ROWS; i++) {
            assertEquals(expected.scale(i), function.scale(i), 1e-6);
        }
    }

    @ParameterizedTest
    @EnumSource(Granularity.class)
    void aFirstStepFromTheMaximumClipsNothing(Granularity g) {
        WeightMatrix w = random(false);
        QuantizedWeights largest = attach(lsq(4, g, Lsq.FirstStep.MAX, true, false), w);
        QuantizedWeights fake = attach(fake(4, g, WeightRange.MIN_MAX, 0), random(false));
        for (int i = 0; i < ROWS; i++) {
            assertEquals(fake.scale(i), largest.scale(i), 0);
        }
        largest.use(lsq(2, g).format(0));
        for (int i = 0; i < ROWS; i++) {
            assertEquals(7 * fake.scale(i), largest.scale(i), 1e-5);
        }
    }

    @ParameterizedTest
    @EnumSource(Granularity.class)
    void theGradientOfAStepIsDividedByTheRootOfItsWeightsTimesQ(Granularity g) {
        float[] scaled = stepGradients(lsq(3, g, Lsq.FirstStep.MEAN, true, false));
        float[] plain = stepGradients(lsq(3, g, Lsq.FirstStep.MEAN, false, false));
        int[] starts = mask(5).rowStarts();
        for (int u = 0; u < scaled.length; u++) {
            int n = starts[g.to(u, ROWS)] - starts[g.from(u)];
            assertEquals(plain[u], scaled[u] * Math.sqrt(n * 3), 1e-4);
        }
    }

    private static float[] stepGradients(Lsq rule) {
        WeightMatrix w = random(false);
        QuantizedWeights function = attach(rule, w);
        System.arraycopy(numbers(11), 0, w.gradients(), 0, w.gradients().length);
        function.backward(w, 0, ROWS);
        function.reduce(w);
        return function.learned().getFirst().matrix().gradients();
    }

    @Test
    void clippedWeightsKeepTheirGradientIfItPasses() {
        var range = ActivationFormat.Range.MOVING_AVERAGE;
        var clips = WeightRange.PERCENTILE;
        Granularity g = Granularity.PER_TENSOR;
        for (Quantizer passing :
                List.of(
                        lsq(2, g, Lsq.FirstStep.MEAN, true, true),
                        new FakeQuant(4, List.of(), g, clips, 90, 0, false, 8, range, true))) {
            WeightMatrix w = random(false);
            QuantizedWeights function = attach(passing, w);
            Arrays.fill(w.gradients(), 1);
            function.backward(w, 0, ROWS);
            float[] expected = new float[w.gradients().length];
            Arrays.fill(expected, 1);
            assertArrayEquals(expected, w.gradients());
        }
    }

    private static double error(Quantizer quantizer) {
        WeightMatrix w = random(false);
        QuantizedWeights _ = attach(quantizer, w);
        double sum = 0;
        for (int k = 0; k < w.values().length; k++) {
            double d = (double) w.values()[k] - w.effective()[k];
            sum += d * d;
        }
        return sum;
    }

    private static QuantizedWeights attach(Quantizer quantizer, WeightMatrix w) {
        w.use(ProductForm.PANELS);
        QuantizedWeights function = quantizer.weights(0, w).orElseThrow();
        w.reparameterize(function);
        return function;
    }

    private static WeightMatrix random(boolean dense) {
        WeightMatrix w = WeightMatrix.of(mask(5), dense);
        if (w instanceof MaskedMatrix) { // what lies behind the mask must not matter
            System.arraycopy(numbers(3), 0, w.values(), 0, ROWS * COLUMNS);
            for (int k = 0; k < ROWS * COLUMNS; k++) {
                w.values()[k] *= w.mask().isActive(k / COLUMNS, k % COLUMNS) ? 1 : 100;
            }
            w.publish();
        } else {
            w.load(numbers(3));
        }
        return w;
    }

    private static float[] gradients(WeightMatrix dense) {
        float[] g = numbers(11);
        assertEquals(dense.values().length, g.length);
        return g;
    }

    private static Mask mask(long seed) {
        var random = new SplittableRandom(seed);
        return Mask.where(ROWS, COLUMNS, _ -> random.nextInt(4) == 0);
    }

    private static float[] numbers(long seed) {
        var random = new SplittableRandom(seed);
        float[] numbers = new float[ROWS * COLUMNS];
        for (int k = 0; k < numbers.length; k++) {
            numbers[k] = (float) random.nextGaussian();
        }
        return numbers;
    }
}
