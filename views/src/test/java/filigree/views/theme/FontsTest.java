package filigree.views.theme;

import static org.junit.jupiter.api.Assertions.assertEquals;

import javafx.scene.text.Font;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
class FontsTest {
    @Start
    void start(Stage stage) {
        Fonts.load();
    }

    @ParameterizedTest
    @ValueSource(strings = {Fonts.REGULAR, Fonts.MEDIUM, Fonts.SEMIBOLD, Fonts.MONO})
    void allDigitsAreOfOneWidth(String family) {
        Font font = Font.font(family, 100);
        assertEquals(family, font.getFamily());
        double zero = width("0", font);
        for (char digit = '1'; digit <= '9'; digit++) {
            assertEquals(zero, width(String.valueOf(digit), font), family + " " + digit);
        }
    }

    private static double width(String text, Font font) {
        Text node = new Text(text);
        node.setFont(font);
        return node.getLayoutBounds().getWidth();
    }
}
