package filigree.views.control;

import javafx.scene.layout.Pane;
import javafx.scene.shape.SVGPath;
import javafx.scene.transform.Scale;

/// The mark of the app: a small sparse network on a rounded square in the accent colour.
public final class Logo extends Pane {
    private static final double DRAWN = 22;

    private static final String LINKS = "M6 6 L11 11 M16 6 L6 16 M11 11 L16 16 M6 11 L11 6 H16 M6 16 H11";
    private static final String NODES = nodes(6, 6, 6, 11, 6, 16, 11, 6, 11, 11, 11, 16, 16, 6, 16, 16);

    /// Draws the mark with sides of `size` pixels.
    public Logo(double size) {
        getStyleClass().add("logo");
        setMinSize(size, size);
        setPrefSize(size, size);
        setMaxSize(size, size);
        add("M5 0 H17 A5 5 0 0 1 22 5 V17 A5 5 0 0 1 17 22 H5 A5 5 0 0 1 0 17 V5 A5 5 0 0 1 5 0 Z",
                "ground", size);
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

    private static String nodes(int... centres) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < centres.length; i += 2) {
            double top = centres[i + 1] - 1.7;
            double foot = centres[i + 1] + 1.7;
            path.append("M%1$d %2$s A1.7 1.7 0 1 1 %1$d %3$s A1.7 1.7 0 1 1 %1$d %2$s Z "
                    .formatted(centres[i], top, foot));
        }
        return path.toString();
    }
}
