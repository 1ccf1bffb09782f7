package filigree.model.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.model.matrix.WeightMatrix;
import filigree.model.method.MethodType;
import filigree.model.recipe.Catalog;
import filigree.model.recipe.MethodCodec;
import filigree.model.recipe.Recipe;
import filigree.model.sparsity.Mask;
import filigree.model.text.Refusal;
import filigree.model.topology.MaskUpdater;
import filigree.model.topology.NOfM;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Training towards N:M, and the refusal of layers that N:M does not fit.
class SparseRefinedTest {
    /// No momentum and no decay, so that a step shows its gradient.
    private static Recipe recipe(double lambda) {
        return Quadrants.recipe("dense")
                .with("optimizer.momentum", 0.0)
                .with("optimizer.weightDecay", 0.0)
                .with("regularizer", "sr-ste")
                .with("regularizer.lambda", lambda);
    }

    @ParameterizedTest
    @CsvSource({"2, 4", "1, 4", "4, 8", "3, 16"})
    void theNetworkSeesTheLargestOfEachGroupAfterEveryStep(long kept, long of) {
        Recipe recipe = recipe(2e-4).with("regularizer.kept", kept).with("regularizer.of", of);
        try (var trainer = Quadrants.trainer(recipe)) {
            for (int step = 0; step < 4; step++) {
                for (var layer : trainer.layers()) {
                    WeightMatrix w = layer.weight().matrix();
                    float[] sizes = w.values().clone();
                    for (int k = 0; k < sizes.length; k++) {
                        sizes[k] = Math.abs(sizes[k]);
                    }
                    Mask seen =
                            new NOfM(kept, of)
                                    .keep(layer.weight().shape(), sizes, 1 - (double) kept / of);
                    int columns = seen.columns();
                    for (int k = 0; k < sizes.length; k++) {
                        boolean active = seen.isActive(k / columns, k % columns);
                        assertEquals(active ? w.values()[k] : 0, w.effective()[k]);
                    }
                }
                Quadrants.step(trainer, 1);
            }
        }
    }

    @Test
    void theGradientGoesStraightThroughAndWhatIsNotSeenIsPulledIn() {
        double lambda = 0.3;
        try (var plain = Quadrants.trainer(recipe(0));
                var pulled = Quadrants.trainer(recipe(lambda))) {
            WeightMatrix a = plain.layers().get(1).weight().matrix();
            WeightMatrix b = pulled.layers().get(1).weight().matrix();
            float[] before = a.values().clone();
            float[] seen = a.effective().clone();
            double rate = plain.recipe().optimizer().rateAt(0, plain.steps());
            Quadrants.step(plain, 1);
            Quadrants.step(pulled, 1);
            int moved = 0;
            for (int k = 0; k < before.length; k++) {
                boolean hidden = seen[k] == 0;
                double expected = a.values()[k] - (hidden ? rate * lambda * before[k] : 0);
                assertEquals(expected, b.values()[k], 1e-6);
                moved += hidden && a.values()[k] != before[k] ? 1 : 0;
            }
            assertTrue(moved > before.length / 3, moved + " hidden weights got a gradient");
        }
    }

    @Test
    void whatIsMeasuredIsHalfOfTheWeights() {
        try (var trainer = Quadrants.trainer(recipe(2e-4))) {
            Pruned half = Pruned.of("fc2", trainer.layers().get(1).weight().matrix());
            assertEquals(half.weights() / 2, half.weightsKept());
        }
    }

    @Test
    void theBitsAreTheSameForAnyThreadsAndAfterABreak(@TempDir Path folder) throws Exception {
        Recipe recipe = Quadrants.recipe("dense").with("regularizer", "sr-ste");
        try (var one = new Trainer(recipe, Quadrants.data(), 1);
                var two = new Trainer(recipe, Quadrants.data(), 2);
                var three = new Trainer(recipe, Quadrants.data(), 3)) {
            for (var trainer : List.of(one, two, three)) {
                Quadrants.step(trainer, 40);
            }
            assertEquals(State.of(one), State.of(two));
            assertEquals(State.of(one), State.of(three));
            byte[] whole = Files.readAllBytes(Checkpoint.write(folder, one));
            for (int at : new SplittableRandom(7).ints(3, 1, 40).toArray()) {
                try (var first = new Trainer(recipe, Quadrants.data(), 2);
                        var second = new Trainer(recipe, Quadrants.data(), 1)) {
                    Quadrants.step(first, at);
                    var saved = SavedState.read(Checkpoint.write(folder, first));
                    second.restore(saved, recipe, 0);
                    Quadrants.step(second, 40 - at);
                    byte[] broken = Files.readAllBytes(Checkpoint.write(folder, second));
                    assertArrayEquals(whole, broken, "broken at " + at);
                }
            }
        }
    }

    @Test
    void itNeedsAllWeights() {
        Recipe sparse = Quadrants.recipe("rigl").with("regularizer", "sr-ste");
        Refusal.of("projection-needs-all-weights", () -> Quadrants.trainer(sparse).close());
    }

    /// Everything that knows N:M: the penalty, and each mask updater with a pattern.
    static Stream<Recipe> withGroups() {
        Recipe plain = Quadrants.recipe("dense");
        Stream<Recipe> updaters =
                Catalog.family(MaskUpdater.class).stream()
                        .<String>map(MethodType::id)
                        .filter(id -> !id.equals("rigl")) // drops and grows whole groups alone
                        .map(id -> plain.with("maskUpdater", id))
                        .filter(r -> MethodCodec.encode(r.maskUpdater()).containsKey("pattern"))
                        .map(r ->
                                r.with("maskUpdater.pattern", "n-m")
                                        .with("maskUpdater.sparsity", 0.5));
        return Stream.concat(Stream.of(plain.with("regularizer", "sr-ste")), updaters);
    }

    @ParameterizedTest
    @MethodSource("withGroups")
    void aLayerThatDoesNotDivideIsRefusedBeforeTheRun(Recipe fits) {
        Recipe recipe =
                MethodCodec.encode(fits.maskUpdater()).containsKey("distribution")
                        ? fits.with("maskUpdater.distribution", "uniform")
                        : fits;
        Quadrants.trainer(recipe).close(); // rows of 64, 96 and 48
        Recipe odd = recipe.with("network.hidden", List.of(96, 50));
        String text = Refusal.of("pattern-columns", () -> Quadrants.trainer(odd).close());
        assertTrue(text.contains("2:4") && text.contains("fc3") && text.contains("50"), text);
    }

    @Test
    void theFirstLayerMayStayDense() {
        Recipe images =
                Stripes.recipe(Map.of("method", "vgg", "widths", List.of(4, 0, 8, 0)))
                        .with("maskUpdater", "dense");
        Recipe all = images.with("regularizer", "sr-ste");
        Refusal.of("pattern-columns", () -> new Trainer(all, Stripes.data(), 1).close());
        try (var trainer =
                new Trainer(all.with("regularizer.firstDense", true), Stripes.data(), 1)) {
            assertTrue(trainer.layers().get(0).weight().matrix().reparameterization().isEmpty());
            assertTrue(trainer.layers().get(1).weight().matrix().reparameterization().isPresent());
        }
    }
}
