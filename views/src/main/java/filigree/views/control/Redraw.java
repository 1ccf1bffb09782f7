package filigree.views.control;

import javafx.scene.Node;
import javafx.scene.layout.Region;

/// Draws once a pulse however often it is asked to.
///
/// It is unmanaged, so asking does not lay out anything above it; its owner sets its size.
final class Redraw extends Region {
    private final Runnable drawing;

    Redraw(Runnable drawing, Node... children) {
        this.drawing = drawing;
        getChildren().addAll(children);
        setManaged(false);
    }

    /// Asks for a drawing at the next pulse; costs next to nothing.
    void request() {
        requestLayout();
    }

    @Override
    protected void layoutChildren() {
        drawing.run();
    }
}
