package filigree.views.control;

import javafx.beans.property.StringProperty;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// A bordered box: header of 36 with title, muted subtitle and tools, body, and a footer if needed.
public final class Panel extends VBox {
    private final Label title = new Label();
    private final Label subtitle = new Label();
    private final HBox tools = new HBox(8);
    private final HBox header = new HBox(8);

    public Panel(String title) {
        getStyleClass().add("panel");
        this.title.setText(title);
        this.title.getStyleClass().add("panel-title");
        this.title.setMinWidth(USE_PREF_SIZE);
        subtitle.getStyleClass().addAll("muted", "panel-subtitle");
        subtitle.managedProperty().bind(subtitle.textProperty().isNotEmpty());
        tools.setAlignment(Pos.CENTER_RIGHT);
        header.getStyleClass().add("panel-header");
        header.setAlignment(Pos.CENTER_LEFT);
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        header.getChildren().addAll(this.title, subtitle, gap, tools);
        getChildren().add(header);
    }

    public StringProperty titleProperty() {
        return title.textProperty();
    }

    public StringProperty subtitleProperty() {
        return subtitle.textProperty();
    }

    /// Puts controls or a value on the right of the header.
    public void setTools(Node... nodes) {
        tools.getChildren().setAll(nodes);
    }

    /// Puts the content under the header with padding around it.
    public void setBody(Node body) {
        VBox padded = new VBox(body);
        padded.getStyleClass().add("panel-body");
        VBox.setVgrow(body, Priority.ALWAYS);
        replaceBody(padded);
    }

    /// Puts the content under a line, from border to border: for pictures.
    public void setFullBody(Node body) {
        header.getStyleClass().add("divided");
        replaceBody(body);
    }

    /// Puts a row under the body, behind a line: the legend and the counts.
    public void setFooter(Node footer) {
        HBox row = new HBox(footer);
        row.getStyleClass().add("panel-footer");
        row.setAlignment(Pos.CENTER_LEFT);
        HBox.setHgrow(footer, Priority.ALWAYS);
        getChildren().removeIf(child -> child.getStyleClass().contains("panel-footer"));
        getChildren().add(row);
    }

    private void replaceBody(Node body) {
        VBox.setVgrow(body, Priority.ALWAYS);
        getChildren().removeIf(child -> getChildren().indexOf(child) == 1 && !isFooter(child));
        getChildren().add(1, body);
    }

    private static boolean isFooter(Node node) {
        return node.getStyleClass().contains("panel-footer");
    }
}
