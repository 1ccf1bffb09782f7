package filigree.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.model.recipe.Recipe;
import filigree.model.train.Command;
import filigree.model.train.RunReader;
import filigree.model.train.RunState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javafx.scene.control.ComboBox;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What hands did to a run in the window is done again, bit for bit, from its folder alone.
@Timeout(150)
class ReplayBitForBitTest {
    private static final String DROP = "maskUpdater.dropFraction.initial";
    private static final String GROW = "maskUpdater.growFraction";
    private static final String LOCK = "maskUpdater-growFraction-lock";

    @TempDir private Path home = Path.of("");

    @Test
    void aSessionOfEverythingAHandCanDoIsRepeated() throws Exception {
        Recipe recipe = Laboratory.endless().with("epochs", 120);
        Path folder = session(recipe);
        var original = new RunReader(folder);
        assertEquals("finished", original.state().get("state"));
        assertEquals(recipe, original.recipe(), "what was chosen before the run");
        assertTrue(original.changes().size() >= 12, "changes " + original.changes());

        Path again = home.resolve("again");
        var replay =
                CommandRun.of(
                        home,
                        Locale.ENGLISH,
                        "replay",
                        folder.toString(),
                        "--threads",
                        "2",
                        "--out",
                        again.toString());
        assertEquals(ExitCode.DONE, replay.code(), replay.out() + replay.err());
        assertSameFiles(original.checkpoints(), new RunReader(again).checkpoints());
        assertSameFiles(original.topologyFiles(), new RunReader(again).topologyFiles());
    }

    private Path session(Recipe recipe) throws Exception {
        try (var lab = Laboratory.open(home, recipe)) {
            lab.drag("maskUpdater.sparsity");
            lab.pressArrow("optimizer.peak");
            lab.drag("maskUpdater.every");
            lab.drag(DROP);
            waitForChange(lab, DROP, 1);
            lab.click(LOCK);
            waitForChange(lab, GROW, 1);
            lab.drag("maskUpdater.growFraction.initial");
            waitForChange(lab, "maskUpdater.growFraction.initial", 1);
            lab.settle();
            lab.click(LOCK);
            waitForChange(lab, GROW, 2);

            pauseAndStep(lab);
            lab.click("view-2");
            lab.settle();
            lab.click("view-1");
            lab.drag("maskUpdater.sparsity");
            lab.settle();
            int changes = lab.changes();
            lab.click("undo");
            lab.waitUntil("undone", () -> lab.changes() > changes);
            lab.settle();
            lab.click("redo");
            lab.waitUntil("redone", () -> lab.changes() > changes + 1);
            choose(lab, "maskUpdater", "set");
            waitForChange(lab, "maskUpdater", 1);
            lab.settle();
            lab.drag("maskUpdater.every");
            lab.settle();

            assertEquals(RunState.RUNNING, lab.run().latest().state(), "too early at its end");
            lab.run().submit(new Command.Pace(0));
            lab.waitUntil("the end", () -> lab.run().latest().state() == RunState.FINISHED);
            return lab.run().folder().orElseThrow();
        }
    }

    private static void pauseAndStep(Laboratory lab) throws Exception {
        lab.click("run-toggle");
        lab.waitUntil("a pause", () -> lab.run().latest().state() == RunState.PAUSED);
        long step = lab.run().latest().step();
        lab.click("run-step");
        lab.waitUntil("one step", () -> lab.run().latest().step() == step + 1);
        lab.robot().type(KeyCode.S);
        lab.waitUntil("another step", () -> lab.run().latest().step() == step + 2);
        lab.waitUntil("a pause", () -> lab.run().latest().state() == RunState.PAUSED);
        int changes = lab.changesOf(DROP).size();
        lab.pressArrow(DROP);
        waitForChange(lab, DROP, changes + 1);
        assertEquals(step + 2, lab.changesOf(DROP).getLast().step(), "changed while it paused");
        lab.click("run-epoch");
        lab.waitUntil(
                "the end of the epoch",
                () ->
                        lab.run().latest().state() == RunState.PAUSED
                                && lab.run().latest().step() > step + 2);
        assertEquals(0, lab.run().latest().step() % lab.run().latest().stepsPerEpoch());
        lab.settle();
        lab.click("run-toggle");
        lab.waitUntil("running again", () -> lab.run().latest().state() == RunState.RUNNING);
    }

    private static void waitForChange(Laboratory lab, String path, int count) {
        lab.waitUntil(path + " changed", () -> lab.changesOf(path).size() >= count);
    }

    private static void choose(Laboratory lab, String path, String method) throws Exception {
        lab.openSections();
        var combo = (ComboBox<?>) lab.node(Laboratory.id(path));
        lab.reveal(combo);
        int index =
                combo.getItems().stream()
                        .map(type -> ((filigree.model.method.MethodType<?>) type).id())
                        .toList()
                        .indexOf(method);
        Laboratory.onToolkit(() -> {
            combo.getSelectionModel().select(index);
            return combo;
        });
        lab.waitUntil(
                method + " trains",
                () ->
                        lab.run().latest().recipe().get(path) instanceof Map<?, ?> tree
                                && method.equals(tree.get("method")));
    }

    private static void assertSameFiles(List<Path> expected, List<Path> actual) throws Exception {
        assertEquals(names(expected), names(actual));
        assertTrue(expected.size() > 1, "files " + expected);
        for (int i = 0; i < expected.size(); i++) {
            assertEquals(
                    -1, Files.mismatch(expected.get(i), actual.get(i)), actual.get(i) + " differs");
        }
    }

    private static List<String> names(List<Path> files) {
        return files.stream().map(f -> f.getFileName().toString()).toList();
    }
}
