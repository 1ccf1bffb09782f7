package filigree.views.control;

import javafx.beans.property.StringProperty;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;

/// One number of the status line: "active **26,621** of 266,200 weights".
public final class StatusItem extends HBox {
    private final SteadyLabel value = new SteadyLabel();
    private final Label suffix = new Label();

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

    /// The narrowest the value may get, in pixels, so that a growing number does not push the rest.
    public void reserve(double width) {
        value.reserved = width;
        value.requestLayout();
    }

    public StringProperty valueProperty() {
        return value.textProperty();
    }

    public StringProperty suffixProperty() {
        return suffix.textProperty();
    }

    /// A label that never gets narrower than what is reserved for it.
    private static final class SteadyLabel extends Label {
        private double reserved;

        @Override
        protected double computePrefWidth(double height) {
            return Math.max(reserved, super.computePrefWidth(height));
        }
    }
}
