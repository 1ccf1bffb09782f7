package filigree.views.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.views.theme.Fonts;
import filigree.views.theme.Theme;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
@SuppressWarnings("NullAway.Init") // the fields are set in start()
class SmallControlsTest {
    private Stepper stepper;
    private Section section;
    private Hint hint;
    private Panel panel;
    private Scene scene;
    private final List<String> heard = new ArrayList<>();

    @Start
    void start(Stage stage) {
        Fonts.load();
        var texts = Gallery.texts(Locale.ENGLISH);
        stepper = new Stepper(1, 3, 2, value -> "×" + value, texts);
        stepper.onChange(value -> heard.add("step " + value));
        section = new Section("Data", "Fashion-MNIST", new Label("inside"));
        section.setId("data");
        hint = new Hint(Icon.HELP, "Drag **this**.", texts, () -> heard.add("closed"));
        panel = new Panel("Mask");
        VBox page = new VBox(8, stepper, section, hint, panel);
        page.getStyleClass().add("view-ground");
        scene = new Scene(page, 320, 320);
        Theme.LIGHT.apply(scene);
        stage.setScene(scene);
        stage.show();
    }

    @Test
    void aStepperStopsAtItsEnds(FxRobot robot) {
        robot.interact(() -> stepper.getChildren().getFirst().requestFocus());
        robot.type(KeyCode.UP, 3);
        assertEquals(3, stepper.value());
        assertEquals(List.of("step 3"), heard);
        assertTrue(stepper.getChildren().getLast().isDisabled());
    }

    @Test
    void aSectionOpensAndClosesWithItsHeader(FxRobot robot) {
        assertFalse(robot.lookup("inside").query().getParent().isVisible());
        robot.clickOn("#data-header");
        assertTrue(section.openProperty().get());
        assertTrue(robot.lookup("inside").query().getParent().isVisible());
        robot.clickOn("#data-header");
        assertFalse(section.openProperty().get());
    }

    @Test
    void aClosedHintLeavesNoGap(FxRobot robot) {
        robot.clickOn(".hint .button");
        assertFalse(hint.isManaged());
        assertEquals(List.of("closed"), heard);
    }

    @Test
    void aPanelKeepsItsFooterBelowANewBody(FxRobot robot) {
        Label body = new Label("body");
        robot.interact(() -> {
            panel.setFullBody(new Label("old"));
            panel.setFooter(new Label("legend"));
            panel.setFullBody(body);
        });
        assertEquals(3, panel.getChildren().size());
        assertEquals(body, panel.getChildren().get(1));
    }

    @Test
    void aSceneHasOneThemeAtATime(FxRobot robot) {
        int sheets = scene.getStylesheets().size();
        robot.interact(() -> Theme.LIGHT.other().apply(scene));
        assertTrue(Theme.DARK.isAppliedTo(scene));
        assertFalse(Theme.LIGHT.isAppliedTo(scene));
        assertEquals(sheets, scene.getStylesheets().size());
    }
}
