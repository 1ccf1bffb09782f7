package filigree.views.control;

import filigree.model.text.Texts;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;

/// A small whole number with minus and plus: seeds, zoom.
public final class Stepper extends HBox {
    private final int min;
    private final int max;
    private final IntFunction<String> words;
    private final Label text = new Label();
    private final IconButton less;
    private final IconButton more;
    private IntConsumer onChange = _ -> {};
    private int value;

    /// @param words how a value reads, for example "×2"
    public Stepper(int min, int max, int value, IntFunction<String> words, Texts texts) {
        this.min = min;
        this.max = max;
        this.words = words;
        getStyleClass().add("stepper");
        setAlignment(Pos.CENTER);
        setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        less = new IconButton(Icon.MINUS, texts.get("control.less"), () -> move(-1));
        more = new IconButton(Icon.PLUS, texts.get("control.more"), () -> move(1));
        text.getStyleClass().add("stepper-value");
        text.setAlignment(Pos.CENTER);
        getChildren().addAll(less, text, more);
        addEventFilter(KeyEvent.KEY_PRESSED, this::moveByKey);
        setValue(value);
    }

    /// Called when a person changes it.
    public void onChange(IntConsumer listener) {
        onChange = listener;
    }

    public int value() {
        return value;
    }

    /// Shows the nearest allowed value.
    public void setValue(int wanted) {
        value = Math.clamp(wanted, min, max);
        text.setText(words.apply(value));
        less.setDisable(value == min);
        more.setDisable(value == max);
    }

    private void move(int by) {
        int before = value;
        setValue(value + by);
        if (value != before) {
            onChange.accept(value);
        }
    }

    private void moveByKey(KeyEvent event) {
        boolean down = event.getCode() == KeyCode.DOWN || event.getCode() == KeyCode.LEFT;
        boolean up = event.getCode() == KeyCode.UP || event.getCode() == KeyCode.RIGHT;
        if (down || up) {
            move(up ? 1 : -1);
            event.consume();
        }
    }
}
