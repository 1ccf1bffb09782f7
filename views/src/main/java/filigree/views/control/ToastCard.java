package filigree.views.control;

import filigree.model.text.Texts;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// The box of one toast.
final class ToastCard extends HBox {
    private static final double LONGEST_LINE = 520;

    ToastCard(Toast toast, Texts texts, Runnable close) {
        getStyleClass().addAll("toast", toast.tone().styleClass());
        setAlignment(Pos.CENTER_LEFT);
        setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        setAccessibleRole(AccessibleRole.TEXT);
        setAccessibleText(toast.title() + ". " + toast.detail());
        Label title = new Label(toast.title());
        title.setMinWidth(USE_PREF_SIZE);
        VBox words = new VBox(2, title);
        words.setAlignment(Pos.CENTER_LEFT);
        HBox.setHgrow(words, Priority.ALWAYS);
        if (!toast.detail().isEmpty()) {
            Label detail = new Label(toast.detail());
            detail.getStyleClass().addAll("muted", "caption");
            detail.setMaxWidth(LONGEST_LINE);
            detail.setWrapText(true);
            detail.setMinSize(USE_PREF_SIZE, USE_PREF_SIZE);
            words.getChildren().add(detail);
        }
        getChildren().addAll(toast.icon().node(), words);
        if (!toast.action().isEmpty()) {
            getChildren().add(action(toast, close));
        }
        IconButton x = new IconButton(Icon.CLOSE, texts.get("control.close"), close);
        x.getStyleClass().add("small");
        getChildren().add(x);
    }

    private static Button action(Toast toast, Runnable close) {
        Button button = new Button(toast.action());
        button.getStyleClass().add("small");
        button.setMinWidth(USE_PREF_SIZE);
        button.setOnAction(_ -> {
            close.run();
            toast.onAction().run();
        });
        return button;
    }
}
