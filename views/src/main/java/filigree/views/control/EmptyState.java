package filigree.views.control;

import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import javafx.scene.text.TextAlignment;

/// What a view shows while it has nothing to show: what is missing, and one button that fixes it.
public final class EmptyState extends VBox {
    private final Button button = new Button();

    /// @param title what is missing, three to five words
    /// @param sentence what to do
    /// @param action the words on the button
    public EmptyState(Icon icon, String title, String sentence, String action, Runnable onAction) {
        getStyleClass().add("empty-state");
        setAlignment(Pos.CENTER);
        Label head = new Label(title);
        head.getStyleClass().add("empty-title");
        Label text = new Label(sentence);
        text.getStyleClass().add("muted");
        text.setWrapText(true);
        text.setMinHeight(USE_PREF_SIZE);
        text.setMaxWidth(280);
        text.setTextAlignment(TextAlignment.CENTER);
        button.setText(action);
        button.setMinWidth(USE_PREF_SIZE);
        button.setOnAction(_ -> onAction.run());
        getChildren().addAll(icon.node(24), head, text, button);
    }

    /// The one button.
    public Button button() {
        return button;
    }
}
