package filigree.views.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.views.theme.Fonts;
import filigree.views.theme.Theme;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import javafx.util.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

@ExtendWith(ApplicationExtension.class)
@SuppressWarnings("NullAway.Init") // the fields are set in start()
class ToastLayerTest {
    private ToastLayer layer;
    private final List<String> heard = new ArrayList<>();

    @Start
    void start(Stage stage) {
        Fonts.load();
        Button under = new Button("Under");
        under.setId("under");
        under.setOnAction(_ -> heard.add("under"));
        layer = new ToastLayer(Gallery.texts(Locale.ENGLISH));
        Scene scene = new Scene(new StackPane(under, layer), 500, 300);
        scene.getPreferences().setReducedMotion(true);
        Theme.DARK.apply(scene);
        stage.setScene(scene);
        stage.show();
    }

    @Test
    void theNextToastReplacesTheOneBefore(FxRobot robot) {
        show(robot, "First");
        show(robot, "Second");
        assertEquals(1, layer.getChildren().size());
        robot.clickOn("Undo");
        assertEquals(List.of("Second"), heard);
        assertEquals(List.of(), layer.getChildren());
    }

    @Test
    void theMousePassesThroughWhereThereIsNoToast(FxRobot robot) {
        show(robot, "First");
        robot.clickOn("#under");
        assertEquals(List.of("under"), heard);
    }

    @Test
    void underThePointerItDoesNotAge(FxRobot robot) {
        show(robot, "First");
        robot.moveTo(".toast");
        WaitForAsyncUtils.waitForFxEvents();
        assertEquals(Duration.seconds(4), layer.left());
        assertEquals(1, layer.getChildren().size());
    }

    @Test
    void itGoesByItself(FxRobot robot) throws TimeoutException {
        show(robot, "First");
        robot.moveTo("#under");
        WaitForAsyncUtils.waitFor(20, TimeUnit.SECONDS, () -> layer.getChildren().isEmpty());
        assertTrue(heard.isEmpty());
    }

    private void show(FxRobot robot, String title) {
        Toast toast = new Toast(Tone.SUCCESS, title, "", "Undo", () -> heard.add(title));
        robot.interact(() -> layer.show(toast));
    }
}
