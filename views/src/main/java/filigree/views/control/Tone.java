package filigree.views.control;

import java.util.Locale;

/// What a small coloured thing says.
public enum Tone {
    NEUTRAL,
    ACCENT,
    SUCCESS,
    WARNING,
    DANGER;

    /// The style class that carries the colours.
    String styleClass() {
        return "tone-" + name().toLowerCase(Locale.ROOT);
    }
}
