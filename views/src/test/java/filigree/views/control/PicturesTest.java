package filigree.views.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import filigree.views.theme.DataColor;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import javafx.application.Application;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.image.Image;
import javafx.scene.paint.Color;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/// All pictures on one page in both themes; with `-Dfiligree.shots=DIR` the pages are written
/// there.
@ExtendWith(ApplicationExtension.class)
final class PicturesTest {
    private static final int WIDTH = 1180;
    private static final int HEIGHT = 1010;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Stage stage;

    @SuppressWarnings("NullAway.Init") // set when shown
    private Scene scene;

    @Start
    void start(Stage shown) {
        stage = shown;
        stage.setScene(new Scene(new javafx.scene.layout.Pane(), 200, 100));
        stage.show();
    }

    private Image show(FxRobot robot, String theme, String data, Locale locale, String name) {
        Image[] shot = new Image[1];
        robot.interact(() -> {
            Application.setUserAgentStylesheet(theme);
            scene = new Scene(PicturesDemo.page(locale), WIDTH, HEIGHT);
            scene.getStylesheets().add(sheet(data));
            scene.snapshot(null);
            shot[0] = scene.snapshot(null);
        });
        String directory = System.getProperty("filigree.shots", "");
        if (!directory.isEmpty()) {
            Shots.write(shot[0], Path.of(directory, name + ".png"));
        }
        return shot[0];
    }

    private static String sheet(String name) {
        return Objects.requireNonNull(PicturesTest.class.getResource("/filigree/views/" + name))
                .toExternalForm();
    }

    @Test
    void takesItsColoursFromTheTheme(FxRobot robot) {
        Image light =
                show(
                        robot,
                        new PrimerLight().getUserAgentStylesheet(),
                        "data-light.css",
                        Locale.ENGLISH,
                        "light");
        Image dark =
                show(
                        robot,
                        new PrimerDark().getUserAgentStylesheet(),
                        "data-dark.css",
                        Locale.ENGLISH,
                        "dark");
        assertTrue(count(light, Color.web("#ffffff")) > 10_000, "pruned in light");
        assertTrue(count(dark, Color.web("#010409")) > 10_000, "pruned in dark");
        assertTrue(count(dark, Color.web("#5c6570")) > 1_000, "active in dark");
        assertTrue(count(light, Color.web("#7d8792")) > 1_000, "active in light");
        assertTrue(count(light, Color.web("#d55e00")) > 500, "dropped");
    }

    @Test
    void readsInChineseToo(FxRobot robot) {
        Image chinese =
                show(
                        robot,
                        new PrimerLight().getUserAgentStylesheet(),
                        "data-light.css",
                        Locale.SIMPLIFIED_CHINESE,
                        "light-zh");
        assertTrue(count(chinese, Color.web("#57606a")) > 20, "muted text");
        List<String> cut =
                all(scene.getRoot())
                        .filter(javafx.scene.control.Labeled.class::isInstance)
                        .map(javafx.scene.control.Labeled.class::cast)
                        .filter(javafx.scene.control.Labeled::isTextTruncated)
                        .map(javafx.scene.control.Labeled::getText)
                        .toList();
        assertEquals(List.of(), cut);
    }

    private static java.util.stream.Stream<Node> all(Node node) {
        return node instanceof Parent parent
                ? java.util.stream.Stream.concat(
                        java.util.stream.Stream.of(node),
                        parent.getChildrenUnmodifiable().stream().flatMap(PicturesTest::all))
                : java.util.stream.Stream.of(node);
    }

    private static int count(Image image, Color color) {
        int n = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                n += image.getPixelReader().getColor(x, y).equals(color) ? 1 : 0;
            }
        }
        return n;
    }

    @Test
    void followsAChangeOfTheme(FxRobot robot) {
        var style = new filigree.views.theme.DataStyle();
        Color[] pruned = new Color[2];
        robot.interact(() -> {
            Application.setUserAgentStylesheet(new PrimerLight().getUserAgentStylesheet());
            var here = new Scene(new javafx.scene.layout.Pane(style), 10, 10);
            here.getStylesheets().setAll(sheet("data-light.css"));
            here.snapshot(null);
            pruned[0] = style.colors().color(DataColor.PRUNED);
            Application.setUserAgentStylesheet(new PrimerDark().getUserAgentStylesheet());
            here.getStylesheets().setAll(sheet("data-dark.css"));
            here.snapshot(null);
            pruned[1] = style.colors().color(DataColor.PRUNED);
        });
        assertEquals(Color.web("#ffffff"), pruned[0]);
        assertEquals(Color.web("#010409"), pruned[1]);
        assertEquals(Color.web("#58a6ff"), style.colors().color(DataColor.ACCENT));
    }

    @Test
    void takesTheFontOfItsPlace(FxRobot robot) {
        var style = new filigree.views.theme.DataStyle();
        robot.interact(() -> {
            var pane = new javafx.scene.layout.Pane(style);
            pane.setStyle("-fx-font-size: 17px;");
            new Scene(pane, 10, 10).snapshot(null);
        });
        assertEquals(17, style.font().getSize());
    }

    @Test
    void lightStylesheetAgreesWithTheDefaults(FxRobot robot) {
        var style = new filigree.views.theme.DataStyle();
        robot.interact(() -> {
            Application.setUserAgentStylesheet(new PrimerLight().getUserAgentStylesheet());
            var scene = new Scene(new javafx.scene.layout.Pane(style), 10, 10);
            scene.getStylesheets().add(sheet("data-light.css"));
            stage.setScene(scene);
        });
        robot.interact(() -> {});
        var defaults = filigree.views.theme.DataColors.light();
        for (DataColor token : DataColor.values()) {
            assertEquals(defaults.color(token), style.colors().color(token), token.name());
        }
    }
}
