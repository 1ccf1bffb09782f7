package filigree.model.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.model.file.TensorFile;
import filigree.model.layer.TrainableLayer;
import filigree.model.matrix.CsrMatrix;
import filigree.model.matrix.MaskedMatrix;
import filigree.model.matrix.WeightMatrix;
import filigree.model.recipe.Recipe;
import filigree.model.sparsity.Mask;
import filigree.model.sparsity.Uniform;
import filigree.model.topology.MaskUpdater;
import filigree.model.topology.StaticSparse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Training with every weight stored, the active ones under a mask.
class MaskedTrainingTest {
    private static final int STEPS = 40;

    @Test
    void aMethodGetsTheStorageItAsksFor() {
        try (var living = trainer(new Living(0.9, 0), 1);
                var plain = trainer(new StaticSparse(0.9, new Uniform()), 1)) {
            assertInstanceOf(MaskedMatrix.class, weights(living).getFirst());
            assertInstanceOf(CsrMatrix.class, weights(plain).getFirst());
        }
    }

    @Test
    void underAFixedMaskBothStoragesTrainToTheSameBits() {
        try (var living = trainer(new Living(0.9, 0), 1);
                var plain = trainer(new StaticSparse(0.9, new Uniform()), 1)) {
            Quadrants.step(living, STEPS);
            Quadrants.step(plain, STEPS);
            for (int l = 0; l < weights(plain).size(); l++) {
                WeightMatrix a = weights(living).get(l);
                WeightMatrix b = weights(plain).get(l);
                assertEquals(b.mask(), a.mask());
                assertArrayEquals(b.values(), a.active(a.values()));
                assertArrayEquals(b.slots().get("momentum"), a.active(a.slots().get("momentum")));
            }
            assertEquals(plain.lookAtTest().loss(), living.lookAtTest().loss());
        }
    }

    @Test
    void theBitsAreTheSameForAnyNumberOfThreads() {
        List<State> ends = new ArrayList<>();
        for (int threads = 1; threads <= 3; threads++) {
            try (var trainer = trainer(new Living(0.8, 5), threads)) {
                Quadrants.step(trainer, STEPS);
                ends.add(State.of(trainer));
            }
        }
        assertEquals(ends.get(0), ends.get(1));
        assertEquals(ends.get(0), ends.get(2));
    }

    @Test
    void weightsBehindTheMaskTrainAndComeBackAsTheyAre() {
        try (var trainer = trainer(new Living(0.8, 5), 1)) {
            WeightMatrix w = weights(trainer).get(1);
            Mask first = w.mask();
            float[] start = w.values().clone();
            Quadrants.step(trainer, 5);
            float[] now = w.values().clone();
            int moved = 0;
            for (int i = 0; i < now.length; i++) {
                boolean active = first.isActive(i / first.columns(), i % first.columns());
                moved += !active && now[i] != start[i] ? 1 : 0;
            }
            assertTrue(moved > 0.9 * (first.size() - first.activeCount()), moved + " moved");

            trainer.step(_ -> {}); // new masks, then the optimizer
            Mask grown = w.mask().minus(first);
            assertTrue(grown.activeCount() > 0);
            assertEquals(first.activeCount(), w.mask().activeCount());
            float smallest = Float.MAX_VALUE;
            for (long i : grown.flatIndices()) {
                smallest = Math.min(smallest, Math.abs(now[(int) i]));
            }
            assertTrue(smallest > 0.01, "grown weights were large already: " + smallest);
        }
    }

    @Test
    void aCheckpointHoldsEveryWeightAndTheMask(@TempDir Path folder) {
        try (var trainer = trainer(new Living(0.8, 5), 1)) {
            Quadrants.step(trainer, 12);
            TensorFile file = TensorFile.read(Checkpoint.write(folder, trainer));
            WeightMatrix w = weights(trainer).getFirst();
            assertArrayEquals(w.values(), file.floats("fc1.dense"));
            assertArrayEquals(w.slots().get("momentum"), file.floats("fc1.momentum"));
            boolean[] active = file.booleans("fc1.mask");
            int columns = w.mask().columns();
            assertEquals(w.mask(), Mask.where(w.mask().rows(), columns, i -> active[(int) i]));
            assertEquals(
                    List.of((long) w.mask().rows(), (long) columns),
                    file.entry("fc1.mask").shape());
            assertFalse(file.has("fc1.values"));
            assertEquals(w.mask().activeCount(), file.ints("fc1.age").length);
        }
    }

    @Test
    void goesOnFromACheckpointAsIfThereHadBeenNoBreak(@TempDir Path folder) throws IOException {
        try (var first = trainer(new Living(0.8, 5), 1);
                var second = trainer(new Living(0.8, 5), 2)) {
            Quadrants.step(first, 12);
            SavedState.read(Checkpoint.write(folder, first)).putInto(second);
            for (int l = 0; l < weights(first).size(); l++) {
                assertEquals(weights(first).get(l).mask(), weights(second).get(l).mask());
                assertArrayEquals(weights(first).get(l).values(), weights(second).get(l).values());
            }
            second.restore(SavedState.read(Checkpoint.write(folder, first)), second.recipe(), 0);
            Quadrants.step(first, 9);
            Quadrants.step(second, 9);
            byte[] uncut = Files.readAllBytes(Checkpoint.write(folder, first));
            assertArrayEquals(uncut, Files.readAllBytes(Checkpoint.write(folder, second)));
        }
    }

    private static List<WeightMatrix> weights(Trainer trainer) {
        return trainer.layers().stream().map(TrainableLayer::weight).map(p -> p.matrix()).toList();
    }

    private static Trainer trainer(MaskUpdater updater, int threads) {
        Recipe r = Quadrants.recipe("static");
        var recipe =
                new Recipe(
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
                        updater,
                        r.regularizer(),
                        r.quantizer(),
                        r.gradients());
        return new Trainer(recipe, Quadrants.data(), threads);
    }
}
