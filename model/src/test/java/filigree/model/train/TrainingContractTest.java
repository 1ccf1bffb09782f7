package filigree.model.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.model.error.UserFacingException;
import filigree.model.gradient.GradientTransform;
import filigree.model.kernel.SparseRows;
import filigree.model.layer.TrainableLayer;
import filigree.model.matrix.WeightMatrix;
import filigree.model.method.Method;
import filigree.model.method.MethodType;
import filigree.model.optim.Optimizer;
import filigree.model.quantize.Quantizer;
import filigree.model.random.RandomStreams;
import filigree.model.recipe.Catalog;
import filigree.model.recipe.MethodCodec;
import filigree.model.recipe.Recipe;
import filigree.model.regularize.Regularizer;
import filigree.model.sparsity.Allocation;
import filigree.model.sparsity.LayerShape;
import filigree.model.sparsity.Mask;
import filigree.model.sparsity.SparsityDistribution;
import filigree.model.text.Texts;
import filigree.model.topology.Inverted;
import filigree.model.topology.MaskUpdater;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What a whole training promises, whichever methods meet in it: every mask updater of the catalog
/// with an optimizer, a regularizer, a quantizer and a gradient transform drawn at random. A new
/// method is tested here by being registered.
class TrainingContractTest {
    private static final int STEPS = 60;
    private static final int DRAWS = 3;

    /// They keep the total, not what each layer has.
    private static final Set<String> MOVES_BETWEEN_LAYERS = Set.of("snfs", "dsr");

    record Case(String updater, long seed) {}

    static Stream<Case> cases() {
        return Catalog.family(MaskUpdater.class).stream()
                .flatMap(type ->
                        Stream.iterate(0L, n -> n + 1)
                                .limit(DRAWS)
                                .map(n -> new Case(type.id(), n)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void endsAtItsTargetWithNothingOutsideItsMasks(Case drawn) {
        Recipe recipe = recipe(drawn);
        State alone;
        try (var trainer = Quadrants.trainer(recipe)) {
            alone = train(trainer);
            assertProductsSeeTheMasksAlone(trainer, recipe);
            assertCounts(trainer, recipe);
        }
        try (var trainer = new Trainer(recipe, Quadrants.data(), 2)) {
            assertEquals(alone, train(trainer), () -> "two threads: " + recipe.toTree());
        }
    }

    private static State train(Trainer trainer) {
        for (int n = 0; n < STEPS && !trainer.diverged(); n++) {
            boolean _ = trainer.step(_ -> {});
        }
        assertFalse(trainer.diverged(), () -> "diverged: " + trainer.recipe().toTree());
        return State.of(trainer);
    }

    private static void assertProductsSeeTheMasksAlone(Trainer trainer, Recipe recipe) {
        for (TrainableLayer layer : trainer.layers()) {
            WeightMatrix matrix = layer.weight().matrix();
            Mask mask = matrix.mask();
            if (!recipe.maskUpdater().needsDenseWeights() && isSparse(recipe)) {
                assertEquals(mask.activeCount(), matrix.values().length, "stored weights");
                for (String slot : matrix.slots().names()) {
                    assertEquals(mask.activeCount(), matrix.slots().get(slot).length, slot);
                }
            }
            SparseRows rows = matrix.rows();
            assertArrayEquals(mask.rowStarts(), Arrays.copyOf(rows.starts, mask.rows() + 1));
            for (int i = 0; i < mask.rows(); i++) {
                for (int k = rows.starts[i]; k < rows.starts[i + 1]; k++) {
                    assertTrue(mask.isActive(i, rows.column(k)), layer.name());
                    assertTrue(Float.isFinite(rows.values[k]), layer.name());
                }
            }
        }
    }

    /// Whether weights behind a mask exist for the sake of the regularizer.
    private static boolean isSparse(Recipe recipe) {
        return recipe.regularizer()
                .weights(0, LayerShape.linear("a", 2, 2), 1, new RandomStreams(1))
                .isEmpty();
    }

    private static void assertCounts(Trainer trainer, Recipe recipe) {
        MaskUpdater updater = recipe.maskUpdater();
        Map<String, Object> tree =
                MethodCodec.encode(updater instanceof Inverted(MaskUpdater of) ? of : updater);
        if (updater.plannedSparsity(STEPS, STEPS).isEmpty()
                || updater.layerPruner().isPresent() // by rows or by ties, as their papers do
                || updater.unitPruner().isPresent()) { // counts whole units
            return;
        }
        double target = updater.plannedSparsity(STEPS, STEPS).orElseThrow();
        List<LayerShape> shapes = trainer.facts().shapes();
        Allocation allocation =
                tree.containsKey("distribution")
                        ? MethodCodec.decode(
                                        SparsityDistribution.class, tree.get("distribution"), "")
                                .allocate(shapes, target)
                        : new Allocation.Shared(target);
        List<Long> wished =
                switch (allocation) {
                    case Allocation.PerLayer(List<Double> sparsities) -> {
                        List<Long> each = new ArrayList<>();
                        for (int l = 0; l < shapes.size(); l++) {
                            long size = shapes.get(l).size();
                            each.add(Allocation.activeCount(size, sparsities.get(l)));
                        }
                        yield each;
                    }
                    case Allocation.Shared shared ->
                            List.of(Allocation.activeCount(total(shapes), shared.sparsity()));
                };
        List<Long> counts = State.counts(trainer).stream().map(n -> (long) n).toList();
        if (wished.size() == counts.size() && !MOVES_BETWEEN_LAYERS.contains(updater.type().id())) {
            assertEquals(wished, counts, () -> recipe.toTree().toString());
        }
        assertEquals(sum(wished), sum(counts), () -> recipe.toTree().toString());
    }

    private static long total(List<LayerShape> shapes) {
        return shapes.stream().mapToLong(LayerShape::size).sum();
    }

    private static long sum(List<Long> numbers) {
        return numbers.stream().mapToLong(n -> n).sum();
    }

    /// A recipe that a trainer accepts; what it refuses, it refuses in words.
    private static Recipe recipe(Case drawn) {
        var random = new SplittableRandom(drawn.seed());
        while (true) {
            Recipe recipe = Quadrants.recipe(drawn.updater()).with("optimizer.peak", 0.02);
            List<Recipe> tried = new ArrayList<>(List.of(recipe));
            tried.add(withAny(tried.getLast(), "optimizer", Optimizer.class, random));
            tried.add(withAny(tried.getLast(), "regularizer", Regularizer.class, random));
            tried.add(withAny(tried.getLast(), "quantizer", Quantizer.class, random));
            tried.add(withAny(tried.getLast(), "gradients", GradientTransform.class, random));
            if (accepted(tried.getLast())) {
                return tried.getLast();
            }
        }
    }

    private static boolean accepted(Recipe recipe) {
        try (var _ = Quadrants.trainer(recipe)) {
            return true;
        } catch (UserFacingException e) {
            for (Locale language : List.of(Locale.ENGLISH, Locale.SIMPLIFIED_CHINESE)) {
                String sentence = Texts.core(language).get(e);
                assertTrue(sentence.endsWith(".") || sentence.endsWith("。"), sentence);
            }
            return false;
        }
    }

    private static <M extends Method> Recipe withAny(
            Recipe recipe, String path, Class<M> family, SplittableRandom random) {
        List<MethodType<? extends M>> types = Catalog.family(family);
        return recipe.with(path, types.get(random.nextInt(types.size())).id());
    }
}
