package filigree.views.theme;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import javafx.scene.text.Font;

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

    /// Makes the families known to the platform; a second call changes nothing.
    public static void load() {
        Loaded.touch();
    }

    /// Loads in its initializer, which runs once.
    private static final class Loaded {
        static {
            for (String file : FILES) {
                loadFile(file);
            }
        }

        private Loaded() {}

        private static void touch() {
            // Running the initializer is the point.
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
