package filigree.views.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.model.train.Command;
import filigree.model.train.RunState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RunViewModelTest {
    private static final String PEAK = "optimizer.peak";
    private static final String SPARSITY = "maskUpdater.sparsity";
    private static final String GROW = "maskUpdater.growFraction";

    @Test
    void ofADragOnlyTheLatestPositionIsHandedOver() {
        try (var lab = SmallRun.paused(SmallRun.recipe(50))) {
            var model = lab.model();
            model.change(PEAK, 0.11);
            model.change(PEAK, 0.12);
            model.change(PEAK, 0.13);
            assertTrue(model.isChanging(PEAK));
            lab.refreshUntil("answered", () -> !model.isChanging(PEAK));
            assertEquals(1, model.changesProperty().get().size());
            assertEquals(0.13, model.recipe().get(PEAK));
        }
    }

    @Test
    void aWholeDragIsUndoneInOneAndRedone() {
        try (var lab = SmallRun.paused(SmallRun.recipe(50))) {
            var model = lab.model();
            Object before = model.recipe().get(PEAK);
            for (double value : new double[] {0.11, 0.12, 0.13}) {
                model.change(PEAK, value);
                lab.refreshUntil("answered", () -> !model.isChanging(PEAK));
            }
            assertTrue(model.canUndoProperty().get());
            model.undo();
            lab.refreshUntil("undone", () -> before.equals(model.recipe().get(PEAK)));
            assertFalse(model.canUndoProperty().get());
            model.redo();
            lab.refreshUntil("redone", () -> model.recipe().get(PEAK).equals(0.13));
        }
    }

    @Test
    void aRefusedChangeIsToldAndChangesNothing() {
        try (var lab = SmallRun.paused(SmallRun.recipe(50))) {
            var model = lab.model();
            List<Notice> notices = new ArrayList<>();
            model.listen(notices::add);
            Object before = model.recipe().get(PEAK);
            model.change(PEAK, -1.0);
            lab.refreshUntil("answered", () -> !model.isChanging(PEAK));
            assertEquals(1, notices.size());
            assertInstanceOf(Notice.Refused.class, notices.getFirst());
            assertEquals(before, model.recipe().get(PEAK));
            assertFalse(model.canUndoProperty().get());
        }
    }

    @Test
    void lockedAgainThePresentSparsityIsTheTarget() {
        try (var lab = SmallRun.paused(SmallRun.recipe(200))) {
            var model = lab.model();
            model.change(GROW, Map.of("method", "constant", "value", 0.05));
            lab.refreshUntil("unlocked", () -> !model.isChanging(GROW));
            lab.refreshUntil("no plan", () -> model.snapshot().plannedSparsity().isEmpty());
            lab.step(12);
            double drifted = model.snapshot().sparsity();
            assertTrue(drifted > 0.82, "sparsity " + drifted);
            model.change(GROW, Map.of("method", "same"));
            lab.refreshUntil("locked", () -> !model.isChanging(GROW));
            lab.refreshUntil("a plan", () -> model.snapshot().plannedSparsity().isPresent());
            assertEquals(drifted, (Double) model.recipe().get(SPARSITY), 1e-12);
            assertEquals(drifted, model.snapshot().plannedSparsity().orElseThrow(), 1e-12);
        }
    }

    @Test
    void pausesRunsAndEnds() {
        try (var lab = SmallRun.paused(SmallRun.recipe(30))) {
            var model = lab.model();
            List<Notice> notices = new ArrayList<>();
            model.listen(notices::add);
            assertEquals(RunState.PAUSED, model.snapshot().state());
            lab.step(3);
            assertEquals(RunState.PAUSED, model.snapshot().state());
            model.toggle();
            lab.refreshUntil("the end", () -> model.snapshot().state() == RunState.FINISHED);
            lab.refreshUntil(
                    "the last notice",
                    () -> !notices.isEmpty() && notices.getLast() instanceof Notice.Finished);
            assertTrue(notices.stream().anyMatch(Notice.Tested.class::isInstance));
            assertEquals(30, model.snapshot().step());
            assertTrue(model.curves().updates().size() > 2, "updates");
            assertEquals(0, model.film().frames().getFirst().step());
        }
    }

    @Test
    void afterTheEndNothingIsAskedAnyMore() {
        try (var lab = SmallRun.paused(SmallRun.recipe(10))) {
            var model = lab.model();
            model.change(PEAK, 0.11);
            lab.refreshUntil("answered", () -> !model.isChanging(PEAK));
            model.toggle();
            lab.refreshUntil("the end", () -> model.snapshot().state().isOver());
            model.undo();
            model.change(PEAK, 0.2);
            model.refresh();
            assertFalse(model.isChanging(PEAK), "nobody would answer");
            assertEquals(0.11, model.recipe().get(PEAK));
        }
    }

    @Test
    void paceChangesNoResult() {
        try (var lab = SmallRun.paused(SmallRun.recipe(20))) {
            lab.model().setPace(500);
            lab.step(5);
            lab.run().submit(new Command.Pace(0));
            lab.step(5);
            assertEquals(10, lab.model().snapshot().step());
            assertEquals(0, lab.model().changesProperty().get().size());
        }
    }
}
