package filigree.views.theme;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.net.URL;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javafx.application.Application;
import javafx.scene.Scene;

/// The two looks of the window.
///
/// A theme is three layers: Primer as the scene's user agent stylesheet, our measures and
/// components (four stylesheets), and the few colours Primer has no name for (`light.css`,
/// `dark.css`). Popups take all of it from the scene of their owner.
public enum Theme {
    LIGHT(new PrimerLight().getUserAgentStylesheet(), "light.css"),
    DARK(new PrimerDark().getUserAgentStylesheet(), "dark.css");

    private static final List<String> MEASURES =
            Stream.of("base.css", "toolkit.css", "components.css", "presentation.css")
                    .map(Theme::resource)
                    .toList();

    private final String primer;
    private final String colours;

    Theme(String primer, String colours) {
        this.primer = primer;
        this.colours = resource(colours);
    }

    /// Gives a scene this look and takes the other one from it. Other stylesheets of the scene
    /// stay.
    ///
    /// The application follows, because a popup looks there until it has an owner.
    public void apply(Scene scene) {
        Fonts.load();
        Application.setUserAgentStylesheet(primer);
        scene.getStylesheets().removeAll(MEASURES);
        for (Theme theme : values()) {
            scene.getStylesheets().remove(theme.colours);
        }
        scene.setUserAgentStylesheet(primer);
        scene.getStylesheets().addAll(0, MEASURES);
        scene.getStylesheets().addFirst(colours);
    }

    /// Tells whether a scene has this look.
    public boolean isAppliedTo(Scene scene) {
        return scene.getStylesheets().contains(colours);
    }

    /// The look a theme switch goes to.
    public Theme other() {
        return this == LIGHT ? DARK : LIGHT;
    }

    private static String resource(String name) {
        URL url = Theme.class.getResource("/filigree/views/theme/" + name);
        return Objects.requireNonNull(url, name).toExternalForm();
    }
}
