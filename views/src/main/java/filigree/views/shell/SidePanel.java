package filigree.views.shell;

import filigree.views.control.Icon;
import filigree.views.control.IconButton;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.geometry.Pos;
import javafx.scene.Group;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// A panel at the side of the window that folds to a rail of 40 pixels.
final class SidePanel extends VBox {
    private static final double RAIL = 40;

    private final double width;
    private final IconButton foldButton;
    private final IconButton unfoldButton;
    private final VBox open = new VBox();
    private final VBox rail = new VBox(12);
    private final BooleanProperty folded = new SimpleBooleanProperty(this, "folded", false);

    /// @param title of the panel
    /// @param icon on the button that folds it
    /// @param fold what that button says
    /// @param unfold what the rail's button says
    /// @param tools beside the title
    SidePanel(
            String title,
            Icon icon,
            String fold,
            String unfold,
            double width,
            Node content,
            Node... tools) {
        this.width = width;
        getStyleClass().add("side-panel");
        Label name = new Label(title);
        name.getStyleClass().add("strong");
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox head = new HBox(4, name, gap);
        head.getChildren().addAll(tools);
        foldButton = new IconButton(icon, fold, () -> folded.set(true));
        unfoldButton = new IconButton(icon, unfold, () -> folded.set(false));
        head.getChildren().add(foldButton);
        head.getStyleClass().add("side-head");
        head.setAlignment(Pos.CENTER_LEFT);
        open.getChildren().addAll(head, content);
        VBox.setVgrow(content, Priority.ALWAYS);
        Label upright = new Label(title);
        upright.setRotate(90);
        rail.getChildren().addAll(unfoldButton, new Group(upright));
        rail.getStyleClass().add("side-rail");
        rail.setAlignment(Pos.TOP_CENTER);
        folded.subscribe(this::show);
    }

    /// Gives the buttons that fold and unfold the ids `id-fold` and `id-unfold`.
    SidePanel named(String id) {
        foldButton.setId(id + "-fold");
        unfoldButton.setId(id + "-unfold");
        return this;
    }

    BooleanProperty foldedProperty() {
        return folded;
    }

    private void show(boolean isFolded) {
        getChildren().setAll(isFolded ? rail : open);
        VBox.setVgrow(getChildren().getFirst(), Priority.ALWAYS);
        double w = isFolded ? RAIL : width;
        setMinWidth(w);
        setPrefWidth(w);
        setMaxWidth(w);
    }
}
