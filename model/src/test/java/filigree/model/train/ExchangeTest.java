package filigree.model.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.model.layer.Parameter;
import filigree.model.recipe.Recipe;
import filigree.model.text.Refusal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Workers that share a batch and send one another a part of their gradients.
class ExchangeTest {
    private static Recipe recipe(String updater, long workers, String compression) {
        return Quadrants.recipe(updater)
                .with("optimizer.momentum", 0.0)
                .with("gradients", "data-parallel")
                .with("gradients.workers", workers)
                .with("gradients.compression", compression);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rigl", "dense"})
    void oneWorkerThatSendsAllTrainsAsIfThereWereNone(String updater) {
        Recipe plain = Quadrants.recipe(updater).with("regularizer", "l1");
        try (var alone = Quadrants.trainer(plain);
                var worker =
                        Quadrants.trainer(
                                plain.with("gradients", "data-parallel")
                                        .with("gradients.workers", 1L))) {
            Quadrants.step(alone, 60);
            Quadrants.step(worker, 60);
            assertEquals(State.of(alone), State.of(worker));
        }
    }

    @ParameterizedTest
    @CsvSource({"2,rigl", "4,dense", "5,magnitude", "10,set"})
    void workersThatSendAllTrainAsOneWould(long workers, String updater) {
        Recipe plain =
                Quadrants.recipe(updater)
                        .with("regularizer", "l1")
                        .with("regularizer.form", "sub-gradient");
        Recipe shared = plain.with("gradients", "data-parallel").with("gradients.workers", workers);
        try (var alone = Quadrants.trainer(plain);
                var many = Quadrants.trainer(shared)) {
            Quadrants.step(alone, 4);
            Quadrants.step(many, 4);
            assertArrayEquals(State.values(alone), State.values(many), 1e-6f);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"top-k", "random-k", "threshold", "dgc"})
    void anyNumberOfThreadsTrainsToTheSameBits(String compression) {
        Recipe shared = recipe("rigl", 5, compression);
        try (var one = new Trainer(shared, Quadrants.data(), 1);
                var three = new Trainer(shared, Quadrants.data(), 3)) {
            Quadrants.step(one, 40);
            Quadrants.step(three, 40);
            assertEquals(State.of(one), State.of(three));
        }
    }

    @Test
    void eachWorkerKeepsItsOwnResidual() {
        try (var trainer = Quadrants.trainer(recipe("static", 4, "top-k"))) {
            Quadrants.step(trainer, 3);
            var slots = trainer.layers().getFirst().weight().matrix().slots();
            List<String> names = List.of("residual", "residual-2", "residual-3", "residual-4");
            assertTrue(slots.names().containsAll(names), slots.names().toString());
            for (int w = 1; w < 4; w++) {
                assertFalse(Arrays.equals(slots.get("residual"), slots.get(names.get(w))));
            }
        }
    }

    @Test
    void bytesAreThoseOfTheEntriesSent() {
        Traffic top = traffic(recipe("static", 4, "top-k"), 10);
        try (var trainer = Quadrants.trainer(recipe("static", 4, "top-k"))) {
            long n = size(trainer);
            assertEquals(new Traffic(4, 10, 10 * 8.0 * Math.round(0.01 * n), 10 * 4 * n), top);
            assertEquals(2 * 3 / 4.0 * 10 * 4 * n, top.ringBytes());
            Traffic all = traffic(recipe("static", 2, "dense-gradients"), 10);
            assertEquals(new Traffic(2, 10, 40.0 * n, 40 * n), all);
            Traffic clipped = traffic(recipe("static", 2, "clip-norm"), 10);
            assertEquals(all, clipped);
        }
    }

    private static Traffic traffic(Recipe recipe, int steps) {
        List<TrainingEvent> events = new ArrayList<>();
        try (var trainer = Quadrants.trainer(recipe)) {
            for (int i = 0; i < steps; i++) {
                boolean _ = trainer.step(events::add);
            }
        }
        return events.reversed().stream()
                .filter(TrainingEvent.Measured.class::isInstance)
                .map(e -> ((TrainingEvent.Measured) e).traffic().orElseThrow())
                .findFirst()
                .orElseThrow();
    }

    private static long size(Trainer trainer) {
        return trainer.network().parameters().stream()
                .mapToLong(p -> p.matrix().values().length)
                .sum();
    }

    @ParameterizedTest
    @ValueSource(strings = {"wait", "drop"})
    void onlyTheLargestUpdatesAreApplied(String rest) {
        Recipe sparse =
                Quadrants.recipe("static")
                        .with("optimizer", "adam")
                        .with("gradients", "sparse-updates")
                        .with("gradients.rest", rest);
        try (var trainer = Quadrants.trainer(sparse)) {
            long n = size(trainer);
            for (int step = 0; step < 10; step++) {
                float[] before = State.values(trainer);
                Quadrants.step(trainer, 1);
                float[] after = State.values(trainer);
                int moved = 0;
                for (int k = 0; k < before.length; k++) {
                    moved += before[k] == after[k] ? 0 : 1;
                }
                assertTrue(moved <= Math.round(0.1 * n) && moved > 0.09 * n, moved + " of " + n);
            }
        }
    }

    @Test
    void allUpdatesAppliedAreOrdinaryTraining() {
        Recipe plain = Quadrants.recipe("static");
        try (var ordinary = Quadrants.trainer(plain);
                var restricted =
                        Quadrants.trainer(
                                plain.with("gradients", "sparse-updates")
                                        .with("gradients.fraction", 1.0))) {
            Quadrants.step(ordinary, 10);
            Quadrants.step(restricted, 10);
            assertArrayEquals(State.values(ordinary), State.values(restricted), 1e-6f);
        }
    }

    @Test
    void updatesThatWaitAreAppliedLater() {
        Recipe waiting =
                Quadrants.recipe("static")
                        .with("optimizer.weightDecay", 0.0)
                        .with("gradients", "sparse-updates");
        try (var trainer = Quadrants.trainer(waiting)) {
            Quadrants.step(trainer, 5);
            Parameter p = trainer.layers().getFirst().weight();
            float[] before = p.matrix().values().clone();
            float[] waits = p.matrix().slots().get("waiting").clone();
            Object _ = trainer.apply(new Command.Change("optimizer.peak", 1e-5));
            Object _ = trainer.apply(new Command.Change("optimizer.momentum", 0.0));
            Object _ = trainer.apply(new Command.Change("gradients.fraction", 1.0));
            Quadrants.step(trainer, 1);
            for (int k = 0; k < before.length; k++) {
                assertEquals(before[k] + waits[k], p.matrix().values()[k], 1e-4);
            }
        }
    }

    @Test
    void aBatchThatCannotBeSharedIsRefused() {
        Recipe shared = recipe("rigl", 8, "top-k");
        String text = Refusal.of("batch-not-shared", () -> Quadrants.trainer(shared).close());
        assertTrue(text.contains("100") && text.contains("8"), text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sgd", "sgdw", "adam", "adamw"})
    void momentumIsNotAppliedTwice(String optimizer) {
        Recipe twice =
                Quadrants.recipe("rigl").with("optimizer", optimizer).with("gradients", "dgc");
        Refusal.of("momentum-twice", () -> Quadrants.trainer(twice).close());
        Refusal.of(
                "momentum-twice",
                () -> Quadrants.trainer(recipe("rigl", 2, "dgc").with("optimizer", optimizer)));
        Quadrants.trainer(twice.with("gradients.momentum", 0.0)).close();
    }

    @Test
    void norByALiveChange() {
        try (var trainer = Quadrants.trainer(recipe("rigl", 2, "dgc"))) {
            Quadrants.step(trainer, 1);
            Refusal.of(
                    "momentum-twice",
                    () -> trainer.apply(new Command.Change("optimizer.momentum", 0.5)));
            assertEquals(0.0, trainer.recipe().optimizer().momentum());
        }
    }
}
