package filigree.views.control;

import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;

/// A flat button that is only an icon: 28 x 28, or 24 x 24 with the style class `small`.
///
/// Its name is its tooltip and what a screen reader says.
public final class IconButton extends Button {
    /// @param name what it does, a verb
    public IconButton(Icon icon, String name, Runnable action) {
        getStyleClass().addAll("flat", "icon-button");
        setGraphic(icon.node());
        setName(name);
        setOnAction(_ -> action.run());
    }

    /// Changes the picture.
    public void setIcon(Icon icon) {
        setGraphic(icon.node());
    }

    /// Changes what it says it does.
    public void setName(String name) {
        setAccessibleText(name);
        setTooltip(new Tooltip(name));
    }
}
