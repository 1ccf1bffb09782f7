package filigree.app;

import filigree.views.control.ToastLayer;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Control;
import javafx.scene.control.Labeled;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;

/// Looks over a scene for what is ugly: texts cut, too small, over one another or outside, nodes
/// too wide, controls without a name. To be asked on the toolkit's thread.
final class Looks {
    private static final double SMALLEST = 11; // of a font
    private static final double SLACK = 1.5; // pixels of bounds that hold no ink

    private record Seen(Text text, Bounds whole, Bounds shown) {}

    private final List<String> offenders = new ArrayList<>();
    private final List<Seen> texts = new ArrayList<>();

    private Looks() {}

    /// Returns one line for each offence.
    static List<String> offendersIn(Scene scene) {
        var looks = new Looks();
        Parent root = scene.getRoot();
        root.applyCss();
        root.layout();
        if (root.minWidth(-1) > scene.getWidth()) {
            looks.offenders.add(
                    "too wide: the window needs " + root.minWidth(-1) + " of " + scene.getWidth());
        }
        looks.look(root, new BoundingBox(0, 0, scene.getWidth(), scene.getHeight()));
        looks.findOverlaps();
        return List.copyOf(looks.offenders);
    }

    private void look(Node node, Bounds clip) {
        if (!node.isVisible() || node.getOpacity() == 0 || node instanceof ToastLayer) {
            return;
        }
        if (node instanceof Text text) {
            lookAt(text, clip);
        }
        if (node instanceof Labeled labeled && labeled.isTextTruncated()) {
            offenders.add("cut: " + describe(labeled.getText(), labeled));
        }
        if (node instanceof Control control) {
            lookForAName(control);
        }
        if (node instanceof Parent parent) {
            Bounds inside =
                    node.getClip() == null
                            ? clip
                            : intersection(
                                    clip, node.localToScene(node.getClip().getBoundsInParent()));
            for (Node child : parent.getChildrenUnmodifiable()) {
                look(child, inside);
            }
        }
    }

    private void lookAt(Text text, Bounds clip) {
        if (text.getText().isBlank()) {
            return;
        }
        if (text.getFont().getSize() < SMALLEST) {
            offenders.add(
                    "font of " + text.getFont().getSize() + ": " + describe(text.getText(), text));
        }
        Bounds whole = text.localToScene(text.getBoundsInLocal());
        Bounds shown = intersection(clip, whole);
        if (shown.getWidth() <= 0 || shown.getHeight() <= 0) {
            return; // scrolled out
        }
        if (shown.getWidth() < whole.getWidth() - SLACK
                && !isTyped(text)
                && !isScrolledSideways(text)) {
            offenders.add("outside: " + describe(text.getText(), text));
        }
        texts.add(new Seen(text, whole, shown));
    }

    /// A long typed text scrolls in its field.
    private static boolean isTyped(Node node) {
        for (Node n = node; n != null; n = n.getParent()) {
            if (n instanceof javafx.scene.control.TextInputControl) {
                return true;
            }
        }
        return false;
    }

    /// What reaches out of a row that is wider than its place can be scrolled to.
    private static boolean isScrolledSideways(Node node) {
        for (Node n = node; n != null; n = n.getParent()) {
            if (n instanceof ScrollPane scroll
                    && scroll.isPannable()
                    && scroll.getContent().getLayoutBounds().getWidth() > scroll.getWidth()) {
                return true;
            }
        }
        return false;
    }

    private void lookForAName(Control control) {
        boolean isPart =
                control instanceof ScrollBar
                        || control instanceof ScrollPane
                        || control.getParent() instanceof Control;
        boolean isNamed =
                !isEmpty(control.getAccessibleText())
                        || (control instanceof Labeled l && !isEmpty(l.getText()));
        if (control.isFocusTraversable() && !isPart && !isNamed) {
            offenders.add("no name: " + describe("", control));
        }
    }

    private static boolean isEmpty(@org.jspecify.annotations.Nullable String text) {
        return text == null || text.isBlank();
    }

    private void findOverlaps() {
        for (int i = 0; i < texts.size(); i++) {
            for (int j = i + 1; j < texts.size(); j++) {
                boolean flow = // lines of one text flow; its bounds reach over all of them
                        texts.get(i).text().getParent() instanceof TextFlow
                                && texts.get(i).text().getParent()
                                        == texts.get(j).text().getParent();
                Bounds both = intersection(texts.get(i).shown(), texts.get(j).shown());
                boolean deep =
                        !flow
                                && both.getWidth() > SLACK
                                && both.getHeight() > texts.get(i).whole().getHeight() / 4;
                if (deep) {
                    offenders.add(
                            "overlap: "
                                    + describe(texts.get(i).text().getText(), texts.get(i).text())
                                    + " and "
                                    + describe(texts.get(j).text().getText(), texts.get(j).text()));
                }
            }
        }
    }

    private static Bounds intersection(Bounds a, Bounds b) {
        double x = Math.max(a.getMinX(), b.getMinX());
        double y = Math.max(a.getMinY(), b.getMinY());
        return new BoundingBox(
                x,
                y,
                Math.max(0, Math.min(a.getMaxX(), b.getMaxX()) - x),
                Math.max(0, Math.min(a.getMaxY(), b.getMaxY()) - y));
    }

    private static String describe(String text, Node node) {
        Bounds at = node.localToScene(node.getBoundsInLocal());
        StringBuilder path = new StringBuilder();
        int named = 0;
        for (Node n = node; n != null && named < 2; n = n.getParent()) {
            if (n.getId() != null || !n.getStyleClass().isEmpty()) {
                path.append(' ').append(n.getId() != null ? "#" + n.getId() : n.getStyleClass());
                named++;
            }
        }
        return "“%s” at %.0f,%.0f in%s".formatted(text, at.getMinX(), at.getMinY(), path);
    }
}
