package filigree.views.control;

import filigree.model.text.Texts;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;

/// A friendly line on a tinted ground that a person can close: "Drag **Drop fraction** and watch
/// the mask."
public final class Hint extends HBox {
    /// @param text may mark a part as strong with two asterisks on each side
    /// @param onClose called when the person closes it; the hint has hidden itself by then
    public Hint(Icon icon, String text, Texts texts, Runnable onClose) {
        getStyleClass().add("hint");
        setAlignment(Pos.CENTER_LEFT);
        TextFlow flow = strong(text);
        HBox.setHgrow(flow, Priority.ALWAYS);
        IconButton close = new IconButton(Icon.CLOSE, texts.get("control.close"), () -> {});
        close.getStyleClass().add("small");
        close.setOnAction(_ -> {
            setVisible(false);
            setManaged(false);
            onClose.run();
        });
        Label mark = new Label();
        mark.setGraphic(icon.node());
        getChildren().addAll(mark, flow, close);
    }

    private static TextFlow strong(String text) {
        TextFlow flow = new TextFlow();
        flow.setMinWidth(0);
        flow.setMaxHeight(USE_PREF_SIZE);
        String[] parts = text.split("\\*\\*", -1);
        for (int i = 0; i < parts.length; i++) {
            Text part = new Text(parts[i]);
            if (i % 2 == 1) {
                part.getStyleClass().add("strong");
            }
            flow.getChildren().add(part);
        }
        return flow;
    }
}
