package filigree.views.control;

import javafx.scene.Node;
import javafx.scene.control.Tooltip;

/// The one tooltip of a picture, which follows the pointer at once and says exact values.
final class HoverCard {
    private static final double AWAY = 14;

    private final Tooltip tooltip = new Tooltip();
    private final Node owner;

    HoverCard(Node owner) {
        this.owner = owner;
    }

    /// Shows `text` beside the pointer.
    void show(String text, double screenX, double screenY) {
        tooltip.setText(text);
        if (tooltip.isShowing()) {
            tooltip.setAnchorX(screenX + AWAY);
            tooltip.setAnchorY(screenY + AWAY);
        } else if (owner.getScene() != null && owner.getScene().getWindow() != null) {
            tooltip.show(owner, screenX + AWAY, screenY + AWAY);
        }
    }

    void hide() {
        tooltip.hide();
    }

    String text() {
        return tooltip.isShowing() ? tooltip.getText() : "";
    }
}
