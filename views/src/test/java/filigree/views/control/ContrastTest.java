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
import javafx.scene.layout.Background;
import javafx.scene.layout.BackgroundFill;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
class ContrastTest {
    @Start
    void start(Stage stage) {
        Fonts.load();
    }

    @ParameterizedTest
    @EnumSource
    void everyTextStandsOutFromItsGround(Theme theme, FxRobot robot) {
        List<String> weak = new ArrayList<>();
        List<Text> seen = new ArrayList<>();
        robot.interact(() -> {
            Parent root = Gallery.window(Locale.ENGLISH);
            theme.apply(new Scene(root, 1120, 1000));
            root.applyCss();
            root.layout();
            for (Node node : root.lookupAll(".text")) {
                if (node instanceof Text text && shown(text)) {
                    seen.add(text);
                    double contrast = contrast((Color) text.getFill(), ground(text));
                    if (contrast < 4.5) {
                        weak.add(text.getText() + " " + contrast);
                    }
                }
            }
        });
        assertEquals(List.of(), weak);
        assertTrue(seen.size() > 40, "texts seen: " + seen.size());
    }

    private static boolean shown(Text text) {
        return !text.isDisabled() && !text.getText().isBlank() && text.isVisible();
    }

    /// The colour behind a node: the top fills of its ancestors over each other.
    private static Color ground(Node node) {
        List<Color> layers = new ArrayList<>();
        for (@Nullable Parent up = node.getParent(); up != null; up = up.getParent()) {
            Color color = up instanceof Region region ? top(region.getBackground()) : null;
            if (color != null) {
                layers.add(color);
            }
            if (color != null && color.isOpaque()) {
                break;
            }
        }
        Color result = layers.getLast();
        for (int i = layers.size() - 2; i >= 0; i--) {
            result = over(layers.get(i), result);
        }
        return result;
    }

    private static @Nullable Color top(@Nullable Background background) {
        if (background == null || background.getFills().isEmpty()) {
            return null;
        }
        BackgroundFill fill = background.getFills().getLast();
        return fill.getFill() instanceof Color color ? color : null;
    }

    private static Color over(Color top, Color ground) {
        Color solid = new Color(top.getRed(), top.getGreen(), top.getBlue(), 1);
        return ground.interpolate(solid, top.getOpacity());
    }

    private static double contrast(Color a, Color b) {
        double light = Math.max(luminance(a), luminance(b));
        double dark = Math.min(luminance(a), luminance(b));
        return (light + 0.05) / (dark + 0.05);
    }

    private static double luminance(Color c) {
        return 0.2126 * linear(c.getRed())
                + 0.7152 * linear(c.getGreen())
                + 0.0722 * linear(c.getBlue());
    }

    private static double linear(double channel) {
        return channel <= 0.04045 ? channel / 12.92 : Math.pow((channel + 0.055) / 1.055, 2.4);
    }
}
