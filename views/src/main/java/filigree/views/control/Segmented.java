package filigree.views.control;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;

/// A choice among two to six short words; exactly one is always chosen.
///
/// One stop for Tab; arrow keys, Home and End move the choice. The button of the item at index i
/// has the id of this control followed by "-i".
///
/// @param <T> what is chosen
public final class Segmented<T> extends HBox {
    private final List<T> items;
    private final ReadOnlyObjectWrapper<T> value;
    private Consumer<T> onChange = _ -> {};

    /// @param items at least one; the first is chosen
    /// @param words how an item reads
    public Segmented(List<T> items, Function<T, String> words) {
        this.items = List.copyOf(items);
        this.value = new ReadOnlyObjectWrapper<>(this, "value", this.items.getFirst());
        getStyleClass().add("segmented");
        setAccessibleRole(AccessibleRole.TOOL_BAR);
        setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        for (T item : this.items) {
            getChildren().add(button(item, words.apply(item)));
        }
        idProperty().subscribe(this::nameButtons);
        addEventFilter(KeyEvent.KEY_PRESSED, this::moveByKey);
        show();
    }

    private ToggleButton button(T item, String word) {
        ToggleButton button = new ToggleButton(word);
        button.getStyleClass().setAll("segment");
        button.setMinWidth(USE_PREF_SIZE);
        button.setOnAction(_ -> {
            choose(item);
            show();
        });
        return button;
    }

    /// Shows a picture in place of a word; the word becomes the tooltip.
    public void setIcon(T item, Icon icon) {
        ToggleButton button = button(items.indexOf(item));
        button.setTooltip(new Tooltip(button.getText()));
        button.setAccessibleText(button.getText());
        button.setText("");
        button.setGraphic(icon.node());
        button.getStyleClass().add("icon-segment");
    }

    /// Called with the new choice when a person makes one, not by [#setValue].
    public void onChange(Consumer<T> listener) {
        onChange = listener;
    }

    public T value() {
        return value.get();
    }

    public ReadOnlyObjectProperty<T> valueProperty() {
        return value.getReadOnlyProperty();
    }

    /// Chooses an item of the list.
    ///
    /// @throws IllegalArgumentException if it is not one of them
    public void setValue(T item) {
        if (!items.contains(item)) {
            throw new IllegalArgumentException("Not a choice: " + item);
        }
        value.set(item);
        show();
    }

    private void choose(T item) {
        if (!item.equals(value.get())) {
            value.set(item);
            onChange.accept(item);
        }
    }

    private void moveByKey(KeyEvent event) {
        int last = items.size() - 1;
        int now = items.indexOf(value.get());
        int next =
                switch (event.getCode()) {
                    case KeyCode.LEFT, KeyCode.UP -> Math.max(0, now - 1);
                    case KeyCode.RIGHT, KeyCode.DOWN -> Math.min(last, now + 1);
                    case KeyCode.HOME -> 0;
                    case KeyCode.END -> last;
                    default -> -1;
                };
        if (next >= 0) {
            choose(items.get(next));
            show();
            button(items.indexOf(value.get())).requestFocus();
            event.consume();
        }
    }

    /// Buttons follow the value, never the other way round: a click on the chosen one changes
    /// nothing.
    private void show() {
        int chosen = items.indexOf(value.get());
        for (int i = 0; i < items.size(); i++) {
            button(i).setSelected(i == chosen);
            button(i).setFocusTraversable(i == chosen);
        }
    }

    private ToggleButton button(int index) {
        return (ToggleButton) getChildren().get(index);
    }

    private void nameButtons() {
        String id = getId();
        for (int i = 0; i < items.size(); i++) {
            Node button = getChildren().get(i);
            button.setId(id == null ? null : id + "-" + i);
        }
    }
}
