package filigree.model.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.model.data.LoadedData;
import filigree.model.layer.LearnedLayer;
import filigree.model.layer.Parameter;
import filigree.model.matrix.Activations;
import filigree.model.matrix.WeightMatrix;
import filigree.model.network.Network;
import filigree.model.network.Pass;
import filigree.model.recipe.Recipe;
import filigree.model.sparsity.Coupling;
import filigree.model.text.Refusal;
import filigree.model.topology.UnitGroups;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Pruning of whole units.
class StructuredTest {
    private static final List<String> SCORES =
            List.of(
                    "l1",
                    "l2",
                    "norm-scale",
                    "taylor-weights",
                    "taylor-output",
                    "firing",
                    "median-distance");

    /// Every score on a network that has what it reads.
    static Stream<Arguments> scoresAndNetworks() {
        return SCORES.stream()
                .flatMap(score ->
                        Stream.concat(Stream.of("mlp", "lenet-5"), Stripes.normalised().stream())
                                .filter(network ->
                                        !score.equals("norm-scale") || network instanceof Map)
                                .map(network -> Arguments.of(score, network)));
    }

    private static Recipe recipe(Object network, String score) {
        Recipe recipe = Stripes.recipe(network).with("maskUpdater", "structured");
        return recipe.with("maskUpdater.score", score)
                .with("maskUpdater.sparsity", 0.6)
                .with("maskUpdater.every", 3)
                .with("maskUpdater.end", 0.3)
                .with("maskUpdater.batches", 2)
                .with("maskUpdater.examples", 90)
                .with("steps", 14);
    }

    @ParameterizedTest
    @MethodSource("scoresAndNetworks")
    void theCountsAreExactAndWhatIsGoneStaysSilent(String score, Object network) {
        try (var trainer = trainer(recipe(network, score), 2)) {
            Quadrants.step(trainer, 9); // pruned at 3 and 4
            Network net = trainer.network();
            for (Coupling c : net.couplings()) {
                boolean[] left = present(net, c);
                assertEquals(Math.round(c.units() * 0.4f), count(left), c.toString());
                assertSilent(net, c, left);
            }
            assertTrue(trainer.isFinite());
        }
    }

    /// No weight on either side, and bias, gain and shift exactly 0, after more training too.
    private static void assertSilent(Network net, Coupling c, boolean[] left) {
        List<Parameter> single = new ArrayList<>();
        for (int l : c.writers()) {
            WeightMatrix w = net.trainable().get(l).weight().matrix();
            for (int u = 0; u < left.length; u++) {
                assertEquals(left[u], w.mask().rowStarts()[u] < w.mask().rowStarts()[u + 1]);
            }
            single.add(net.trainable().get(l).bias());
        }
        c.norms().forEach(n -> single.addAll(net.learned().get(n).parameters()));
        for (Parameter p : single) {
            for (int u = 0; u < left.length; u++) {
                assertTrue(left[u] || p.matrix().values()[u] == 0, p.shape().name() + " " + u);
            }
        }
        for (int l : c.readers()) {
            WeightMatrix w = net.trainable().get(l).weight().matrix();
            for (int column : w.mask().columnIndices()) {
                assertTrue(left[c.unitOf(column, w.mask().columns())]);
            }
        }
    }

    @Test
    void competitionKeepsTheTotalAndLeavesNoLayerEmpty() {
        Recipe recipe =
                recipe("lenet-5", "l2")
                        .with("maskUpdater.sharing", "global")
                        .with("maskUpdater.sparsity", 0.98);
        try (var trainer = trainer(recipe, 1)) {
            Quadrants.step(trainer, 10);
            int left = 0;
            for (Coupling c : trainer.network().couplings()) {
                int own = count(present(trainer.network(), c));
                assertTrue(own >= 1);
                left += own;
            }
            assertEquals(Math.round(570 * 0.02f), left);
        }
    }

    @ParameterizedTest
    @CsvSource({"uniform, 8, 8 24 200", "uniform, 16, 16 32 208", "global, 8, ?"})
    void keptUnitsFillLanes(String sharing, int lanes, String kept) {
        Recipe recipe =
                recipe("lenet-5", "l1")
                        .with("maskUpdater.sharing", sharing)
                        .with("maskUpdater.lanes", lanes);
        try (var trainer = trainer(recipe, 1)) {
            Quadrants.step(trainer, 10);
            List<Integer> counts =
                    trainer.network().couplings().stream()
                            .map(c -> count(present(trainer.network(), c)))
                            .toList();
            List<Integer> units = List.of(20, 50, 500);
            for (int c = 0; c < 3; c++) {
                assertTrue(counts.get(c) % lanes == 0 || counts.get(c).equals(units.get(c)));
            }
            if (sharing.equals("uniform")) { // 8, 20 and 200 are asked for
                assertEquals(kept, counts.get(0) + " " + counts.get(1) + " " + counts.get(2));
            } else {
                assertTrue(counts.stream().mapToInt(n -> n).sum() >= 228, counts.toString());
            }
        }
    }

    @Test
    void beginAndEndAtOnePlacePruneOnce() {
        Recipe recipe =
                recipe("mlp", "l2").with("maskUpdater.begin", 0.5).with("maskUpdater.end", 0.5);
        try (var trainer = trainer(recipe, 1)) {
            Quadrants.step(trainer, 7);
            assertEquals(0, trainer.topology().sparsity());
            Quadrants.step(trainer, 1);
            assertEquals(1, trainer.topology().updates());
            assertEquals(120, count(present(trainer.network(), coupling(trainer, 0))));
        }
    }

    @Test
    void aShareRaisedByHandActsAtTheNextStepAndNothingComesBack() {
        try (var trainer = trainer(recipe("mlp", "l2"), 1)) {
            Quadrants.step(trainer, 10);
            Object _ = trainer.apply(new Command.Change("maskUpdater.sparsity", 0.8));
            Quadrants.step(trainer, 1);
            assertEquals(60, count(present(trainer.network(), coupling(trainer, 0))));
            Object _ = trainer.apply(new Command.Change("maskUpdater.sparsity", 0.2));
            Quadrants.step(trainer, 1);
            assertEquals(60, count(present(trainer.network(), coupling(trainer, 0))));
        }
    }

    /// Scores against sums written down plainly, on a network where every kind of member exists.
    @Test
    void scoresAreWhatTheyAreCalled() {
        try (var trainer = trainer(recipe(Stripes.normalised().get(1), "l2"), 1)) {
            Quadrants.step(trainer, 2);
            Network net = trainer.network();
            Coupling c = net.couplings().getFirst(); // the first stage's stream
            assertEquals(2, c.writers().size());
            UnitGroups groups = groups(trainer, c);
            double[][] vectors = plainVectors(net, c);
            for (int u = 0; u < c.units(); u++) {
                float[] found = groups.members()[u].clone();
                float[] expected = new float[vectors[u].length];
                for (int i = 0; i < expected.length; i++) {
                    expected[i] = (float) vectors[u][i];
                }
                Arrays.sort(found);
                Arrays.sort(expected);
                assertArrayEquals(expected, found);
                double gain = 0;
                for (int n : c.norms()) {
                    LearnedLayer norm = net.learned().get(n);
                    gain += Math.abs(norm.parameters().getFirst().matrix().values()[u]);
                }
                assertEquals(gain, groups.scales()[u], 1e-6);
            }
        }
    }

    private static double[][] plainVectors(Network net, Coupling c) {
        double[][] vectors = new double[c.units()][];
        for (int u = 0; u < c.units(); u++) {
            List<Double> members = new ArrayList<>();
            for (int l : c.writers()) {
                WeightMatrix w = net.trainable().get(l).weight().matrix();
                float[] dense = w.toDense(w.values());
                for (int j = 0; j < w.mask().columns(); j++) {
                    members.add((double) dense[u * w.mask().columns() + j]);
                }
                members.add((double) net.trainable().get(l).bias().matrix().values()[u]);
            }
            for (int n : c.norms()) {
                for (Parameter p : net.learned().get(n).parameters()) {
                    members.add((double) p.matrix().values()[u]);
                }
            }
            for (int l : c.readers()) {
                WeightMatrix w = net.trainable().get(l).weight().matrix();
                var shape = net.trainable().get(l).weight().shape();
                int taps = shape.kernelHeight() * shape.kernelWidth();
                float[] dense = w.toDense(w.values());
                for (int i = 0; i < shape.rows(); i++) {
                    for (int k = 0; k < taps; k++) {
                        members.add((double) dense[i * shape.columns() + u * taps + k]);
                    }
                }
            }
            vectors[u] = members.stream().mapToDouble(x -> x).toArray();
        }
        return vectors;
    }

    /// a dL/da summed over a batch, from the activations themselves.
    @Test
    void theEffectOfOutputsIsThatOfTheWeightsThatReadThem() {
        try (var trainer = trainer(recipe("mlp", "taylor-output"), 1)) {
            Quadrants.step(trainer, 2);
            Coupling c = coupling(trainer, 0);
            Pass pass = trainer.pass();
            int place = trainer.network().layers().indexOf(trainer.network().trainable().get(1));
            Activations a = pass.inputOf(place);
            Activations dz = pass.gradientOf(place);
            WeightMatrix w = trainer.network().trainable().get(1).weight().matrix();
            float[] dense = w.toDense(w.values());
            double[] effects = groups(trainer, c).effects();
            double largest = Arrays.stream(effects).map(Math::abs).max().orElseThrow();
            for (int u = 0; u < c.units(); u++) {
                double sum = 0;
                for (int col = 0; col < pass.columns(); col++) {
                    double da = 0;
                    for (int i = 0; i < w.mask().rows(); i++) {
                        da += (double) dense[i * w.mask().columns() + u] * dz.get(i, col);
                    }
                    sum += a.get(u, col) * da;
                }
                assertEquals(sum, effects[u], 1e-4 * largest);
            }
        }
    }

    private static UnitGroups groups(Trainer trainer, Coupling c) {
        return Units.of(
                        trainer.network(),
                        List.of(c),
                        trainer.topology().views(2, trainer.pass(), trainer.growth(), false),
                        List::of)
                .getFirst();
    }

    @ParameterizedTest
    @ValueSource(strings = {"l2", "taylor-output", "firing", "median-distance"})
    void theBitsAreTheSameForAnyThreadsAndAfterABreak(String score, @TempDir Path folder)
            throws Exception {
        Recipe recipe = recipe(Stripes.normalised().get(1), score);
        byte[] whole;
        try (var one = trainer(recipe, 1);
                var three = trainer(recipe, 3)) {
            Quadrants.step(one, 10);
            Quadrants.step(three, 10);
            assertEquals(State.of(one), State.of(three));
            whole = Files.readAllBytes(Checkpoint.write(folder, one));
        }
        for (int at : new SplittableRandom(score.hashCode()).ints(2, 1, 10).toArray()) {
            try (var first = trainer(recipe, 2);
                    var second = trainer(recipe, 1)) {
                Quadrants.step(first, at);
                var saved = SavedState.read(Checkpoint.write(folder, first));
                second.restore(saved, recipe, 0);
                Quadrants.step(second, 10 - at);
                byte[] broken = Files.readAllBytes(Checkpoint.write(folder, second));
                assertArrayEquals(whole, broken, "broken at " + at);
            }
        }
    }

    @Test
    void networksWithoutWhatIsNeededAreRefusedBeforeTheRun() {
        Recipe plain = recipe("lenet-5", "norm-scale");
        String text = Refusal.of("units-without-norm", () -> trainer(plain, 1).close());
        assertTrue(text.contains("conv1"), text);
        try (var trainer = trainer(recipe("lenet-5", "l2"), 1)) {
            var change = new Command.Change("maskUpdater.score", "norm-scale");
            Refusal.of("units-without-norm", () -> trainer.apply(change));
        }
        Recipe flat = recipe(Map.of("method", "mlp", "hidden", List.of()), "l2");
        Refusal.of("units-none", () -> trainer(flat, 1).close());
    }

    private static Coupling coupling(Trainer trainer, int index) {
        return trainer.network().couplings().get(index);
    }

    private static boolean[] present(Network network, Coupling c) {
        boolean[] present = new boolean[c.units()];
        for (int l : c.writers()) {
            int[] starts = network.trainable().get(l).weight().matrix().mask().rowStarts();
            IntStream.range(0, present.length)
                    .forEach(u -> present[u] |= starts[u] < starts[u + 1]);
        }
        return present;
    }

    private static int count(boolean[] flags) {
        int n = 0;
        for (boolean flag : flags) {
            n += flag ? 1 : 0;
        }
        return n;
    }

    private static Trainer trainer(Recipe recipe, int threads) {
        LoadedData data = Stripes.data();
        return new Trainer(recipe, data, threads);
    }
}
