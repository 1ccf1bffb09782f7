package filigree.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import filigree.model.train.Command;
import filigree.samples.Samples;
import filigree.views.control.Cell;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.util.WaitForAsyncUtils;

/// Ugly is a defect: both languages, both themes, both views, large and small and on a projector.
@Timeout(120)
class WindowLooksRightTest {
    private static final String[] LANGUAGES = {"language-0", "language-1"};
    private static final String[] THEMES = {"theme-0", "theme-1"};
    private static final String[] VIEWS = {"view-1", "view-2"};

    private final Map<String, String> offenders = new LinkedHashMap<>(); // and where first seen

    @Test
    void nothingIsCutSmallOverlappingOutsideOrNameless(@TempDir Path home) throws Exception {
        try (var lab = Laboratory.open(home, Laboratory.endless(), 1440, 900)) {
            lab.run().submit(new Command.Pace(0));
            lab.waitUntil("something to see", () -> lab.run().latest().step() > 300);
            lab.run().submit(new Command.Pause());
            Laboratory.onToolkit(() -> {
                var selection = lab.shell().run().orElseThrow().selection();
                selection.cellProperty().set(Optional.of(new Cell(3, 5)));
                return selection;
            });
            for (String language : LANGUAGES) {
                lab.fire(language);
                everyThemeViewAndSize(lab, language);
            }
            lab.resize(1440, 900);
            lab.robot().type(KeyCode.F11);
            Laboratory.onToolkit(() -> { // the screen of the headless toolkit is smaller than any
                // window
                lab.stage().setFullScreen(false);
                return lab;
            });
            lab.resize(1440, 900);
            for (String language : LANGUAGES) {
                lab.fire(language);
                everyView(lab, language + " presentation");
            }
        }
        assertNoOffenders();
    }

    @Test
    void aConvolutionalNetworkShowsAsWell(@TempDir Path home) throws Exception {
        var recipe = Samples.find("fashion-lenet-rigl-90").orElseThrow().recipe();
        try (var lab = Laboratory.open(home, recipe, 1440, 900)) {
            lab.run().submit(new Command.Pace(0));
            lab.waitUntil("a first update", () -> lab.run().latest().step() > 101);
            lab.run().submit(new Command.Pause());
            for (String language : LANGUAGES) {
                lab.fire(language);
                everyView(lab, language + " lenet-5");
            }
        }
        assertNoOffenders();
    }

    @Test
    void aLanguageModelShowsAsWell(@TempDir Path home) throws Exception {
        var recipe = Samples.find("kjv-gpt-rigl-80").orElseThrow().recipe();
        try (var lab = Laboratory.open(home, recipe.with("maskUpdater.every", 5), 1440, 900)) {
            lab.run().submit(new Command.Pace(0));
            lab.waitUntil("a first update", () -> lab.run().latest().step() > 6);
            lab.run().submit(new Command.Pause());
            for (String language : LANGUAGES) {
                lab.fire(language);
                everyView(lab, language + " gpt");
            }
        }
        assertNoOffenders();
    }

    @Test
    void aDeepNetworkShowsAsWell(@TempDir Path home) throws Exception {
        var hidden = java.util.Collections.nCopies(19, 64L);
        var recipe = Laboratory.endless().with("network.hidden", hidden);
        try (var lab = Laboratory.open(home, recipe, 1440, 900)) {
            lab.run().submit(new Command.Pace(0));
            lab.waitUntil("a first update", () -> lab.run().latest().step() > 101);
            lab.run().submit(new Command.Pause());
            for (String language : LANGUAGES) {
                lab.fire(language);
                everyView(lab, language + " 20 layers");
            }
        }
        assertNoOffenders();
    }

    private void assertNoOffenders() {
        StringBuilder found = new StringBuilder();
        offenders.forEach(
                (what, where) -> found.append('\n').append(where).append(": ").append(what));
        assertEquals("", found.toString());
    }

    private void everyThemeViewAndSize(Laboratory lab, String language) throws Exception {
        for (String theme : THEMES) {
            lab.fire(theme);
            lab.resize(1440, 900);
            everyView(lab, language + " " + theme + " 1440x900");
            lab.resize(1100, 700);
            everyView(lab, language + " " + theme + " 1100x700");
        }
    }

    private void everyView(Laboratory lab, String where) throws Exception {
        for (String view : VIEWS) {
            lab.fire(view);
            lab.openSections();
            WaitForAsyncUtils.sleep(400, TimeUnit.MILLISECONDS); // numbers are on screen by then
            Laboratory.onToolkit(() -> Looks.offendersIn(lab.stage().getScene()))
                    .forEach(what -> offenders.putIfAbsent(what, where + " " + view));
        }
    }
}
