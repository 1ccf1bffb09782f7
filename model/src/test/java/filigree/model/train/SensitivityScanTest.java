package filigree.model.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.model.matrix.WeightMatrix;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SensitivityScanTest {
    @Test
    void prunesEachLayerAloneAndLeavesTheNetworkAsItWas() {
        try (var trainer = Quadrants.trainer(Quadrants.recipe("magnitude"))) {
            Quadrants.step(trainer, 20);
            State before = State.of(trainer);
            Evaluation whole = trainer.validate();
            List<SensitivityScan.Point> points =
                    SensitivityScan.of(trainer, List.of(0.0, 0.95, 1.0));
            assertEquals(before, State.of(trainer));
            assertEquals(9, points.size());
            assertEquals("fc2", points.get(3).layer());
            for (int l = 0; l < 3; l++) {
                assertEquals(whole.loss(), points.get(3 * l).result().loss());
                assertTrue(points.get(3 * l + 2).result().loss() > whole.loss());
            }
        }
    }

    @Test
    void aPointIsTheLossOfTheNetworkPrunedByHand() {
        try (var trainer = Quadrants.trainer(Quadrants.recipe("dense"))) {
            Quadrants.step(trainer, 20);
            double scanned = SensitivityScan.of(trainer, List.of(0.75)).get(1).result().loss();
            WeightMatrix w = trainer.layers().get(1).weight().matrix();
            float[] sizes = w.values().clone();
            for (int k = 0; k < sizes.length; k++) {
                sizes[k] = Math.abs(sizes[k]);
            }
            Arrays.sort(sizes);
            float least = sizes[sizes.length * 3 / 4];
            for (int k = 0; k < sizes.length; k++) {
                w.values()[k] = Math.abs(w.values()[k]) < least ? 0 : w.values()[k];
            }
            w.publish();
            assertEquals(trainer.validate().loss(), scanned);
        }
    }
}
