package filigree.model.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.model.data.DataFiles;
import filigree.model.data.LoadedData;
import filigree.model.file.Json;
import filigree.model.file.TensorFile;
import filigree.model.matrix.WeightMatrix;
import filigree.model.network.Network;
import filigree.model.network.Pass;
import filigree.model.network.SmallerNetwork;
import filigree.model.recipe.Recipe;
import filigree.model.text.Refusal;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A smaller dense network says the same as the pruned one.
class ShrinkingTest {
    private static final double CLOSE = 1e-5; // of the largest output

    static Stream<Object> networks() {
        return Stream.concat(Stream.of("mlp", "lenet-5"), Stripes.normalised().stream());
    }

    private static Recipe structured(Object network) {
        return Stripes.recipe(network)
                .with("maskUpdater", "structured")
                .with("maskUpdater.sharing", "global")
                .with("maskUpdater.sparsity", 0.6)
                .with("maskUpdater.every", 3)
                .with("maskUpdater.end", 0.3);
    }

    @ParameterizedTest
    @MethodSource("networks")
    void saysTheSameAboutAnything(Object network) {
        try (var trainer = new Trainer(structured(network), Stripes.data(), 2)) {
            Quadrants.step(trainer, 10);
            Network whole = trainer.network();
            Network small = SmallerNetwork.of(whole);
            long left = 0;
            long units = 0;
            for (var coupling : whole.couplings()) {
                units += coupling.units();
                left += small.trainable().get(coupling.writers().getFirst()).weight().shape().out();
            }
            assertEquals(Math.round(units * 0.4), left);
            assertSame(whole, small, 1);
        }
    }

    @Test
    void soDoesALanguageModel() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("batch", 8);
        tree.put("steps", 12);
        tree.put("data", Map.of("method", "markov-text", "characters", 9_000, "context", 16));
        tree.put("network", Map.of("method", "gpt", "layers", 2, "width", 8, "heads", 2));
        tree.put("optimizer", Map.of("method", "adamw", "peak", 0.01));
        tree.put("maskUpdater", Map.of("method", "structured", "every", 3, "sparsity", 0.7));
        Recipe recipe = Recipe.fromTree(tree);
        LoadedData text = recipe.data().load(DataFiles.in(Path.of("")));
        try (var trainer = new Trainer(recipe, text, 2)) {
            Quadrants.step(trainer, 10);
            var shrinking = Shrinking.of(trainer);
            assertEquals(10, shrinking.layers().get(4).after().out()); // of 32 in block1.fc1
            assertEquals(10, shrinking.layers().get(5).after().in());
            var c = shrinking.comparison();
            assertTrue(c.largestDifference() <= CLOSE * c.largestOutput(), c.toString());
            assertTrue(c.after().costs().size() < c.before().costs().size());
        }
    }

    @Test
    void whatAGateHasClosedGoesAndWhatOnlyThatReadGoesWithIt() {
        Recipe recipe = PrunedTrainingTest.gated(3).with("regularizer.gateRate", 0.1);
        try (var trainer = Quadrants.trainer(recipe)) {
            Quadrants.step(trainer, 60);
            Network whole = trainer.network();
            Network small = SmallerNetwork.of(whole);
            Pruned gates = Pruned.of("fc2", whole.trainable().get(1).weight().matrix());
            int kept = small.trainable().get(0).weight().shape().out();
            assertTrue(kept <= gates.inputsKept() && kept < 96, kept + " of " + gates);
            assertSame(whole, small, 1);
        }
    }

    @Test
    void aNeuronWithABiasStaysAlthoughNothingReachesIt() {
        try (var trainer = Quadrants.trainer(Quadrants.recipe("dense"))) {
            Network net = trainer.network();
            WeightMatrix w = net.trainable().getFirst().weight().matrix();
            Arrays.fill(w.values(), 0, 64 * 2, 0); // the rows of units 0 and 1
            w.publish();
            net.trainable().getFirst().bias().matrix().values()[1] = 0.5f;
            net.trainable().getFirst().bias().matrix().publish();
            Network small = SmallerNetwork.of(net);
            assertEquals(95, small.trainable().getFirst().weight().shape().out());
            assertSame(net, small, 2);
        }
    }

    /// On random inputs, batch normalisation in evaluation.
    private static void assertSame(Network whole, Network small, long seed) {
        var random = new SplittableRandom(seed);
        whole.mode().evaluate();
        small.mode().evaluate();
        Pass a = Pass.forward(whole, 64, (_, _, _) -> {});
        Pass b = Pass.forward(small, 64, (_, _, _) -> {});
        for (int f = 0; f < whole.inputSize(); f++) {
            for (int c = 0; c < 64; c++) {
                float x = (float) random.nextDouble(-2, 2);
                a.input().set(f, c, x);
                b.input().set(f, c, x);
            }
        }
        a.forward(0);
        b.forward(0);
        double largest = 0;
        double difference = 0;
        for (int i = 0; i < whole.outputSize(); i++) {
            for (int c = 0; c < 64; c++) {
                largest = Math.max(largest, Math.abs(a.output().get(i, c)));
                difference =
                        Math.max(difference, Math.abs(a.output().get(i, c) - b.output().get(i, c)));
            }
        }
        assertTrue(largest > 0.01, "the outputs say nothing");
        assertTrue(difference <= CLOSE * largest, difference + " of " + largest);
    }

    @Test
    void theFilesHoldWhatOthersNeed(@TempDir Path folder) {
        Recipe recipe = structured(Stripes.normalised().getFirst());
        try (var trainer = new Trainer(recipe, Stripes.data(), 2)) {
            Quadrants.step(trainer, 10);
            var shrinking = Shrinking.of(trainer);
            List<Path> files = shrinking.write(folder.resolve("small"));
            assertEquals(3, files.size());
            TensorFile tensors = TensorFile.read(files.get(0));
            Network small = shrinking.network();
            var conv = small.trainable().get(1).weight();
            assertArrayEquals(
                    conv.matrix().toDense(conv.matrix().values()), tensors.floats("conv2.weight"));
            assertEquals(
                    List.of((long) conv.shape().out(), (long) conv.shape().in(), 3L, 3L),
                    tensors.entry("conv2.weight").shape());
            assertEquals(conv.shape().out(), tensors.floats("conv2.norm.runningVariance").length);
            List<?> steps = (List<?>) Objects.requireNonNull(Json.parse(files.get(1)).get("steps"));
            assertEquals(small.layers().size(), steps.size());
            Map<?, ?> first = (Map<?, ?>) steps.getFirst();
            assertEquals("conv2d", first.get("kind"));
            assertEquals(List.of("input"), first.get("reads"));
            Recipe narrow = Recipe.fromTree(Trees.known(Json.parse(files.get(2))));
            try (var again = new Trainer(narrow, Stripes.data(), 1)) {
                assertEquals(
                        small.trainable().stream().map(l -> l.weight().shape()).toList(),
                        again.facts().shapes());
            }
        }
    }

    @Test
    void roundedActivationsAreRefused() {
        Recipe recipe = Quadrants.recipe("dense").with("quantizer", "fake-quant");
        try (var trainer = Quadrants.trainer(recipe)) {
            Quadrants.step(trainer, 2);
            assertFalse(trainer.quantization().inputs().isEmpty());
            Refusal.of("shrink-rounded", () -> Shrinking.of(trainer));
        }
    }
}
