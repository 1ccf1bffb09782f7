package filigree.views.control;

import filigree.model.text.Texts;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.StringProperty;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// Long work: what it is and how far, time left, Cancel, and a bar of 4.
public final class ProgressLine extends VBox {
    private final Label name = new Label();
    private final Label left = new Label();
    private final ProgressBar bar = new ProgressBar(0);

    public ProgressLine(String name, Texts texts, Runnable onCancel) {
        getStyleClass().add("progress-line");
        this.name.setText(name);
        left.getStyleClass().add("muted");
        left.setMinWidth(USE_PREF_SIZE);
        Button cancel = new Button(texts.get("control.cancel"));
        cancel.getStyleClass().addAll("flat", "quiet");
        cancel.setMinWidth(USE_PREF_SIZE);
        cancel.setOnAction(_ -> onCancel.run());
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox row = new HBox(8, this.name, gap, left, cancel);
        row.setAlignment(Pos.CENTER_LEFT);
        bar.setMaxWidth(Double.MAX_VALUE);
        bar.accessibleTextProperty().bind(this.name.textProperty());
        getChildren().addAll(row, bar);
    }

    /// What is done, with the count: "Sweep, 19 of 30 runs".
    public StringProperty nameProperty() {
        return name.textProperty();
    }

    /// Time left in words; empty while it is not known.
    public StringProperty leftProperty() {
        return left.textProperty();
    }

    /// Share done in 0 to 1.
    public DoubleProperty progressProperty() {
        return bar.progressProperty();
    }
}
