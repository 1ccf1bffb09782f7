package filigree.views.control;

import javafx.scene.layout.Pane;
import javafx.scene.shape.SVGPath;
import javafx.scene.transform.Scale;

/// The mark of the app: a small sparse network on a rounded square in the accent colour.
public final class Logo extends Pane {
    private static final double DRAWN = 22;

    private static final String LINKS =
            "M5.5 7.5 L11 5 L16.5 7.5 M5.5 7.5 L11 11 L16.5 14.5 M5.5 14.5 L11 17 L16.5 14.5";
    private static final String NODES =
            node(5.5, 7.5)
                    + node(5.5, 14.5)
                    + node(11, 5)
                    + node(11, 11)
                    + node(11, 17)
                    + node(16.5, 7.5)
                    + node(16.5, 14.5);

    /// Draws the mark with sides of `size` pixels.
    public Logo(double size) {
        getStyleClass().add("logo");
        setMinSize(size, size);
        setPrefSize(size, size);
        setMaxSize(size, size);
        add(
                "M5 0 H17 A5 5 0 0 1 22 5 V17 A5 5 0 0 1 17 22 H5 A5 5 0 0 1 0 17 V5 A5 5 0 0 1 5 0 Z",
                "ground",
                size);
        add(LINKS, "links", size);
        add(NODES, "nodes", size);
    }

    private void add(String path, String styleClass, double size) {
        SVGPath shape = new SVGPath();
        shape.setContent(path);
        shape.getStyleClass().add(styleClass);
        shape.setManaged(false);
        shape.getTransforms().add(new Scale(size / DRAWN, size / DRAWN));
        getChildren().add(shape);
    }

    private static String node(double x, double y) {
        return "M%1$s %2$s A1.5 1.5 0 1 1 %1$s %3$s A1.5 1.5 0 1 1 %1$s %2$s Z "
                .formatted(x, y - 1.5, y + 1.5);
    }
}
