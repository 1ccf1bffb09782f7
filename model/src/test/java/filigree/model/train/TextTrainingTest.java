package filigree.model.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.model.data.DataFiles;
import filigree.model.data.Dataset;
import filigree.model.data.DatasetPart;
import filigree.model.data.LoadedData;
import filigree.model.data.MarkovText;
import filigree.model.random.RandomStreams;
import filigree.model.recipe.Recipe;
import filigree.model.text.Refusal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A language model in the whole training loop, on a text whose entropy is known.
class TextTrainingTest {
    private static final LoadedData DATA =
            ((MarkovText) recipe("dense", 1).data()).load(DataFiles.in(Path.of("")));

    @TempDir private Path folder = Path.of("");

    private static Recipe recipe(String updater, long steps) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", "markov");
        tree.put("batch", 16);
        tree.put("steps", steps);
        tree.put(
                "data",
                Map.of(
                        "method",
                        "markov-text",
                        "characters",
                        60_000,
                        "letters",
                        6,
                        "order",
                        1,
                        "context",
                        16,
                        "validationShare",
                        0.2));
        tree.put("network", Map.of("method", "gpt", "layers", 1, "width", 16, "heads", 2));
        tree.put("init", "lecun");
        tree.put(
                "optimizer",
                Map.of("method", "adamw", "peak", 0.01, "warmup", 0.05, "weightDecay", 0.01));
        tree.put("maskUpdater", updater);
        Recipe recipe = Recipe.fromTree(tree);
        return updater.equals("dense")
                ? recipe
                : recipe.with("maskUpdater.sparsity", 0.5).with("maskUpdater.every", 5);
    }

    /// The chain itself is the best there can be: its loss on the same characters is the bound, and
    /// it is near the entropy.
    @ParameterizedTest
    @ValueSource(strings = {"dense", "rigl"})
    void theLossComesNearTheEntropyAndNeverBelowTheChain(String updater) {
        List<Evaluation> seen = new ArrayList<>();
        try (var trainer = new Trainer(recipe(updater, 400), DATA, 2)) {
            double bound = lossOfTheChain(trainer.split().validation());
            assertEquals(MarkovText.ENTROPY, bound, 4 * 0.48 / Math.sqrt(12_000));
            while (trainer.step(
                    e -> {
                        if (e instanceof TrainingEvent.Measured m) {
                            seen.add(m.validation());
                        }
                    })) {
                assertFalse(trainer.diverged());
            }
            seen.forEach(v -> assertTrue(v.loss() > bound - 0.002, v.loss() + " < " + bound));
            Evaluation last = seen.getLast();
            assertEquals(bound, last.loss(), 0.015);
            assertTrue(seen.getFirst().loss() > bound + 0.15, "it began at the end");
            assertEquals(Math.exp(last.loss()), last.perplexity().orElseThrow(), 1e-9);
            assertEquals(11_984, last.examples()); // 749 sequences of 16 characters
            assertEquals(0.5, last.accuracy(), 0.03);
        }
    }

    /// Counts what follows each letter in the training part; such a share is one of three
    /// probabilities.
    private static double lossOfTheChain(DatasetPart validation) {
        Dataset training = DATA.training();
        int letters = training.classes();
        double[][] counts = new double[letters][letters];
        double[] all = new double[letters];
        for (int item = 0; item < training.examples() * training.columns(); item++) {
            counts[training.token(item)][training.label(item)]++;
            all[training.token(item)]++;
        }
        double loss = 0;
        for (int item = 0; item < validation.items(); item++) {
            int token = validation.dataset().token(item);
            double share = counts[token][validation.label(item)] / all[token];
            double p = share > 0.375 ? 0.5 : share > 0.1875 ? 0.25 : 0.125;
            assertEquals(p, share, 0.03);
            loss -= Math.log(p);
        }
        return loss / validation.items();
    }

    @Test
    void theSameRecipeGivesTheSameBitsForAnyNumberOfThreads() {
        List<State> ends = new ArrayList<>();
        List<Double> losses = new ArrayList<>();
        for (int threads = 1; threads <= 3; threads++) {
            try (var trainer = new Trainer(recipe("rigl", 40), DATA, threads)) {
                Quadrants.step(trainer, 23);
                ends.add(State.of(trainer));
                losses.add(trainer.lookAtTest().loss());
            }
        }
        assertEquals(ends.get(0), ends.get(1));
        assertEquals(ends.get(0), ends.get(2));
        assertEquals(1, losses.stream().distinct().count(), losses.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"rigl", "magnitude"})
    void goesOnFromACheckpointBitForBit(String updater) {
        Recipe recipe = recipe(updater, 40);
        State whole;
        try (var trainer = new Trainer(recipe, DATA, 1)) {
            Quadrants.step(trainer, 40);
            whole = State.of(trainer);
        }
        var random = new SplittableRandom(updater.hashCode());
        for (int round = 0; round < 3; round++) {
            Path file;
            try (var trainer = new Trainer(recipe, DATA, 2)) {
                Quadrants.step(trainer, random.nextInt(1, 40));
                file = Checkpoint.write(folder, trainer);
            }
            try (var trainer = new Trainer(recipe, DATA, 1)) {
                trainer.restore(SavedState.read(file), recipe, 0);
                Quadrants.step(trainer, (int) (40 - trainer.step()));
                assertEquals(whole, State.of(trainer), file.toString());
            }
        }
    }

    @Test
    void everySequenceIsSeenOnceAnEpochInAnOrderOfItsOwn() {
        var training = DatasetPart.all(DATA.training());
        var random = new RandomStreams(5);
        var batches = new Batches(training, random, 16);
        int columns = 16 * 16;
        boolean[] seen = new boolean[training.items()];
        int[] items = new int[columns];
        int[] labels = new int[columns];
        int[] first = new int[columns];
        for (long step = 0; step < batches.perEpoch(); step++) {
            batches.choose(step, items, labels, 0);
            for (int c = 0; c < columns; c++) {
                assertEquals(items[c - c % 16] + c % 16, items[c], "a sequence stays together");
                assertEquals(0, items[c - c % 16] % 16);
                assertEquals(DATA.training().token(items[c] + 1), labels[c]);
                assertFalse(seen[items[c]]);
                seen[items[c]] = true;
            }
            if (step == 0) {
                System.arraycopy(items, 0, first, 0, columns);
            }
        }
        batches.choose(batches.perEpoch(), items, labels, 0);
        assertFalse(Arrays.equals(first, items), "the next epoch has the same order");
        batches.choose(0, items, labels, 0);
        assertTrue(Arrays.equals(first, items));
    }

    @Test
    void aRunFolderTellsPerplexityAndLetters() throws InterruptedException {
        Recipe recipe = recipe("rigl", 12);
        var keeper = new RunFolder(folder.resolve("run"), recipe, Run.environment(1));
        var run = new Run(new Trainer(recipe, DATA, 1), Optional.of(keeper), Run.Options.whole());
        run.start();
        run.join();
        var reader = new RunReader(folder.resolve("run"));
        for (var line : reader.metrics()) {
            assertEquals(
                    Math.exp(number(line.get("validationLoss"))),
                    number(line.get("validationPerplexity")),
                    1e-9);
        }
        assertFalse(reader.metrics().isEmpty());
        assertEquals(List.of("a", "b", "c", "d", "e", "f"), reader.state().get("classNames"));
    }

    private static double number(@Nullable Object value) {
        return value instanceof Number n ? n.doubleValue() : Double.NaN;
    }

    @Test
    void aNetworkForImagesAndATextDoNotFit() {
        Recipe images = recipe("dense", 1).with("network", "mlp");
        Refusal.of("network-reads-images", () -> new Trainer(images, DATA, 1).close());
        Recipe text = Quadrants.recipe("dense").with("network", "gpt");
        Refusal.of("network-reads-text", () -> new Trainer(text, Quadrants.data(), 1).close());
    }

    @Test
    void goesOnWithATextAsItHasLearned() {
        try (var trainer = new Trainer(recipe("dense", 150), DATA, 2)) {
            Generator untrained = Generator.of(trainer);
            String before = untrained.generate("a", 300, 1, 7);
            Quadrants.step(trainer, 150);
            Generator generator = Generator.of(trainer);
            String text = generator.generate("a", 300, 1, 7);
            assertEquals(300, text.length());
            assertEquals(text, generator.generate("a", 300, 1, 7));
            assertNotEquals(text, generator.generate("a", 300, 1, 8));
            double hotter = impossible(generator.generate("a", 300, 3, 7));
            assertTrue(impossible("a" + text) < 0.03, text);
            assertTrue(impossible("a" + before) > 0.2, before);
            assertTrue(hotter > impossible("a" + text), "heat makes it no wilder");
            String likeliest = generator.generate("abc", 30, 0, 7);
            assertEquals(likeliest, generator.generate("abc", 30, 0, 9));
            assertEquals(0, impossible("c" + likeliest));
        }
    }

    /// Share of pairs of letters that the training text does not have.
    private static double impossible(String text) {
        Dataset training = DATA.training();
        boolean[][] possible = new boolean[training.classes()][training.classes()];
        for (int item = 0; item < training.examples() * training.columns(); item++) {
            possible[training.token(item)][training.label(item)] = true;
        }
        double none = 0;
        for (int i = 1; i < text.length(); i++) {
            none += possible[text.charAt(i - 1) - 'a'][text.charAt(i) - 'a'] ? 0 : 1;
        }
        return none / (text.length() - 1);
    }

    @Test
    void aPromptMustHaveCharactersThatTrainingHad() {
        try (var trainer = new Trainer(recipe("dense", 1), DATA, 1)) {
            Generator generator = Generator.of(trainer);
            Refusal.of("prompt-empty", () -> generate(generator, ""));
            String text = Refusal.of("prompt-character", () -> generate(generator, "aX"));
            assertTrue(text.contains("X"), text);
        }
    }

    private static void generate(Generator generator, String prompt) {
        assertEquals(1, generator.generate(prompt, 1, 1, 1).length());
    }
}
