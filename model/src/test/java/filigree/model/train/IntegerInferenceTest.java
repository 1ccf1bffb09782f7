package filigree.model.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.model.data.DatasetPart;
import filigree.model.data.Inputs;
import filigree.model.layer.TrainableLayer;
import filigree.model.matrix.Activations;
import filigree.model.matrix.WeightMatrix;
import filigree.model.network.Pass;
import filigree.model.quantize.IntegerNetwork;
import filigree.model.quantize.QuantizedWeights;
import filigree.model.recipe.Recipe;
import filigree.model.text.Refusal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A network in whole numbers says what the network that was trained says, ties apart.
class IntegerInferenceTest {
    private static Recipe recipe(String quantizer, int bits, double keep, String network) {
        Map<String, Object> method = new LinkedHashMap<>();
        method.put("method", quantizer);
        method.put("bits", bits);
        if (quantizer.equals("fake-quant")) {
            method.put("keep", keep);
        }
        Recipe recipe = Quadrants.recipe("rigl").with("quantizer", method);
        return network.equals("mlp") ? recipe : recipe.with("network", network);
    }

    @ParameterizedTest
    @CsvSource({
        "fake-quant, 8, 0",
        "fake-quant, 4, 0",
        "fake-quant, 2, 0",
        "fake-quant, 3, 0.05",
        "lsq, 8, 0",
        "lsq, 3, 0"
    })
    void predictsWhatTheTrainedNetworkPredicts(String quantizer, int bits, double keep) {
        try (var trainer = Quadrants.trainer(recipe(quantizer, bits, keep, "mlp"))) {
            Quadrants.step(trainer, 40);
            check(trainer, trainer.split().training());
        }
    }

    private static void check(Trainer trainer, DatasetPart data) {
        IntegerNetwork integer = IntegerNetwork.of(trainer.network().layers());
        Inputs inputs = Inputs.of(trainer.recipe().data().input(), trainer.split().training());
        int n = data.examples();
        int[] items = new int[n];
        for (int c = 0; c < n; c++) {
            items[c] = data.index(c);
        }
        trainer.network().mode().evaluate();
        Pass pass = Pass.forward(trainer.network(), n, (_, _, _) -> {});
        var scores = new Activations(integer.outputSize(), n);
        for (int tile = 0; tile < pass.tiles(); tile++) {
            inputs.fill(pass.input(), tile, data.dataset(), items);
            pass.forward(tile);
            integer.forward(pass.input(), scores, tile);
        }
        int differ = 0;
        double squares = 0;
        double errors = 0;
        for (int c = 0; c < n; c++) {
            differ += largest(scores, c) == largest(pass.output(), c) ? 0 : 1;
            for (int f = 0; f < scores.features(); f++) {
                double y = pass.output().get(f, c);
                squares += y * y;
                errors += (scores.get(f, c) - y) * (scores.get(f, c) - y);
            }
        }
        assertTrue(differ <= n / 200, differ + " of " + n + " predictions differ");
        double off = Math.sqrt(errors / squares);
        assertTrue(off < 0.005, "scores are off by " + off);
    }

    private static int largest(Activations scores, int column) {
        int best = 0;
        for (int f = 1; f < scores.features(); f++) {
            best = scores.get(f, column) > scores.get(best, column) ? f : best;
        }
        return best;
    }

    @Test
    void storesOnlyWhatIsNotZero() {
        try (var trainer = Quadrants.trainer(recipe("fake-quant", 3, 0, "mlp"))) {
            Quadrants.step(trainer, 20);
            int expected = 0;
            for (TrainableLayer layer : trainer.layers()) {
                WeightMatrix w = layer.weight().matrix();
                for (float x : w.effective()) {
                    expected += x == 0 ? 0 : 1;
                }
                assertTrue(
                        w.reparameterization().orElseThrow() instanceof QuantizedWeights,
                        layer.name());
            }
            IntegerNetwork integer = IntegerNetwork.of(trainer.network().layers());
            assertEquals(expected, integer.storedWeights());
            assertTrue(expected < State.counts(trainer).stream().mapToInt(k -> k).sum());
        }
    }

    @Test
    void refusesWhatIsNotQuantized() {
        for (Object quantizer :
                List.of("no-quantizer", Map.of("method", "fake-quant", "activations", false))) {
            Recipe recipe = Quadrants.recipe("rigl").with("quantizer", quantizer);
            try (var trainer = Quadrants.trainer(recipe)) {
                String text =
                        Refusal.of(
                                "not-integer", () -> IntegerNetwork.of(trainer.network().layers()));
                assertTrue(text.contains("fc1"), text);
            }
        }
    }
}
