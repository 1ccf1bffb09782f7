package filigree.views.control;

import atlantafx.base.theme.PrimerLight;
import filigree.model.text.Texts;
import filigree.views.theme.DataColor;
import filigree.views.theme.DataColors;
import java.util.Locale;
import javafx.application.Application;
import javafx.scene.Scene;
import javafx.scene.image.Image;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import org.testfx.api.FxRobot;

/// A control alone in a scene of its own, for tests that look at pixels.
final class Shown {
    static final Texts TEXTS =
            Texts.of("filigree.views.messages", Locale.ENGLISH, Shown.class.getClassLoader());

    private final FxRobot robot;
    private final Scene scene;

    private Shown(FxRobot robot, Scene scene) {
        this.robot = robot;
        this.scene = scene;
    }

    static Shown of(FxRobot robot, Region control, double width, double height) {
        Scene[] scene = new Scene[1];
        robot.interact(() -> {
            control.setPrefSize(width, height);
            control.setMinSize(width, height);
            control.setMaxSize(width, height);
            String light = new PrimerLight().getUserAgentStylesheet();
            if (!light.equals(Application.getUserAgentStylesheet())) {
                Application.setUserAgentStylesheet(light);
            }
            scene[0] = new Scene(new Pane(control), width, height);
            scene[0].getStylesheets().add("/filigree/views/data-light.css");
            scene[0].snapshot(null);
        });
        return new Shown(robot, scene[0]);
    }

    Image picture() {
        Image[] image = new Image[1];
        robot.interact(() -> {
            scene.snapshot(null);
            image[0] = scene.snapshot(null);
        });
        return image[0];
    }

    static int argb(DataColor token) {
        return DataColors.light().argb(token);
    }

    static int count(Image image, int argb) {
        int n = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                n += image.getPixelReader().getArgb(x, y) == argb ? 1 : 0;
            }
        }
        return n;
    }
}
