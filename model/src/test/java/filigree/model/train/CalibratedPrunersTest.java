package filigree.model.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.model.recipe.Recipe;
import filigree.model.sparsity.LayerShape;
import filigree.model.sparsity.Mask;
import filigree.model.text.Refusal;
import filigree.model.topology.InputMoments;
import filigree.model.topology.LayerPruner;
import filigree.model.topology.NOfM;
import filigree.model.topology.Pattern;
import filigree.model.topology.SparseGpt;
import filigree.model.topology.Unstructured;
import filigree.model.topology.Wanda;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Wanda and SparseGPT, as functions and in a run.
class CalibratedPrunersTest {
    private static final int ROWS = 6;
    private static final int COLUMNS = 12;
    private static final LayerShape SHAPE = LayerShape.linear("w", ROWS, COLUMNS);

    @Test
    void independentInputsLeaveTheOtherWeightsAlone() {
        float[] w = numbers(1, ROWS * COLUMNS);
        var moments = new InputMoments(COLUMNS, true);
        for (int j = 0; j < COLUMNS; j++) {
            float[] unit = new float[COLUMNS];
            unit[j] = 2;
            moments.add(unit);
        }
        LayerPruner.Pruned pruned = gpt(0.5, new Unstructured(), 0).prune(SHAPE, w, moments);
        for (long i : pruned.mask().flatIndices()) {
            assertEquals(w[(int) i], pruned.weights()[(int) i], 1e-6);
        }
    }

    @Test
    void movingTheWeightsMakesTheOutputsBetter() {
        double moved = 0;
        double left = 0;
        for (int seed = 0; seed < 20; seed++) {
            float[] w = numbers(seed, ROWS * COLUMNS);
            float[][] x = correlated(seed + 100);
            LayerPruner.Pruned pruned = gpt(0.5, new Unstructured(), 0).prune(SHAPE, w, moments(x));
            float[] masked = new float[w.length];
            for (long i : pruned.mask().flatIndices()) {
                masked[(int) i] = w[(int) i];
            }
            moved += error(w, pruned.weights(), x);
            left += error(w, masked, x);
        }
        assertTrue(moved < 0.7 * left, moved + " against " + left);
    }

    /// Optimal Brain Surgeon in closed form: w + (w_q / [H^-1]_qq) of column q of H^-1. The last
    /// column but one goes, so only the last may move, as in the exact rule restricted to it.
    @Test
    void oneWeightOfTheLastTwoGoesAsOptimalBrainSurgeonSays() {
        float[][] x = new float[50][];
        var random = new SplittableRandom(3);
        double a = 0;
        double b = 0;
        double d = 0;
        for (int t = 0; t < x.length; t++) {
            float u = random.nextFloat();
            float v = u + random.nextFloat() / 2;
            x[t] = new float[] {u, v};
            a += 2.0 / x.length * u * u;
            b += 2.0 / x.length * u * v;
            d += 2.0 / x.length * v * v;
        }
        double damp = 0.01 * (a + d) / 2;
        float[] w = {0.1f, 1};
        var moments = new InputMoments(2, true);
        Arrays.stream(x).forEach(moments::add);
        var pruned = gpt(0, new NOfM(1, 2), 0).prune(LayerShape.linear("w", 1, 2), w, moments);
        assertEquals(Mask.of(1, 2, new long[] {1}), pruned.mask());
        assertEquals(1 + 0.1f * b / (d + damp), pruned.weights()[1], 1e-6);
    }

    @Test
    void roundedWeightsLieOnAGridOfEachRow() {
        float[] w = numbers(5, ROWS * COLUMNS);
        float[] q =
                gpt(0.5, new Unstructured(), 3).prune(SHAPE, w, moments(correlated(6))).weights();
        for (int i = 0; i < ROWS; i++) {
            float[] row = Arrays.copyOfRange(q, i * COLUMNS, (i + 1) * COLUMNS);
            Arrays.sort(row);
            int different = 1;
            for (int j = 1; j < row.length; j++) {
                different += row[j] - row[j - 1] > 1e-5 ? 1 : 0;
            }
            assertTrue(different <= 8, different + " values of 3 bits");
        }
    }

    @Test
    void aNeuronsInputsDecideInWanda() {
        var moments = new InputMoments(4, false);
        moments.add(new float[] {10, 1, 1, 0});
        float[] w = {0.2f, 1, 1.5f, 9};
        Mask mask =
                new Wanda(0.5, new Unstructured(), 0.5, 1)
                        .prune(LayerShape.linear("w", 1, 4), w, moments)
                        .mask();
        assertEquals(Mask.of(1, 4, new long[] {0, 2}), mask);
    }

    @Test
    void withAPatternTheTargetMustBeItsSparsity() {
        Refusal.of("pattern-sparsity", () -> gpt(0.9, new NOfM(2, 4), 0).check(List.of(SHAPE)));
        Refusal.of(
                "layer-too-wide",
                () ->
                        gpt(0.5, new Unstructured(), 0)
                                .check(List.of(LayerShape.linear("w", 2, 9_000))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"wanda", "sparsegpt"})
    void prunesOnceInARunWithTheSameBitsForAnyThreadsAndAfterABreak(
            String updater, @TempDir Path folder) throws Exception {
        Recipe recipe = Quadrants.recipe(updater).with("maskUpdater.sparsity", 0.8);
        try (var one = new Trainer(recipe, Quadrants.data(), 1);
                var three = new Trainer(recipe, Quadrants.data(), 3);
                var resumed = new Trainer(recipe, Quadrants.data(), 2)) {
            Quadrants.step(one, 28);
            resumed.restore(SavedState.read(Checkpoint.write(folder, one)), recipe, 0);
            assertEquals(0, one.topology().sparsity());
            List<Mask> full = State.masks(one);
            Quadrants.step(one, 12);
            Quadrants.step(three, 40);
            Quadrants.step(resumed, 12);
            assertEquals(State.of(one), State.of(three));
            assertFalse(full.equals(State.masks(one)));
            assertEquals(0.8, one.topology().sparsity(), 0.01);
            byte[] whole = Files.readAllBytes(Checkpoint.write(folder, one));
            assertArrayEquals(whole, Files.readAllBytes(Checkpoint.write(folder, resumed)));
        }
    }

    private static SparseGpt gpt(double sparsity, Pattern pattern, long bits) {
        return new SparseGpt(sparsity, pattern, 0.5, 1, 128, 0.01, bits);
    }

    private static double error(float[] a, float[] b, float[][] x) {
        double sum = 0;
        for (float[] column : x) {
            for (int i = 0; i < ROWS; i++) {
                double y = 0;
                for (int j = 0; j < COLUMNS; j++) {
                    y += (a[i * COLUMNS + j] - b[i * COLUMNS + j]) * column[j];
                }
                sum += y * y;
            }
        }
        return sum;
    }

    private static InputMoments moments(float[][] x) {
        var moments = new InputMoments(COLUMNS, true);
        Arrays.stream(x).forEach(moments::add);
        return moments;
    }

    private static float[][] correlated(long seed) {
        var random = new SplittableRandom(seed);
        float[][] x = new float[64][COLUMNS];
        for (float[] column : x) {
            float common = random.nextFloat() * 2 - 1;
            for (int j = 0; j < COLUMNS; j++) {
                column[j] = common + random.nextFloat() - 0.5f;
            }
        }
        return x;
    }

    private static float[] numbers(long seed, int n) {
        var random = new SplittableRandom(seed);
        float[] numbers = new float[n];
        for (int i = 0; i < n; i++) {
            numbers[i] = random.nextFloat() * 2 - 1;
        }
        return numbers;
    }
}
