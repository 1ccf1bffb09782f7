package filigree.views.control;

import javafx.beans.property.StringProperty;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/// One fact, 24 high: what it is on the left, the value on the right, and of what behind it.
public final class KeyValueRow extends HBox {
    private final Label label = new Label();
    private final Label value = new Label();
    private final Label suffix = new Label();

    public KeyValueRow(String label, String value) {
        this(label, value, "");
    }

    /// @param suffix of what or in which unit, for example "of 784"; may be empty
    public KeyValueRow(String label, String value, String suffix) {
        getStyleClass().add("key-value-row");
        setAlignment(Pos.CENTER_LEFT);
        this.label.setText(label);
        this.label.getStyleClass().add("muted");
        this.value.setText(value);
        this.value.getStyleClass().add("value");
        this.value.setMinWidth(USE_PREF_SIZE);
        this.suffix.setText(suffix);
        this.suffix.getStyleClass().add("muted");
        this.suffix.setMinWidth(USE_PREF_SIZE);
        this.suffix.managedProperty().bind(this.suffix.textProperty().isNotEmpty());
        Region gap = new Region();
        setHgrow(gap, Priority.ALWAYS);
        getChildren().addAll(this.label, gap, this.value, this.suffix);
    }

    public StringProperty valueProperty() {
        return value.textProperty();
    }

    public StringProperty suffixProperty() {
        return suffix.textProperty();
    }

    public StringProperty labelProperty() {
        return label.textProperty();
    }
}
