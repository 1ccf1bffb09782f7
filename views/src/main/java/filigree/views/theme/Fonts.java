package filigree.views.theme;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import javafx.scene.text.Font;
import javafx.scene.text.Text;

/// The bundled fonts: one family a weight, since a rule in CSS names a family and nothing else.
///
/// All have tabular digits, so that a number that changes does not move its neighbours.
public final class Fonts {
    /// Text.
    public static final String REGULAR = "Filigree";

    /// Values and buttons.
    public static final String MEDIUM = "Filigree Medium";

    /// Titles.
    public static final String SEMIBOLD = "Filigree SemiBold";

    /// Code, paths and checksums.
    public static final String MONO = "Filigree Mono";

    private static final List<String> FILES =
            List.of(
                    "Filigree.otf",
                    "Filigree-Medium.otf",
                    "Filigree-SemiBold.otf",
                    "Filigree-Mono.ttf");

    private Fonts() {}

    /// Makes the families known to the platform; a second call changes nothing. Call it once the
    /// toolkit runs and before the first control is made.
    public static void load() {
        Loaded.touch();
    }

    /// Loads in its initializer, which runs once.
    private static final class Loaded {
        static {
            chooseSimplifiedForms();
            for (String file : FILES) {
                loadFile(file);
            }
        }

        private Loaded() {}

        private static void touch() {
            // Running the initializer is the point.
        }
    }

    /// Makes the platform draw Chinese characters in their simplified forms.
    ///
    /// On Linux the toolkit asks for its fallback fonts when it first measures a text, in the order
    /// of the default locale of that moment, and keeps the answer. Under an English locale that is
    /// the Japanese face, where 门 and 关 look foreign. All our Chinese is simplified.
    private static void chooseSimplifiedForms() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.SIMPLIFIED_CHINESE);
        try {
            Text probe = new Text("门");
            probe.getLayoutBounds();
        } finally {
            Locale.setDefault(before);
        }
    }

    private static void loadFile(String file) {
        try (InputStream in = Fonts.class.getResourceAsStream("/filigree/views/fonts/" + file)) {
            if (in == null || Font.loadFont(in, 13) == null) {
                throw new IllegalStateException("Not a font: " + file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
