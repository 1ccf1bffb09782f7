package filigree.model.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.model.file.TensorFile;
import filigree.model.layer.Parameter;
import filigree.model.layer.TrainableLayer;
import filigree.model.matrix.WeightMatrix;
import filigree.model.quantize.QuantizedInput;
import filigree.model.recipe.Recipe;
import filigree.model.text.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Training in which the forward pass sees other weights than those that are stored.
class QuantizedTrainingTest {
    private static final int STEPS = 40;

    private static Recipe recipe(String quantizer, String range, String granularity) {
        Map<String, Object> method = new LinkedHashMap<>(Map.of("method", quantizer));
        method.put("granularity", granularity);
        if (!quantizer.equals("binary")) {
            method.put("bits", 4);
        }
        if (quantizer.equals("fake-quant")) {
            method.put("range", range);
            method.put("keep", 0.02);
        }
        return Quadrants.recipe("rigl").with("quantizer", method);
    }

    @ParameterizedTest
    @CsvSource({
        "fake-quant, min-max, per-tensor",
        "fake-quant, moving-average, per-channel",
        "fake-quant, percentile, per-tensor",
        "fake-quant, mse, per-channel",
        "lsq, , per-tensor",
        "lsq, , per-channel",
        "binary, , per-channel"
    })
    void theBitsAreTheSameForAnyNumberOfThreadsAndAfterABreak(
            String quantizer, String range, String granularity, @TempDir Path folder)
            throws IOException {
        Recipe recipe = recipe(quantizer, range, granularity);
        List<State> ends = new ArrayList<>();
        byte[] end = {};
        for (int threads = 1; threads <= 3; threads += 2) {
            try (var trainer = new Trainer(recipe, Quadrants.data(), threads)) {
                Quadrants.step(trainer, STEPS);
                ends.add(State.of(trainer));
                end = Files.readAllBytes(Checkpoint.write(folder, trainer));
            }
        }
        assertEquals(ends.get(0), ends.get(1));
        try (var first = Quadrants.trainer(recipe);
                var second = Quadrants.trainer(recipe)) {
            Quadrants.step(first, 17);
            SavedState saved = SavedState.read(Checkpoint.write(folder, first));
            second.restore(saved, recipe, 0);
            assertEquals(first.lookAtTest().loss(), second.lookAtTest().loss());
            Quadrants.step(second, STEPS - 17);
            assertArrayEquals(end, Files.readAllBytes(Checkpoint.write(folder, second)));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "fake-quant, min-max, per-channel, 0.9",
        "lsq, , per-channel, 0.9",
        "binary, , per-channel, 0.8"
    })
    void learnsInSpiteOfRounding(
            String quantizer, String range, String granularity, double accuracy) {
        try (var trainer = Quadrants.trainer(recipe(quantizer, range, granularity))) {
            Quadrants.step(trainer, 60);
            assertTrue(
                    trainer.lookAtTest().accuracy() > accuracy,
                    () -> "accuracy " + trainer.lookAtTest().accuracy());
        }
    }

    @Test
    void checkpointsHoldStoredWeightsAndEvaluationSeesEffectiveOnes(@TempDir Path folder) {
        Recipe recipe =
                recipe("fake-quant", "min-max", "per-channel").with("quantizer.activations", false);
        try (var trainer = Quadrants.trainer(recipe);
                var plain = Quadrants.trainer(recipe.with("quantizer", "no-quantizer"))) {
            Quadrants.step(trainer, STEPS);
            TensorFile file = TensorFile.read(Checkpoint.write(folder, trainer));
            plain.restore(SavedState.read(Checkpoint.write(folder, trainer)), plain.recipe(), 0);
            for (int l = 0; l < trainer.layers().size(); l++) {
                WeightMatrix w = weights(trainer).get(l);
                assertArrayEquals(w.values(), file.floats("fc" + (l + 1) + ".values"));
                assertNotEquals(State.of(plain), State.of(trainer));
                weights(plain).get(l).load(w.toDense(w.effective()));
            }
            assertEquals(plain.lookAtTest().loss(), trainer.lookAtTest().loss());
        }
    }

    @Test
    void theStepSizeIsTrainedLikeAnyParameter(@TempDir Path folder) {
        try (var trainer = Quadrants.trainer(recipe("lsq", "", "per-channel"))) {
            Parameter step = step(trainer);
            float[] first = step.matrix().values().clone();
            Quadrants.step(trainer, 1);
            float[] now = step.matrix().values();
            float[] momentum = step.matrix().slots().get("momentum");
            double rate = trainer.recipe().optimizer().rateAt(0, trainer.steps());
            int moved = 0;
            for (int i = 0; i < now.length; i++) { // the first step of Nesterov momentum, no decay
                assertEquals(first[i] - rate * 1.9 * momentum[i], now[i], 1e-6);
                moved += now[i] != first[i] ? 1 : 0;
            }
            assertTrue(moved > 10, moved + " of " + now.length);
            TensorFile file = TensorFile.read(Checkpoint.write(folder, trainer));
            assertArrayEquals(now, file.floats("fc2.step.values"));
            assertArrayEquals(momentum, file.floats("fc2.step.momentum"));
        }
    }

    private static Parameter step(Trainer trainer) {
        return trainer.network().parameters().stream()
                .filter(p -> p.shape().name().equals("fc2.step"))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({"fake-quant", "lsq"})
    void otherBitsActAtTheNextStep(String quantizer) {
        Recipe recipe =
                recipe(quantizer, "min-max", "per-tensor").with("quantizer.activations", false);
        if (quantizer.equals("fake-quant")) {
            recipe = recipe.with("quantizer.keep", 0.0);
        }
        try (var trainer = Quadrants.trainer(recipe)) {
            Quadrants.step(trainer, 10);
            Object _ = trainer.apply(new Command.Change("quantizer.bits", 2L));
            for (WeightMatrix w : weights(trainer)) {
                var levels = new TreeSet<Float>();
                for (float x : w.effective()) {
                    levels.add(x + 0f); // no negative zero
                }
                assertTrue(levels.size() <= 3, levels.toString());
            }
            Quadrants.step(trainer, 10);
            assertTrue(trainer.isFinite());
        }
    }

    @Test
    void activationsAreWholeMultiplesOfTheirScale() {
        Recipe recipe =
                recipe("fake-quant", "min-max", "per-channel").with("quantizer.activationBits", 3L);
        try (var trainer = Quadrants.trainer(recipe)) {
            Quadrants.step(trainer, 20);
            List<QuantizedInput> inputs = trainer.quantization().inputs();
            assertEquals(3, inputs.size());
            Evaluation three = trainer.lookAtTest();
            Object _ = trainer.apply(new Command.Change("quantizer.activationBits", 8L));
            assertNotEquals(three.loss(), trainer.lookAtTest().loss());
            for (QuantizedInput input : inputs) {
                assertTrue(input.isCalibrated());
                assertTrue(input.zeroPoint() >= 0 && input.zeroPoint() <= 255);
                float range = input.range()[1] - input.range()[0];
                assertEquals(range / 255, input.scale(), 1e-6 * range);
            }
            assertEquals(0, inputs.get(1).range()[0], "behind a ReLU");
        }
    }

    @Test
    void weightsBehindAMaskThatLiveAreRoundedAlike() {
        Recipe r = recipe("lsq", "", "per-channel");
        try (var living = Quadrants.trainer(living(r)); ) {
            Quadrants.step(living, STEPS);
            for (WeightMatrix w : weights(living)) {
                float[] seen = w.transposed().toDense();
                int columns = w.mask().columns();
                for (int k = 0; k < w.mask().size(); k++) {
                    float x = seen[k % columns * w.mask().rows() + k / columns];
                    boolean active = w.mask().isActive(k / columns, k % columns);
                    assertEquals(active ? w.effective()[k] : 0, x);
                }
            }
            assertTrue(living.isFinite());
        }
    }

    private static Recipe living(Recipe r) {
        return new Recipe(
                r.name(),
                r.seed(),
                r.batch(),
                r.epochs(),
                r.steps(),
                r.data(),
                r.network(),
                r.init(),
                r.loss(),
                r.optimizer(),
                new Living(0.8, 5),
                r.regularizer(),
                r.quantizer(),
                r.gradients());
    }

    @Test
    void refusesANumberOfBitsForEveryLayerButOne() {
        Recipe two =
                recipe("fake-quant", "mse", "per-tensor")
                        .with("quantizer.layerBits", List.of(4, 8));
        String text = Refusal.of("layer-bits-count", () -> Quadrants.trainer(two).close());
        assertTrue(text.contains("2") && text.contains("3"), text);
        Recipe three = two.with("quantizer.layerBits", List.of(2, 4, 8));
        try (var trainer = Quadrants.trainer(three)) {
            Quadrants.step(trainer, 1);
            assertFalse(trainer.diverged());
        }
    }

    private static List<WeightMatrix> weights(Trainer trainer) {
        return trainer.layers().stream().map(TrainableLayer::weight).map(p -> p.matrix()).toList();
    }
}
