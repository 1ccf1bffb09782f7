package filigree.model.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.model.matrix.CsrMatrix;
import filigree.model.recipe.Recipe;
import filigree.model.sparsity.Allocation;
import filigree.model.sparsity.Mask;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Masks chosen from the initialised network.
class PruningAtStartTest {
    @ParameterizedTest
    @ValueSource(strings = {"snip", "grasp", "synflow"})
    void masksAreThereBeforeTheFirstStepInSparseStorageAndWeightsAsTheyWere(String updater) {
        try (var trainer = trainer(updater, 1);
                var dense = trainer("dense", 1)) {
            long size = 0;
            long active = 0;
            for (int l = 0; l < trainer.layers().size(); l++) {
                var w = trainer.layers().get(l).weight().matrix();
                var all = dense.layers().get(l).weight().matrix();
                assertTrue(w instanceof CsrMatrix && w.slots().names().isEmpty());
                assertEquals(w.mask().activeCount(), w.values().length);
                float[] now = w.values();
                long[] places = w.mask().flatIndices();
                for (int k = 0; k < now.length; k++) {
                    assertEquals(all.values()[(int) places[k]], now[k]);
                }
                size += w.mask().size();
                active += w.mask().activeCount();
            }
            assertEquals(Allocation.activeCount(size, 0.95), active);
            assertEquals(0.95, trainer.topology().sparsity(), 1e-3);
            assertEquals(0.05, trainer.topology().explored(), 1e-3);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"snip", "grasp", "synflow"})
    void theBitsAreTheSameForAnyThreadsAndAfterABreak(String updater, @TempDir Path folder)
            throws Exception {
        try (var one = trainer(updater, 1);
                var three = trainer(updater, 3);
                var resumed = trainer(updater, 2)) {
            List<Mask> masks = State.masks(one);
            Quadrants.step(one, 20);
            Quadrants.step(three, 20);
            assertEquals(masks, State.masks(one));
            assertEquals(State.of(one), State.of(three));
            resumed.restore(SavedState.read(Checkpoint.write(folder, one)), resumed.recipe(), 0);
            Quadrants.step(one, 10);
            Quadrants.step(resumed, 10);
            byte[] whole = Files.readAllBytes(Checkpoint.write(folder, one));
            assertArrayEquals(whole, Files.readAllBytes(Checkpoint.write(folder, resumed)));
        }
    }

    @Test
    void synFlowCutsNoLayerThroughWhereOneRoundWould() {
        Recipe many = recipe("synflow").with("maskUpdater.sparsity", 0.99);
        try (var trainer = new Trainer(many, Quadrants.data(), 1)) {
            assertTrue(
                    trainer.topology().effectiveSparsity() - trainer.topology().sparsity() < 1e-3,
                    "every weight lies on a path");
        }
    }

    private static Recipe recipe(String updater) {
        Recipe recipe = Quadrants.recipe(updater);
        return updater.equals("dense") ? recipe : recipe.with("maskUpdater.sparsity", 0.95);
    }

    private static Trainer trainer(String updater, int threads) {
        return new Trainer(recipe(updater), Quadrants.data(), threads);
    }
}
