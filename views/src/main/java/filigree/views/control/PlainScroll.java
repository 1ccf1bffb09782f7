package filigree.views.control;

import javafx.scene.Node;
import javafx.scene.control.ScrollPane;

/// A scroll pane without bars at the foot that paints what it holds directly.
///
/// The usual one keeps its content as a picture, good for scrolling through what stands still. Ours
/// changes all the time, and with any number of it the whole picture would be painted anew.
public final class PlainScroll extends ScrollPane {
    public PlainScroll(Node content) {
        super(content);
        setFitToWidth(true);
        setHbarPolicy(ScrollBarPolicy.NEVER);
        skinProperty().subscribe(_ -> lookupAll(".viewport").forEach(v -> v.setCache(false)));
    }
}
