package filigree.model.topology;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.model.error.UserFacingException;
import filigree.model.matrix.MaskedMatrix;
import filigree.model.method.MethodType;
import filigree.model.random.RandomStreams;
import filigree.model.recipe.Catalog;
import filigree.model.recipe.MethodCodec;
import filigree.model.schedule.Span;
import filigree.model.sparsity.Allocation;
import filigree.model.sparsity.LayerShape;
import filigree.model.sparsity.Mask;
import filigree.model.sparsity.SparsityDistribution;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What every mask updater in the catalog promises, under every distribution it accepts. A new one
/// is tested here by being registered.
class MaskUpdaterContractTest {
    private static final List<LayerShape> SHAPES =
            List.of(LayerShape.linear("a", 60, 40), LayerShape.linear("b", 10, 60));
    private static final long STEPS = 1_000;
    private static final long STEP = 500;
    private static final double[] SPARSITIES = {0, 0.37, 0.9, 0.98, 0.995};

    /// Every updater with its defaults, and with every distribution and several sparsities where it
    /// has such parameters.
    static Stream<MaskUpdater> updaters() {
        List<MaskUpdater> all = new ArrayList<>();
        for (MethodType<? extends MaskUpdater> type : Catalog.family(MaskUpdater.class)) {
            Map<String, Object> tree = new LinkedHashMap<>(Map.of("method", type.id()));
            Map<String, Object> defaults =
                    MethodCodec.encode(MethodCodec.decode(MaskUpdater.class, tree, ""));
            if (defaults.containsKey("file")) {
                tree.put("file", masksInAFile());
            }
            if (!defaults.containsKey("sparsity")) {
                all.add(MethodCodec.decode(MaskUpdater.class, tree, ""));
                continue;
            }
            for (double sparsity : SPARSITIES) {
                tree.put("sparsity", sparsity);
                if (!defaults.containsKey("distribution")) {
                    all.add(MethodCodec.decode(MaskUpdater.class, tree, ""));
                    continue;
                }
                for (var distribution : Catalog.family(SparsityDistribution.class)) {
                    tree.put("distribution", distribution.id());
                    MaskUpdater updater = MethodCodec.decode(MaskUpdater.class, tree, "");
                    if (accepts(updater)) {
                        all.add(updater);
                    }
                }
            }
        }
        return all.stream();
    }

    private static String masksInAFile() {
        try {
            Path file = Files.createTempFile("masks", ".safetensors");
            file.toFile().deleteOnExit();
            GivenMask.write(file, SHAPES, SHAPES.stream().map(s -> random(s, 0.7)).toList());
            return file.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean accepts(MaskUpdater updater) {
        try {
            updater.check(SHAPES);
            return true;
        } catch (UserFacingException _) { // says so before the run, which is its right
            return false;
        }
    }

    @ParameterizedTest
    @MethodSource("updaters")
    void sameInputsGiveTheSameMasks(MaskUpdater updater) {
        assertEquals(
                updater.initialMasks(SHAPES, new RandomStreams(1)),
                updater.initialMasks(SHAPES, new RandomStreams(1)));
        assertEquals(
                updater.newMasks(STEP, STEPS, layers(updater)),
                updater.newMasks(STEP, STEPS, layers(updater)));
        assertEquals(
                updater.masksAtPlan(STEP, STEPS, layers(updater)),
                updater.masksAtPlan(STEP, STEPS, layers(updater)));
    }

    /// Those that say so, and what would give other masks if it did.
    static Stream<MaskUpdater> choosersByLayer() {
        Stream<Map<String, Object>> others =
                Stream.of(
                        Map.of("method", "mest", "bound", "soft"),
                        Map.of("method", "rigl", "pattern", Map.of("method", "neuron")));
        return Stream.concat(
                        updaters(),
                        others.map(tree -> MethodCodec.decode(MaskUpdater.class, tree, "")))
                .filter(MaskUpdater::choosesByLayer);
    }

    @ParameterizedTest
    @MethodSource("choosersByLayer")
    void choosesForALayerAloneAsAmongAll(MaskUpdater updater) {
        List<LayerView> layers = layers(updater);
        float carried = updater.carriedAtStart();
        List<NextMask> alone =
                layers.stream()
                        .map(l -> updater.newMasks(STEP, STEPS, List.of(l), carried).getFirst())
                        .toList();
        assertEquals(updater.newMasks(STEP, STEPS, layers, carried), alone);
    }

    @ParameterizedTest
    @MethodSource("updaters")
    void readsLayersWithoutTouchingThem(MaskUpdater updater) {
        List<LayerView> layers = layers(updater);
        var _ = updater.newMasks(STEP, STEPS, layers);
        var _ = updater.masksAtPlan(STEP, STEPS, layers);
        List<LayerView> fresh = layers(updater);
        for (int l = 0; l < layers.size(); l++) {
            assertEquals(fresh.get(l).mask(), layers.get(l).mask());
            assertArrayEquals(values(fresh.get(l)), values(layers.get(l)));
        }
    }

    private static float[] values(LayerView layer) {
        return layer.parameter().matrix().values();
    }

    @ParameterizedTest
    @MethodSource("updaters")
    void masksFitTheirLayersAndAreNeverEmpty(MaskUpdater updater) {
        List<LayerView> layers = layers(updater);
        assertFit(updater.initialMasks(SHAPES, new RandomStreams(1)));
        for (List<NextMask> next :
                List.of(
                        updater.newMasks(STEP, STEPS, layers),
                        updater.masksAtPlan(STEP, STEPS, layers))) {
            assertFit(next.stream().map(NextMask::after).toList());
            for (int l = 0; l < next.size(); l++) {
                Mask kept = next.get(l).kept();
                assertEquals(0, kept.minus(next.get(l).after()).activeCount(), "kept stays");
                assertEquals(0, kept.minus(layers.get(l).mask()).activeCount(), "kept was there");
            }
        }
    }

    private static void assertFit(List<Mask> masks) {
        assertEquals(SHAPES.size(), masks.size());
        for (int l = 0; l < masks.size(); l++) {
            assertEquals(SHAPES.get(l).rows(), masks.get(l).rows());
            assertEquals(SHAPES.get(l).columns(), masks.get(l).columns());
            assertTrue(masks.get(l).activeCount() > 0);
        }
    }

    @ParameterizedTest
    @MethodSource("updaters")
    void masksAtThePlanHaveExactlyItsCounts(MaskUpdater updater) {
        if (updater.plannedSparsity(STEP, STEPS).isEmpty()) {
            return; // nothing planned
        }
        double planned = updater.plannedSparsity(STEP, STEPS).orElseThrow();
        for (double from : SPARSITIES) { // from above and from below
            List<LayerView> layers = new ArrayList<>();
            for (int l = 0; l < SHAPES.size(); l++) {
                layers.add(layer(l, random(SHAPES.get(l), from)));
            }
            List<Mask> masks =
                    updater.masksAtPlan(STEP, STEPS, layers).stream().map(NextMask::after).toList();
            assertCounts(updater, planned, masks);
        }
    }

    @ParameterizedTest
    @MethodSource("updaters")
    void startsAtThePlan(MaskUpdater updater) {
        if (updater instanceof GivenMask) { // with the counts of its file: PlaceboTest
            return;
        }
        double planned = updater.plannedSparsity(0, STEPS).orElse(0);
        MaskUpdater chooses = updater instanceof Inverted(MaskUpdater of) ? of : updater;
        if (chooses instanceof AtStart || chooses instanceof TopKast) {
            planned = 0; // from a network: PruningAtStartTest, TopKastTest
        }
        assertCounts(updater, planned, updater.initialMasks(SHAPES, new RandomStreams(7)));
    }

    private static void assertCounts(MaskUpdater updater, double planned, List<Mask> masks) {
        MaskUpdater counting = updater instanceof Inverted(MaskUpdater of) ? of : updater;
        Object distribution = MethodCodec.encode(counting).get("distribution");
        Allocation allocation =
                distribution == null
                        ? new Allocation.Shared(planned)
                        : MethodCodec.decode(SparsityDistribution.class, distribution, "")
                                .allocate(SHAPES, planned);
        switch (allocation) {
            case Allocation.PerLayer(List<Double> sparsities) -> {
                for (int l = 0; l < masks.size(); l++) {
                    long size = SHAPES.get(l).size();
                    assertEquals(
                            Allocation.activeCount(size, sparsities.get(l)),
                            masks.get(l).activeCount());
                }
            }
            case Allocation.Shared shared -> {
                long size = SHAPES.stream().mapToLong(LayerShape::size).sum();
                assertEquals(
                        Allocation.activeCount(size, shared.sparsity()),
                        masks.stream().mapToLong(Mask::activeCount).sum());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("updaters")
    void updatesWithinItsSpanAndNeverAtTheStart(MaskUpdater updater) {
        Span span = updater.span(STEPS);
        for (long step = 0; step <= STEPS; step++) {
            boolean allowed = step > 0 && step >= span.begin() && step <= span.end();
            assertTrue(allowed || !updater.updatesAt(step, STEPS), updater + " at " + step);
        }
    }

    @ParameterizedTest
    @MethodSource("updaters")
    void bothStoragesGetTheSameMasks(MaskUpdater updater) {
        List<LayerView> masked = masked(updater);
        assertEquals(
                updater.newMasks(STEP, STEPS, layers(updater)),
                updater.newMasks(STEP, STEPS, masked));
        assertEquals(
                updater.masksAtPlan(STEP, STEPS, layers(updater)),
                updater.masksAtPlan(STEP, STEPS, masked));
    }

    /// The same as [#layers], every weight stored, those behind the mask 0.
    private static List<LayerView> masked(MaskUpdater updater) {
        List<Mask> masks = updater.initialMasks(SHAPES, new RandomStreams(1));
        List<LayerView> layers = new ArrayList<>();
        for (int l = 0; l < masks.size(); l++) {
            int n = Math.toIntExact(SHAPES.get(l).size());
            var matrix = new MaskedMatrix(masks.get(l));
            matrix.load(numbers(2L * l, n));
            layers.add(FakeLayer.view(SHAPES.get(l).name(), matrix, numbers(2L * l + 1, n)));
        }
        return layers;
    }

    /// Layers under the updater's own first masks, with numbers that tie now and then.
    private static List<LayerView> layers(MaskUpdater updater) {
        List<Mask> masks = updater.initialMasks(SHAPES, new RandomStreams(1));
        return List.of(layer(0, masks.get(0)), layer(1, masks.get(1)));
    }

    private static LayerView layer(int l, Mask mask) {
        int n = Math.toIntExact(SHAPES.get(l).size());
        return FakeLayer.view(
                SHAPES.get(l).name(), mask, numbers(2L * l, n), numbers(2L * l + 1, n));
    }

    private static Mask random(LayerShape shape, double sparsity) {
        return MaskSelection.random(List.of(shape), List.of(sparsity), new RandomStreams(3))
                .getFirst();
    }

    private static float[] numbers(long seed, int n) {
        var random = new SplittableRandom(seed);
        float[] a = new float[n];
        for (int i = 0; i < n; i++) {
            a[i] = random.nextInt(-50, 51) / 10f;
        }
        return a;
    }
}
