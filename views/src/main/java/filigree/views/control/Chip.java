package filigree.views.control;

import javafx.scene.control.Label;

/// A short word on a tinted ground: "best", "over", "one seed".
public final class Chip extends Label {
    public Chip(String text, Tone tone) {
        super(text);
        getStyleClass().addAll("chip", tone.styleClass());
        setMinWidth(USE_PREF_SIZE);
    }

    public Chip(String text, Tone tone, Icon icon) {
        this(text, tone);
        setGraphic(icon.node(12));
    }
}
