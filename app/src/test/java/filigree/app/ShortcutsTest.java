package filigree.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.model.train.Run;
import filigree.model.train.RunReader;
import filigree.model.train.RunState;
import java.nio.file.Files;
import java.nio.file.Path;
import javafx.scene.Node;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Keys and buttons that act on the run and the window as a whole.
@Timeout(120)
class ShortcutsTest {
    private static final String PEAK = "optimizer.peak";

    @TempDir private Path home = Path.of("");

    @Test
    void keysRunStepAndChangeViews() throws Exception {
        try (var lab = Laboratory.open(home, Laboratory.endless())) {
            focusOnNothingThatTakesKeys(lab);
            lab.robot().type(KeyCode.SPACE);
            waitForState(lab, RunState.PAUSED);
            lab.settle();
            long step = lab.run().latest().step();
            lab.robot().type(KeyCode.S);
            lab.waitUntil("one step", () -> lab.run().latest().step() == step + 1);
            waitForState(lab, RunState.PAUSED);
            lab.robot().type(KeyCode.E);
            lab.waitUntil(
                    "an epoch",
                    () ->
                            lab.run().latest().step() > step + 1
                                    && lab.run().latest().state() == RunState.PAUSED);
            assertEquals(0, lab.run().latest().step() % lab.run().latest().stepsPerEpoch());
            lab.settle();
            lab.robot().type(KeyCode.SPACE);
            waitForState(lab, RunState.RUNNING);
            lab.robot().type(KeyCode.DIGIT2);
            assertTrue(lab.isSelected("view-2"), "2 shows the masks");
            lab.robot().type(KeyCode.DIGIT1);
            assertTrue(lab.isSelected("view-1"), "1 shows the overview");
        }
    }

    @Test
    void keysUndoRedoAndReport() throws Exception {
        try (var lab = Laboratory.open(home, Laboratory.endless())) {
            Object before = lab.run().latest().recipe().get(PEAK);
            lab.pressArrow(PEAK);
            lab.waitUntil("a change", () -> lab.changesOf(PEAK).size() == 1);
            Object after = lab.run().latest().recipe().get(PEAK);
            lab.settle();
            lab.robot().press(KeyCode.CONTROL).type(KeyCode.Z).release(KeyCode.CONTROL);
            waitForPeak(lab, before);
            lab.settle();
            lab.robot().press(KeyCode.CONTROL).type(KeyCode.Y).release(KeyCode.CONTROL);
            waitForPeak(lab, after);
            lab.settle();
            lab.clickOnText(Laboratory.text("toast.undo"));
            waitForPeak(lab, before);
            lab.robot().press(KeyCode.CONTROL).type(KeyCode.E).release(KeyCode.CONTROL);
            Path report = Reports.placeIn(lab.run().folder().orElseThrow());
            lab.waitUntil("a report", () -> Files.exists(report));
        }
    }

    @Test
    void undoInATextFieldTakesBackWhatWasTyped() throws Exception {
        try (var lab = Laboratory.open(home, Laboratory.endless())) {
            lab.pressArrow(PEAK);
            lab.waitUntil("a change", () -> lab.changesOf(PEAK).size() == 1);
            Object after = lab.run().latest().recipe().get(PEAK);
            lab.click("optimizer-peak-value");
            var field = (TextField) lab.node("optimizer-peak-value");
            String before = field.getText();
            lab.robot().write("7");
            assertNotEquals(before, field.getText());
            lab.robot().press(KeyCode.CONTROL).type(KeyCode.Z).release(KeyCode.CONTROL);
            lab.settle();
            assertEquals(before, field.getText());
            assertEquals(after, lab.run().latest().recipe().get(PEAK));
            lab.robot().press(KeyCode.CONTROL).type(KeyCode.Z).release(KeyCode.CONTROL);
            lab.waitUntil("the run goes back", () -> lab.changesOf(PEAK).size() == 2);
        }
    }

    @Test
    void aRecipeOpenedBesideTheMasksStaysOpenInAnotherLanguage() throws Exception {
        try (var lab = Laboratory.open(home, Laboratory.endless())) {
            lab.robot().type(KeyCode.DIGIT2);
            lab.settle();
            assertFalse(lab.has("optimizer-peak"), "masks fold the recipe");
            lab.fire("recipe-unfold");
            lab.settle();
            assertTrue(lab.has("optimizer-peak"));
            lab.fire("language-1");
            lab.settle();
            assertTrue(lab.has("optimizer-peak"), "still open");
            lab.fire("language-0");
        }
    }

    @Test
    void inATextFieldTheSameKeysType() throws Exception {
        try (var lab = Laboratory.open(home, Laboratory.endless())) {
            Run run = lab.run();
            lab.click("optimizer-peak-value");
            var field = (TextField) lab.node("optimizer-peak-value");
            Laboratory.onToolkit(() -> {
                field.clear();
                return field;
            });
            lab.robot().write("12 ser");
            assertEquals("12 ser", field.getText());
            assertTrue(lab.isSelected("view-1"), "the view is the same");
            assertSame(run, lab.shell().run().orElseThrow().run(), "no reset");
            assertEquals(RunState.RUNNING, run.latest().state());
            lab.robot().type(KeyCode.ESCAPE);
            lab.settle();
            assertEquals(0, lab.changes(), "nothing was entered");
        }
    }

    @Test
    void themeAndLanguageLeaveTheRunAndTheSelectionAlone() throws Exception {
        try (var lab = Laboratory.open(home, Laboratory.endless())) {
            Run run = lab.run();
            var selection = lab.shell().run().orElseThrow().selection();
            Laboratory.onToolkit(() -> {
                selection.layerProperty().set(1);
                return selection;
            });
            lab.click("view-2");
            for (String button : new String[] {"theme-1", "language-1", "theme-0", "language-0"}) {
                long step = run.latest().step();
                lab.click(button);
                lab.waitUntil("steps after " + button, () -> run.latest().step() > step + 2);
                assertSame(run, lab.shell().run().orElseThrow().run(), button);
                assertEquals(1, lab.shell().run().orElseThrow().selection().layer(), button);
                assertTrue(lab.isSelected("view-2"), button);
                assertEquals(RunState.RUNNING, run.latest().state());
            }
        }
    }

    @Test
    void resetKeepsTheOldRunWholeAndStartsAnotherOne() throws Exception {
        Path second;
        try (var lab = Laboratory.open(home, Laboratory.endless())) {
            Run first = lab.run();
            Path folder = first.folder().orElseThrow();
            lab.drag("maskUpdater.sparsity");
            lab.waitUntil("a change", () -> !lab.changesOf("maskUpdater.sparsity").isEmpty());
            lab.waitUntil("its last value", () -> !lab.isChanging("maskUpdater.sparsity"));
            lab.settle();
            Object chosen = lab.run().latest().recipe().get("maskUpdater.sparsity");
            focusOnNothingThatTakesKeys(lab);
            lab.robot().type(KeyCode.R);
            lab.followNextRun();
            first.join();
            var kept = new RunReader(folder);
            assertEquals("stopped", kept.state().get("state"));
            long last =
                    ((Number) java.util.Objects.requireNonNull(kept.state().get("steps")))
                            .longValue();
            String newest = kept.newestCheckpoint().orElseThrow().getFileName().toString();
            assertEquals("step-%09d.safetensors".formatted(last), newest);
            second = lab.run().folder().orElseThrow();
            assertNotSame(first, lab.run());
            assertEquals(chosen, lab.run().latest().recipe().get("maskUpdater.sparsity"));
            lab.waitUntil("the new run trains", () -> lab.run().latest().step() > 3);
        }
        assertEquals("stopped", new RunReader(second).state().get("state"), "closing keeps it");
        assertTrue(new RunReader(second).newestCheckpoint().isPresent());
    }

    private static void focusOnNothingThatTakesKeys(Laboratory lab) throws Exception {
        Node slider = lab.row(PEAK).slider();
        lab.focus(slider);
    }

    private static void waitForState(Laboratory lab, RunState state) {
        lab.waitUntil(state + "", () -> lab.run().latest().state() == state);
    }

    private static void waitForPeak(Laboratory lab, Object value) {
        lab.waitUntil(
                "peak is " + value, () -> value.equals(lab.run().latest().recipe().get(PEAK)));
    }
}
