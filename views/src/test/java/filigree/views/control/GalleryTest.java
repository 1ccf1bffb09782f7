package filigree.views.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.views.theme.Fonts;
import filigree.views.theme.Theme;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Labeled;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
@SuppressWarnings("NullAway.Init") // the fields are set in start()
class GalleryTest {
    private Parent root;

    @Start
    void start(Stage stage) {
        Fonts.load();
        root = Gallery.window(Locale.ENGLISH);
    }

    @ParameterizedTest
    @CsvSource({"LIGHT, en", "DARK, en", "LIGHT, zh-CN", "DARK, zh-CN"})
    void noTextIsCutAndNoneIsTooSmall(Theme theme, String language, FxRobot robot) {
        show(theme, language, robot);
        List<String> cut = new ArrayList<>();
        int seen = 0;
        for (Node node : nodes(root)) {
            if (node instanceof Labeled label && label.isTextTruncated()) {
                cut.add(label.getText());
            }
            if (node instanceof Text text && !text.getText().isEmpty()) {
                seen++;
                assertTrue(text.getFont().getSize() >= 11, text.getText());
                assertTrue(text.getFont().getFamily().startsWith("Filigree"), text.getText());
            }
        }
        assertEquals(List.of(), cut);
        assertTrue(seen > 60, "texts seen: " + seen);
    }

    @ParameterizedTest
    @CsvSource({"LIGHT, en", "LIGHT, zh-CN"})
    void nothingLeavesItsColumn(Theme theme, String language, FxRobot robot) {
        show(theme, language, robot);
        for (Node node : root.lookupAll(".panel")) {
            assertEquals(320, node.getBoundsInParent().getWidth(), 0.5, node.toString());
        }
    }

    /// Lays the page out in a scene that is not shown, since it is larger than a headless screen.
    private void show(Theme theme, String language, FxRobot robot) {
        robot.interact(() -> {
            root = Gallery.window(Locale.forLanguageTag(language));
            Scene scene = new Scene(root, 1120, 1000);
            theme.apply(scene);
            root.applyCss();
            root.layout();
        });
    }

    private static List<Node> nodes(Parent root) {
        List<Node> found = new ArrayList<>();
        for (Node child : root.getChildrenUnmodifiable()) {
            found.add(child);
            if (child instanceof Parent parent) {
                found.addAll(nodes(parent));
            }
        }
        return found;
    }
}
