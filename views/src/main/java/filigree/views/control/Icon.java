package filigree.views.control;

import javafx.scene.Node;
import javafx.scene.layout.Pane;
import javafx.scene.shape.SVGPath;
import javafx.scene.transform.Scale;

/// The icons: 16 x 16, drawn with a line of 1.4 or filled, in the colour `-color-icon` of where
/// they stand.
public enum Icon {
    PLAY("", "M4.5 2.6 L13 8 L4.5 13.4 Z"),
    PAUSE("", "M4 3 H6.8 V13 H4 Z M9.2 3 H12 V13 H9.2 Z"),
    STEP("", "M3.5 3 L10 8 L3.5 13 Z M10.6 3 H12.8 V13 H10.6 Z"),
    EPOCH("", "M2.5 3.2 L8 8 L2.5 12.8 Z M8 3.2 L13.5 8 L8 12.8 Z"),
    STOP("", "M4 4 H12 V12 H4 Z"),
    RESET("M4.2 4.4 A5 5 0 1 1 3 8 M3.6 2 V5 H6.6", ""),
    UNDO("M3 6 H9.6 A3.4 3.4 0 0 1 9.6 12.8 H6.5 M5.8 3.2 L3 6 L5.8 8.8", ""),
    REDO("M13 6 H6.4 A3.4 3.4 0 0 0 6.4 12.8 H9.5 M10.2 3.2 L13 6 L10.2 8.8", ""),
    PANEL_LEFT(
            "M4 3 H12 A1.5 1.5 0 0 1 13.5 4.5 V11.5 A1.5 1.5 0 0 1 12 13 H4 A1.5 1.5 0 0 1 2.5 11.5"
                    + " V4.5 A1.5 1.5 0 0 1 4 3 Z M6.3 3 V13",
            ""),
    PANEL_RIGHT(
            "M4 3 H12 A1.5 1.5 0 0 1 13.5 4.5 V11.5 A1.5 1.5 0 0 1 12 13 H4 A1.5 1.5 0 0 1 2.5 11.5"
                    + " V4.5 A1.5 1.5 0 0 1 4 3 Z M9.7 3 V13",
            ""),
    CLOSE("M4.2 4.2 L11.8 11.8 M11.8 4.2 L4.2 11.8", ""),
    SUN(
            "M8 5 A3 3 0 1 1 8 11 A3 3 0 1 1 8 5 Z M8 1.2 V2.6 M8 13.4 V14.8 M1.2 8 H2.6 M13.4 8"
                    + " H14.8 M3.2 3.2 L4.2 4.2 M11.8 11.8 L12.8 12.8 M12.8 3.2 L11.8 4.2 M4.2 11.8"
                    + " L3.2 12.8",
            ""),
    MOON("M13.4 9.6 A5.8 5.8 0 1 1 6.4 2.6 A4.6 4.6 0 0 0 13.4 9.6 Z", ""),
    FILE(
            "M9 1.8 H4.6 A1.2 1.2 0 0 0 3.4 3 V13 A1.2 1.2 0 0 0 4.6 14.2 H11.4 A1.2 1.2 0 0 0 12.6"
                    + " 13 V5.4 Z M9 1.8 V5.4 H12.6 M5.8 8.4 H10.2 M5.8 11 H10.2",
            ""),
    CHEVRON_RIGHT("M6.2 3.8 L10.4 8 L6.2 12.2", ""),
    CHEVRON_LEFT("M9.8 3.8 L5.6 8 L9.8 12.2", ""),
    CHEVRON_DOWN("M3.8 6.2 L8 10.4 L12.2 6.2", ""),
    CHEVRON_UP("M3.8 9.8 L8 5.6 L12.2 9.8", ""),
    PLUS("M8 3.2 V12.8 M3.2 8 H12.8", ""),
    MINUS("M3.2 8 H12.8", ""),
    FIT("M2.8 5.8 V2.8 H5.8 M10.2 2.8 H13.2 V5.8 M13.2 10.2 V13.2 H10.2 M5.8 13.2 H2.8 V10.2", ""),
    LOCK("M4 7.2 H12 V13.2 H4 Z M5.4 7.2 V5.2 A2.6 2.6 0 0 1 10.6 5.2 V7.2", ""),
    UNLOCK("M4 7.2 H12 V13.2 H4 Z M5.4 7.2 V4.8 A2.6 2.6 0 0 1 10.4 3.9", ""),
    FILM(
            "M2.5 3 H13.5 V13 H2.5 Z M5.2 3 V13 M10.8 3 V13 M5.2 8 H10.8 M2.5 5.5 H5.2 M2.5 10.5"
                    + " H5.2 M10.8 5.5 H13.5 M10.8 10.5 H13.5",
            ""),
    BRANCH(
            "M4.5 5.2 V10.8 M4.5 1.8 A1.7 1.7 0 1 1 4.5 5.2 A1.7 1.7 0 1 1 4.5 1.8 Z M4.5 10.8 A1.7"
                    + " 1.7 0 1 1 4.5 14.2 A1.7 1.7 0 1 1 4.5 10.8 Z M11.8 3.2 A1.7 1.7 0 1 1 11.8"
                    + " 6.6 A1.7 1.7 0 1 1 11.8 3.2 Z M11.8 6.6 C11.8 9.4 4.5 7.4 4.5 10.8",
            ""),
    HELP(
            "M8 1.9 A6.1 6.1 0 1 1 8 14.1 A6.1 6.1 0 1 1 8 1.9 Z M6.1 6.3 A1.9 1.9 0 1 1 8 8.3 V9.2",
            "M8 10.6 A0.8 0.8 0 1 1 8 12.2 A0.8 0.8 0 1 1 8 10.6 Z"),
    WARNING(
            "M8 2.2 L14.4 13.4 H1.6 Z M8 6.4 V9.6",
            "M8 10.6 A0.8 0.8 0 1 1 8 12.2 A0.8 0.8 0 1 1 8 10.6 Z"),
    CHECK("M3 8.4 L6.6 12 L13 4.6", ""),
    ARROWS_LEFT_RIGHT("M1.8 8 H14.2 M4.6 5.2 L1.8 8 L4.6 10.8 M11.4 5.2 L14.2 8 L11.4 10.8", ""),
    MORE(
            "",
            "M3.2 6.9 A1.1 1.1 0 1 1 3.2 9.1 A1.1 1.1 0 1 1 3.2 6.9 Z M8 6.9 A1.1 1.1 0 1 1 8 9.1"
                    + " A1.1 1.1 0 1 1 8 6.9 Z M12.8 6.9 A1.1 1.1 0 1 1 12.8 9.1 A1.1 1.1 0 1 1"
                    + " 12.8 6.9 Z"),
    SEARCH("M7 2.4 A4.6 4.6 0 1 1 7 11.6 A4.6 4.6 0 1 1 7 2.4 Z M10.4 10.4 L13.8 13.8", ""),
    PIN("M5.4 2.2 H10.6 L10 7 L12.2 9.4 H3.8 L6 7 Z M8 9.4 V14", ""),
    DOWNLOAD("M8 2.2 V10 M4.8 7 L8 10.2 L11.2 7 M2.8 13.2 H13.2", ""),
    FOLDER("M2 4.2 H6.4 L7.8 5.8 H14 V12.8 H2 Z", "");

    private static final double SIZE = 16;

    private final String line;
    private final String filled;

    Icon(String line, String filled) {
        this.line = line;
        this.filled = filled;
    }

    /// A fresh picture of this icon, 16 x 16.
    public Node node() {
        return node(SIZE);
    }

    /// A fresh picture of this icon in another size; the line grows with it.
    public Node node(double size) {
        Pane pane = new Pane();
        pane.getStyleClass().add("icon");
        add(pane, line, "line", size / SIZE);
        add(pane, filled, "filled", size / SIZE);
        pane.setMinSize(size, size);
        pane.setPrefSize(size, size);
        pane.setMaxSize(size, size);
        pane.setMouseTransparent(true);
        return pane;
    }

    private static void add(Pane pane, String path, String styleClass, double scale) {
        if (path.isEmpty()) {
            return;
        }
        SVGPath shape = new SVGPath();
        shape.setContent(path);
        shape.getStyleClass().add(styleClass);
        shape.setManaged(false);
        shape.getTransforms().add(new Scale(scale, scale));
        pane.getChildren().add(shape);
    }
}
