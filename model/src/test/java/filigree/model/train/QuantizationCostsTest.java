package filigree.model.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.model.recipe.Recipe;
import filigree.model.text.Refusal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuantizationCostsTest {
    private static final List<Integer> BITS = List.of(2, 3, 4, 8);
    private static final Map<String, Object> QUANTIZER =
            Map.of("method", "fake-quant", "granularity", "per-tensor", "activations", false);

    @TempDir private Path folder = Path.of("");

    /// A trained network, seen through a quantizer.
    private Trainer trained() {
        Recipe recipe = Quadrants.recipe("rigl");
        Path file;
        try (var trainer = Quadrants.trainer(recipe)) {
            Quadrants.step(trainer, 40);
            file = Checkpoint.write(folder, trainer);
        }
        Trainer trainer = Quadrants.trainer(recipe.with("quantizer", QUANTIZER));
        trainer.load(file);
        return trainer;
    }

    @Test
    void measuresEachLayerAloneAndWithThoseBeforeIt() {
        try (var trainer = trained()) {
            State before = State.of(trainer);
            double rounded = trainer.validate().loss();
            var costs = new QuantizationCosts(trainer, BITS);
            List<QuantizationCosts.Row> rows = costs.rows();
            assertEquals(3 * BITS.size(), rows.size());
            assertEquals(before, State.of(trainer));
            assertEquals(rounded, trainer.validate().loss());
            double whole = costs.evaluate(List.of(32, 32, 32)).evaluation().loss();
            for (int l = 0; l < 3; l++) {
                for (int b = 0; b < BITS.size(); b++) {
                    var row = rows.get(l * BITS.size() + b);
                    int bits = BITS.get(BITS.size() - 1 - b);
                    assertEquals("fc" + (l + 1), row.layer());
                    assertEquals(bits, row.bits());
                    List<Integer> alone = new ArrayList<>(List.of(32, 32, 32));
                    alone.set(l, bits);
                    List<Integer> upTo = new ArrayList<>(List.of(32, 32, 32));
                    Collections.fill(upTo.subList(0, l + 1), bits);
                    assertEquals(costs.evaluate(alone).evaluation().loss() - whole, row.alone());
                    assertEquals(
                            costs.evaluate(upTo).evaluation().loss() - whole, row.accumulated());
                    assertTrue(b == 0 || row.bytes() < rows.get(l * BITS.size() + b - 1).bytes());
                }
                double two = rows.get(l * BITS.size() + 3).alone();
                double eight = rows.get(l * BITS.size()).alone();
                assertTrue(Math.abs(eight) < Math.abs(two), eight + " and " + two);
            }
        }
    }

    @Test
    void choosesBitsThatFitAndLoseLittle() {
        try (var trainer = trained()) {
            var costs = new QuantizationCosts(trainer, BITS);
            long most = costs.evaluate(List.of(8, 8, 8)).bytes();
            long fewest = costs.evaluate(List.of(2, 2, 2)).bytes();
            assertEquals(List.of(8, 8, 8), costs.within(most).bits());
            assertEquals(List.of(2, 2, 2), costs.within(fewest).bits());
            long budget = (most + fewest) / 2;
            QuantizationCosts.Choice choice = costs.within(budget);
            assertTrue(choice.bytes() <= budget, choice.toString());
            assertEquals(choice.bytes(), costs.evaluate(choice.bits()).bytes());
            QuantizationCosts.Choice uniform = costs.evaluate(List.of(3, 3, 3));
            assertTrue(uniform.bytes() <= budget);
            assertTrue(choice.evaluation().loss() <= uniform.evaluation().loss());
            String text = Refusal.of("byte-budget", () -> costs.within(fewest - 1));
            assertTrue(text.contains("bytes"), text);
        }
    }

    @Test
    void aNetworkThatIsNotRoundedCannotBeAsked() {
        try (var trainer = Quadrants.trainer(Quadrants.recipe("rigl"))) {
            assertThrows(
                    IllegalArgumentException.class, () -> new QuantizationCosts(trainer, BITS));
        }
    }
}
