package filigree.views.theme;

import javafx.css.ParsedValue;
import javafx.css.StyleConverter;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;

/// Reads a colour token, and takes the light theme's where no stylesheet defines it.
///
/// The platform's own converter would print a complaint for each token of each picture.
final class TokenConverter extends StyleConverter<String, Color> {
    private final Color fallback;

    TokenConverter(Color fallback) {
        this.fallback = fallback;
    }

    @Override
    public Color convert(ParsedValue<String, Color> value, Font font) {
        Object found = value.getValue();
        return found instanceof Color color ? color : fallback;
    }
}
