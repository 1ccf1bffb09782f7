package filigree.views.control;

import javafx.beans.property.StringProperty;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// A single number that is the answer: label, value with unit, and how it changed.
public final class MetricTile extends HBox {
    private final Label value = new Label();
    private final Label change = new Label();
    private final Label since = new Label();

    public MetricTile(String label, String value, String unit) {
        getStyleClass().add("metric-tile");
        setAlignment(Pos.CENTER_LEFT);
        Label name = new Label(label);
        name.getStyleClass().addAll("muted", "metric-name");
        this.value.setText(value);
        this.value.getStyleClass().add("metric-value");
        Label of = new Label(unit);
        of.getStyleClass().add("muted");
        HBox number = new HBox(6, this.value, of);
        number.setAlignment(Pos.BASELINE_LEFT);
        since.getStyleClass().add("muted");
        HBox delta = new HBox(4, change, since);
        delta.getStyleClass().add("metric-delta");
        delta.setAlignment(Pos.BASELINE_LEFT);
        delta.managedProperty().bind(change.textProperty().isNotEmpty());
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        getChildren().addAll(new VBox(2, name, number, delta), gap);
    }

    /// Shows the change with its sign as an arrow.
    ///
    /// @param delta the signed change
    /// @param size its size in words
    /// @param period since when
    /// @param better whether it is for the better
    public void setChange(double delta, String size, String period, boolean better) {
        change.setText((delta >= 0 ? "▲ " : "▼ ") + size);
        change.getStyleClass().removeAll("good", "bad");
        change.getStyleClass().add(better ? "good" : "bad");
        since.setText(period);
    }

    /// Puts a small curve on the right.
    public void setSparkline(Node sparkline) {
        getChildren().remove(2, getChildren().size());
        getChildren().add(sparkline);
    }

    public StringProperty valueProperty() {
        return value.textProperty();
    }
}
