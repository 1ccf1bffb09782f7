package filigree.views.control;

import filigree.model.text.Texts;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// Two slider rows that can be held equal: a thin line joins their dots and the chip "equal" stands
/// behind the second label. A click on the chip lets them go, and it then says what that does.
public final class PairLink extends VBox {
    private static final double DOT_X = 3;
    private static final double DOT_Y = 12;
    private static final double AIR = 6;

    private final SliderRow first;
    private final SliderRow second;
    private final Region line = new Region();
    private final Button chip = new Button();
    private final Texts texts;
    private final BooleanProperty equal = new SimpleBooleanProperty(this, "equal", true);
    private final StringProperty note = new SimpleStringProperty(this, "note", "");

    /// @param id of the chip
    public PairLink(String id, SliderRow first, SliderRow second, Texts texts) {
        this.first = first;
        this.second = second;
        this.texts = texts;
        getStyleClass().add("pair-link");
        line.getStyleClass().add("pair-line");
        line.setManaged(false);
        line.setMouseTransparent(true);
        line.visibleProperty().bind(equal);
        getChildren().addAll(first, second, line);
        chip.setId(id);
        chip.setMinWidth(USE_PREF_SIZE);
        chip.setOnAction(_ -> equal.set(!equal.get()));
        second.setBadge(chip);
        equal.subscribe(this::show);
        note.subscribe(this::show);
        first.onChange(value -> follow(second, value));
        second.onChange(value -> follow(first, value));
        show();
    }

    /// Whether moving one moves the other. Setting it to true brings the second to the first.
    public BooleanProperty equalProperty() {
        return equal;
    }

    /// What unequal values do, shown in the place of "equal": "+0.4 % density an update".
    public StringProperty noteProperty() {
        return note;
    }

    private void follow(SliderRow other, double value) {
        if (equal.get() && other.value() != value) {
            other.change(value);
        }
    }

    private void show() {
        boolean locked = equal.get();
        chip.getStyleClass().setAll("chip", locked ? "tone-accent" : "tone-neutral");
        chip.setGraphic((locked ? Icon.LOCK : Icon.UNLOCK).node(12));
        chip.setText(locked ? texts.get("control.pair.equal") : note.get());
        chip.setTooltip(
                new Tooltip(texts.get(locked ? "control.pair.unlock" : "control.pair.lock")));
        chip.setAccessibleText(chip.getTooltip().getText());
        if (locked) {
            second.setValue(first.value()); // whoever listens to the lock knows
        }
    }

    @Override
    protected void layoutChildren() {
        super.layoutChildren();
        double top = first.getLayoutY() + DOT_Y + AIR;
        double foot = second.getLayoutY() + DOT_Y - AIR;
        line.resizeRelocate(first.getLayoutX() + DOT_X - 0.5, top, 1, Math.max(0, foot - top));
    }
}
