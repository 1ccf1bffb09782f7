package filigree.views.control;

import javafx.beans.property.StringProperty;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;

/// One number of the status line: "active **26,621** of 266,200 weights".
public final class StatusItem extends HBox {
    private final Label value = new Label();
    private final Label suffix = new Label();
    private double reserved;

    public StatusItem(String label, String value) {
        this(label, value, "");
    }

    /// @param suffix of what; may be empty
    public StatusItem(String label, String value, String suffix) {
        getStyleClass().add("status-item");
        setAlignment(Pos.CENTER_LEFT);
        Label name = new Label(label);
        name.getStyleClass().add("muted");
        this.value.setText(value);
        this.value.getStyleClass().add("value");
        this.suffix.setText(suffix);
        this.suffix.getStyleClass().add("muted");
        this.suffix.managedProperty().bind(this.suffix.textProperty().isNotEmpty());
        for (Label part : new Label[] {name, this.value, this.suffix}) {
            part.setMinWidth(USE_PREF_SIZE);
            getChildren().add(part);
        }
    }

    /// The room kept for the value, in pixels, so that a growing number does not push the next
    /// item.
    public void reserve(double width) {
        reserved = width;
        requestLayout();
    }

    @Override
    protected double computePrefWidth(double height) {
        double unused = Math.max(0, reserved - value.prefWidth(height));
        return super.computePrefWidth(height) + unused;
    }

    @Override
    protected double computeMinWidth(double height) {
        return computePrefWidth(height);
    }

    public StringProperty valueProperty() {
        return value.textProperty();
    }

    public StringProperty suffixProperty() {
        return suffix.textProperty();
    }
}
