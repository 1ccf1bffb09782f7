package filigree.views.shell;

import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;

/// The line of view titles and the one view that shows.
final class ViewTabs {
    private static final PseudoClass SELECTED = PseudoClass.getPseudoClass("selected");

    private final HBox bar = new HBox();
    private final List<Button> buttons = new ArrayList<>();
    private final List<Node> views;
    private final ReadOnlyIntegerWrapper chosen = new ReadOnlyIntegerWrapper(-1);

    ViewTabs(List<String> titles, List<Node> views, StackPane place) {
        this.views = List.copyOf(views);
        bar.getStyleClass().add("view-tabs");
        for (int i = 0; i < titles.size(); i++) {
            int index = i;
            Button button = new Button(titles.get(i));
            button.getStyleClass().setAll("view-tab");
            button.setId("view-" + (i + 1));
            button.setOnAction(_ -> choose(index));
            buttons.add(button);
        }
        bar.getChildren().setAll(buttons);
        place.getChildren().setAll(views);
        choose(0);
    }

    HBox bar() {
        return bar;
    }

    ReadOnlyIntegerProperty chosenProperty() {
        return chosen.getReadOnlyProperty();
    }

    void choose(int view) {
        for (int i = 0; i < views.size(); i++) {
            views.get(i).setVisible(i == view);
            buttons.get(i).pseudoClassStateChanged(SELECTED, i == view);
        }
        chosen.set(view);
    }
}
