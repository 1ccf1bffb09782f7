package filigree.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.model.train.RunReader;
import filigree.model.train.RunState;
import filigree.samples.Samples;
import filigree.views.shell.Shell;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import javafx.scene.control.Label;
import javafx.stage.Window;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

class WindowStarterTest {
    private static final Locale ENGLISH = Locale.ENGLISH;

    @Test
    void withoutAWindowItTrainsAndPrintsTheReportLast(@TempDir Path home)
            throws InterruptedException {
        var out = new StringWriter();
        var terminal =
                new Terminal(
                        new PrintWriter(out),
                        new PrintWriter(new StringWriter()),
                        0,
                        ENGLISH,
                        CommandRun.NEVER);
        var recipe = Samples.find("digits-rigl-80").orElseThrow().recipe().with("steps", 20);
        int code = WindowStarter.trainInTerminal(terminal, new Places(home), recipe);
        terminal.flush();
        assertEquals(ExitCode.DONE, code);
        List<String> lines = out.toString().lines().toList();
        Path report = Path.of(lines.getLast());
        assertTrue(report.isAbsolute(), lines.getLast());
        assertTrue(Files.isRegularFile(report), lines.getLast());
    }

    @Test
    void everyObstacleHasASentence() {
        var words = new Words(ENGLISH);
        assertTrue(words.get("window.no-display").contains("display"));
        assertTrue(words.get("window.no-gtk").contains("apt-get install libgtk-3-0"));
        assertTrue(words.get("window.failed", "why").contains("why"));
    }

    @Test
    void aHeadlessToolkitNeedsNoDisplay() {
        assertEquals(Optional.empty(), Display.obstacle(Map.of(), "Headless"));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void onLinuxADisplayAndGtkAreAskedFor() {
        assertEquals(Optional.of("window.no-display"), Display.obstacle(Map.of(), ""));
        assertEquals(Optional.of("window.no-display"), Display.obstacle(Map.of("DISPLAY", ""), ""));
        assertNotEquals(
                Optional.of("window.no-display"), Display.obstacle(Map.of("DISPLAY", ":0"), ""));
        assertFalse(Display.hasLibrary("libnothing-of-this-name.so.0"));
        assertTrue(Display.hasLibrary("libc.so.6"));
    }

    @Test
    void theWindowShowsARunningTraining(@TempDir Path home) throws Exception {
        FxToolkit.registerPrimaryStage();
        var recipe = Samples.find("digits-rigl-80").orElseThrow().recipe();
        var closed = new CountDownLatch(1);
        var options = new WindowOptions(recipe, 1, home, ENGLISH);
        Shell shell = WaitForAsyncUtils.asyncFx(() -> AppWindow.open(options, closed)).get();
        WaitForAsyncUtils.waitFor(60, TimeUnit.SECONDS, () -> finished(shell));
        assertEquals("500", text("#status-step .value"));
        Platform.runLater(() -> Window.getWindows().getLast().hide());
        assertTrue(closed.await(30, TimeUnit.SECONDS), "the window waits for its run to be kept");
        Path run = shell.run().orElseThrow().run().folder().orElseThrow();
        assertEquals("finished", new RunReader(run).state().get("state"));
    }

    private static boolean finished(Shell shell) throws Exception {
        return WaitForAsyncUtils.asyncFx(() ->
                        shell.run()
                                .filter(r -> r.snapshot().state() == RunState.FINISHED)
                                .isPresent())
                .get();
    }

    private static String text(String query) throws Exception {
        WaitForAsyncUtils.waitForFxEvents();
        Thread.sleep(300); // the status line is refreshed ten times a second
        return WaitForAsyncUtils.asyncFx(() ->
                        Window.getWindows().stream()
                                .map(w -> w.getScene().lookup(query))
                                .filter(Label.class::isInstance)
                                .map(n -> ((Label) n).getText())
                                .findFirst()
                                .orElse(""))
                .get();
    }
}
