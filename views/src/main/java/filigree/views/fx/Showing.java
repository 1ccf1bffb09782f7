package filigree.views.fx;

import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.stage.Stage;
import javafx.stage.Window;

/// Whether a node can be seen at all.
final class Showing {
    private Showing() {}

    /// Returns whether `node` and all above it are visible in a window that is open.
    static boolean of(Node node) {
        Scene scene = node.getScene();
        Window window = scene == null ? null : scene.getWindow();
        if (window == null || !window.isShowing()) {
            return false;
        }
        if (window instanceof Stage stage && stage.isIconified()) {
            return false;
        }
        for (Node n = node; n != null; n = n.getParent()) {
            if (!n.isVisible()) {
                return false;
            }
        }
        return true;
    }
}
