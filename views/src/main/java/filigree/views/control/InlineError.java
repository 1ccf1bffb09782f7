package filigree.views.control;

import javafx.scene.AccessibleRole;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;

/// What went wrong, at the place where it did, and what can be done about it.
public final class InlineError extends VBox {
    private final FlowPane actions = new FlowPane(8, 8);

    /// @param message one clear sentence
    public InlineError(String message) {
        getStyleClass().add("inline-error");
        setAccessibleRole(AccessibleRole.TEXT);
        setAccessibleText(message);
        Label text = new Label(message);
        text.setWrapText(true);
        text.setMinHeight(USE_PREF_SIZE);
        getChildren().add(text);
    }

    /// Adds a way out. The first one is a button with a border, the others are flat.
    public Button addAction(String name, Runnable action) {
        Button button = new Button(name);
        button.getStyleClass().add("small");
        button.setMinWidth(USE_PREF_SIZE);
        button.setOnAction(_ -> action.run());
        if (actions.getChildren().isEmpty()) {
            getChildren().add(actions);
        } else {
            button.getStyleClass().add("flat");
        }
        actions.getChildren().add(button);
        return button;
    }
}
