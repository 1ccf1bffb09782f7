package filigree.model.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.model.recipe.Recipe;
import filigree.model.sparsity.Mask;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What `metrics.jsonl` says of each update, against sets of connections kept in the test.
@Timeout(120)
class UpdateLineTest {
    @TempDir private Path folder = Path.of("");

    @ParameterizedTest
    @ValueSource(strings = {"rigl", "set", "snfs", "mest", "srigl", "dsr", "top-kast", "magnitude"})
    void everyUpdateIsInTheMetricsWithItsOverlapsAndAges(String updater) throws Exception {
        Recipe recipe = Quadrants.recipe(updater);
        var trainer = Quadrants.trainer(recipe);
        Set<String> first = connections(State.masks(trainer));
        long size = State.masks(trainer).stream().mapToLong(Mask::size).sum();
        List<Map<String, Object>> expected = new ArrayList<>();
        Set<String> before = new HashSet<>(first);
        Set<String> ever = new HashSet<>(first);
        Map<String, Long> born = new HashMap<>();
        first.forEach(c -> born.put(c, 0L));
        try (var copy = Quadrants.trainer(recipe)) {
            for (long step = 0; step < 60; step++) {
                boolean[] updated = {false};
                boolean _ = copy.step(e -> updated[0] |= e instanceof TrainingEvent.MasksChanged);
                if (updated[0]) {
                    Set<String> now = connections(State.masks(copy));
                    born.keySet().retainAll(now);
                    for (String c : now) {
                        born.putIfAbsent(c, step);
                    }
                    Set<String> grown = minus(now, before);
                    Set<String> regrown = new HashSet<>(grown);
                    regrown.retainAll(ever);
                    ever.addAll(now);
                    long at = step;
                    long[] ages = born.values().stream().mapToLong(b -> at - b).sorted().toArray();
                    expected.add(
                            Map.ofEntries(
                                    Map.entry("step", (double) step),
                                    Map.entry("dropped", (double) minus(before, now).size()),
                                    Map.entry("grown", (double) grown.size()),
                                    Map.entry("regrown", (double) regrown.size()),
                                    Map.entry("active", (double) now.size()),
                                    Map.entry("density", (double) now.size() / size),
                                    Map.entry("explored", (double) ever.size() / size),
                                    Map.entry("jaccardFirst", jaccard(now, first)),
                                    Map.entry("hammingFirst", apart(now, first) / size),
                                    Map.entry("jaccardLast", jaccard(now, before)),
                                    Map.entry("hammingLast", apart(now, before) / size),
                                    Map.entry("meanAge", Arrays.stream(ages).average().orElse(0)),
                                    Map.entry("medianAge", (double) ages[(ages.length - 1) / 2])));
                    before = now;
                }
            }
        }
        Path at = folder.resolve("run");
        var keeper = new RunFolder(at, recipe, Run.environment(1));
        var run = new Run(trainer, Optional.of(keeper), Run.Options.whole());
        run.start();
        run.join();
        List<Map<String, @Nullable Object>> lines = new RunReader(at).updateLines();
        assertEquals(expected.size(), lines.size());
        assertTrue(expected.size() >= 6, expected.size() + " updates");
        for (int n = 0; n < lines.size(); n++) {
            for (Map.Entry<String, Object> e : expected.get(n).entrySet()) {
                double number = number(lines.get(n), e.getKey());
                assertEquals((double) e.getValue(), number, 1e-9, e.getKey() + " of update " + n);
            }
        }
        assertTrue(
                new RunReader(at).metrics().stream().allMatch(m -> m.containsKey("trainingLoss")));
    }

    /// Growing more than is dropped lets the density drift, and every update says so.
    @ParameterizedTest
    @ValueSource(strings = {"rigl", "set"})
    void aDensityThatDriftsIsLogged(String updater) throws Exception {
        Recipe recipe =
                Quadrants.recipe(updater)
                        .with(
                                "maskUpdater.growFraction",
                                Map.of("method", "constant", "value", 0.5));
        Path at = folder.resolve("run");
        var run =
                new Run(
                        Quadrants.trainer(recipe),
                        Optional.of(new RunFolder(at, recipe, Run.environment(1))),
                        Run.Options.whole());
        run.start();
        run.join();
        double last = 0.1;
        for (var line : new RunReader(at).updateLines()) {
            double density = number(line, "density");
            assertTrue(density > last, density + " after " + last);
            last = density;
        }
        assertEquals(run.latest().sparsity(), 1 - last, 1e-12);
    }

    private static double number(Map<String, @Nullable Object> line, String key) {
        Object update = line.get("update");
        Object said =
                key.equals("step")
                        ? line.get(key)
                        : update instanceof Map<?, ?> numbers ? numbers.get(key) : null;
        return said instanceof Number x ? x.doubleValue() : Double.NaN;
    }

    private static double jaccard(Set<String> a, Set<String> b) {
        Set<String> either = new HashSet<>(a);
        either.addAll(b);
        return 1 - apart(a, b) / either.size();
    }

    private static double apart(Set<String> a, Set<String> b) {
        return (double) minus(a, b).size() + minus(b, a).size();
    }

    private static Set<String> minus(Set<String> a, Set<String> b) {
        Set<String> left = new HashSet<>(a);
        left.removeAll(b);
        return left;
    }

    private static Set<String> connections(List<Mask> masks) {
        Set<String> all = new HashSet<>();
        for (int l = 0; l < masks.size(); l++) {
            for (long i : masks.get(l).flatIndices()) {
                all.add(l + ":" + i);
            }
        }
        return all;
    }
}
