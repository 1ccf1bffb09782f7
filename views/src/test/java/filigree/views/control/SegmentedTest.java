package filigree.views.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import filigree.views.theme.Theme;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Scene;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
@SuppressWarnings("NullAway.Init") // the fields are set in start()
class SegmentedTest {
    private Segmented<String> chooser;
    private final List<String> heard = new ArrayList<>();

    @Start
    void start(Stage stage) {
        chooser = new Segmented<>(List.of("Value", "Mask", "Age"), word -> word);
        chooser.setId("colour");
        chooser.onChange(heard::add);
        Scene scene = new Scene(new StackPane(chooser), 300, 80);
        Theme.LIGHT.apply(scene);
        stage.setScene(scene);
        stage.show();
    }

    @Test
    void aClickOnTheChosenItemKeepsIt(FxRobot robot) {
        robot.clickOn("#colour-0");
        assertEquals(List.of("Value"), selected());
        assertEquals(List.of(), heard);
    }

    @Test
    void aClickChoosesOneAndOnlyOne(FxRobot robot) {
        robot.clickOn("#colour-2");
        assertEquals("Age", chooser.value());
        assertEquals(List.of("Age"), selected());
        assertEquals(List.of("Age"), heard);
    }

    @Test
    void arrowKeysMoveTheChoiceAndStopAtTheEnds(FxRobot robot) {
        robot.clickOn("#colour-0").type(KeyCode.RIGHT);
        assertEquals("Mask", chooser.value());
        robot.type(KeyCode.END).type(KeyCode.RIGHT);
        assertEquals("Age", chooser.value());
        robot.type(KeyCode.SPACE);
        assertEquals(List.of("Age"), selected());
        assertEquals(List.of("Mask", "Age"), heard);
    }

    @Test
    void settingAValueTellsNobodyAndRefusesStrangers(FxRobot robot) {
        robot.interact(() -> chooser.setValue("Mask"));
        assertEquals(List.of("Mask"), selected());
        assertEquals(List.of(), heard);
        assertThrows(IllegalArgumentException.class, () -> chooser.setValue("Other"));
    }

    private List<String> selected() {
        return chooser.getChildren().stream()
                .map(ToggleButton.class::cast)
                .filter(ToggleButton::isSelected)
                .map(ToggleButton::getText)
                .toList();
    }
}
