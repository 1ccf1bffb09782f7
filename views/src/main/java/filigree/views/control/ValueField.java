package filigree.views.control;

import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.text.Text;

/// A number that can be typed over, as wide as its text, with the unit behind it. The border shows
/// under the pointer and with the focus.
final class ValueField extends HBox {
    private final TextField field = new TextField();
    private final Label unit = new Label();

    ValueField() {
        getStyleClass().add("value-field");
        setAlignment(Pos.CENTER_RIGHT);
        setMinWidth(USE_PREF_SIZE);
        field.getStyleClass().add("bare");
        field.setAlignment(Pos.CENTER_RIGHT);
        Text probe = new Text();
        probe.fontProperty().bind(field.fontProperty());
        probe.textProperty().bind(field.textProperty());
        field.prefWidthProperty()
                .bind(
                        Bindings.createDoubleBinding(
                                () ->
                                        Math.max(
                                                8,
                                                Math.ceil(probe.getLayoutBounds().getWidth()) + 2),
                                probe.layoutBoundsProperty()));
        field.setMinWidth(USE_PREF_SIZE);
        field.setMaxWidth(USE_PREF_SIZE);
        unit.getStyleClass().add("muted");
        unit.setMinWidth(USE_PREF_SIZE);
        unit.managedProperty().bind(unit.textProperty().isNotEmpty());
        getChildren().addAll(field, unit);
        setOnMouseClicked(_ -> field.requestFocus());
    }

    TextField field() {
        return field;
    }

    void show(String value, String unitWords) {
        field.setText(value);
        unit.setText(unitWords);
    }
}
