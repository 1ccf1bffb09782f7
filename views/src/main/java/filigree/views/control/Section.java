package filigree.views.control;

import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.StringProperty;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// A row of 32 that opens: chevron, title, and what is chosen inside as a muted summary.
///
/// The row is a button with the id of the section followed by "-header".
public final class Section extends VBox {
    private static final double SIDES = 32;

    private final Label summary = new Label();
    private final Button header = new Button();
    private final StackPane content = new StackPane();
    private final BooleanProperty open = new SimpleBooleanProperty(this, "open");

    public Section(String title, String summary, Node content) {
        getStyleClass().add("section");
        this.summary.setText(summary);
        this.summary.getStyleClass().add("muted");
        Label name = new Label(title);
        name.setMinWidth(USE_PREF_SIZE);
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        Node chevron = Icon.CHEVRON_RIGHT.node();
        HBox row = new HBox(8, chevron, name, gap, this.summary);
        row.setAlignment(Pos.CENTER_LEFT);
        header.getStyleClass().setAll("section-header");
        header.setGraphic(row);
        header.setMaxWidth(Double.MAX_VALUE);
        header.setAccessibleText(title);
        row.prefWidthProperty().bind(header.widthProperty().subtract(SIDES));
        header.setOnAction(_ -> open.set(!open.get()));
        this.content.getStyleClass().add("section-content");
        this.content.getChildren().setAll(content);
        this.content.visibleProperty().bind(open);
        this.content.managedProperty().bind(open);
        open.subscribe(now -> chevron.setRotate(now ? 90 : 0));
        idProperty().subscribe(id -> header.setId(id == null ? null : id + "-header"));
        getChildren().addAll(header, this.content);
    }

    public BooleanProperty openProperty() {
        return open;
    }

    public StringProperty summaryProperty() {
        return summary.textProperty();
    }
}
