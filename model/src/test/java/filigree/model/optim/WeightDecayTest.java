package filigree.model.optim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import filigree.model.matrix.CsrMatrix;
import filigree.model.schedule.Constant;
import filigree.model.sparsity.Mask;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WeightDecayTest {
    private static final double RATE = 0.1;
    private static final double DECAY = 0.05;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void decayTakesItsShareAndNeverEntersTheMomentum(boolean nesterov) {
        var decoupled = new SgdW(RATE, new Constant(1), 0, 0.9, nesterov, DECAY);
        var plain = new Sgd(RATE, new Constant(1), 0, 0.9, nesterov, 0);
        CsrMatrix a = matrix();
        CsrMatrix b = matrix();
        for (int t = 1; t <= 5; t++) {
            for (int k = 0; k < a.values().length; k++) {
                a.gradients()[k] = (k - 2) * 0.3f / t;
                b.gradients()[k] = a.gradients()[k];
                b.values()[k] *= (float) (1 - RATE * DECAY);
            }
            step(decoupled, a, t, true);
            step(plain, b, t, true);
            for (int k = 0; k < a.values().length; k++) {
                assertEquals(b.values()[k], a.values()[k], 1e-6, "weight " + k + " at " + t);
                assertEquals(b.slots().get("momentum")[k], a.slots().get("momentum")[k]);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void biasesDoNotDecay(boolean nesterov) {
        CsrMatrix bias = matrix();
        float[] before = bias.values().clone();
        Arrays.fill(bias.gradients(), 0);
        step(new SgdW(RATE, new Constant(1), 0, 0.9, nesterov, DECAY), bias, 1, false);
        for (int k = 0; k < before.length; k++) {
            assertEquals(before[k], bias.values()[k]);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sgd", "sgdw", "adam", "adamw"})
    void aWeightThatIsGrownAgainStartsWithEmptySlots(String id) {
        Optimizer optimizer =
                switch (id) {
                    case "sgd" -> new Sgd(RATE, new Constant(1), 0, 0.9, true, DECAY);
                    case "sgdw" -> new SgdW(RATE, new Constant(1), 0, 0.9, true, DECAY);
                    case "adam" -> new Adam(RATE, new Constant(1), 0, 0.9, 0.99, 1e-8, DECAY);
                    default -> new AdamW(RATE, new Constant(1), 0, 0.9, 0.99, 1e-8, DECAY);
                };
        CsrMatrix m = matrix();
        for (int k = 0; k < m.gradients().length; k++) {
            m.gradients()[k] = 1;
        }
        step(optimizer, m, 1, true);
        m.setMask(Mask.where(2, 3, i -> i != 4)); // the fifth is dropped ...
        m.setMask(Mask.full(2, 3)); // ... and grown again
        for (String slot : optimizer.slots()) {
            float[] buffer = m.slots().get(slot);
            for (int k = 0; k < 6; k++) {
                assertEquals(k == 4, buffer[k] == 0, slot + " of weight " + k);
            }
        }
        assertEquals(0, m.values()[4]);
    }

    private static void step(Optimizer optimizer, CsrMatrix m, long applied, boolean decays) {
        var moment = new Optimizer.Moment(optimizer.peak(), applied);
        optimizer.update(
                moment, m.values(), m.gradients(), m.slots(), decays, 0, m.values().length);
    }

    private static CsrMatrix matrix() {
        var matrix = new CsrMatrix(Mask.full(2, 3));
        matrix.load(new float[] {1, -2, 0.5f, 0.25f, -0.125f, 3});
        return matrix;
    }
}
