package filigree.views.control;

import atlantafx.base.controls.ProgressSliderSkin;
import filigree.model.text.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleConsumer;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.css.PseudoClass;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Circle;

/// A number that a person steers: dot, label, value that can be typed, track; 48 high.
///
/// Arrow keys move by a step, with Shift by ten, Page Up and Page Down by ten; Home and End go to
/// the ends. Delete and a double-click on the track go to the default. A typed text that is not
/// allowed is said under the track and the last good value stays.
public final class SliderRow extends VBox {
    private static final PseudoClass ERROR = PseudoClass.getPseudoClass("error");
    private static final double LEFT = 14;

    private final SliderSpec spec;
    private final SliderScale scale;
    private final SliderWords words;
    private final ReadOnlyDoubleWrapper value;
    private final Slider slider = new Slider();
    private final ValueField box = new ValueField();
    private final HBox badge = new HBox();
    private final Label error = new Label();
    private final VBox content = new VBox();
    private final Tooltip tooltip = new Tooltip();
    private final List<DoubleConsumer> listeners = new ArrayList<>();
    private boolean showing;

    public SliderRow(SliderSpec spec, Texts texts) {
        this.spec = spec;
        this.scale = spec.scale();
        this.words = new SliderWords(spec, texts);
        this.value = new ReadOnlyDoubleWrapper(this, "value", spec.initial());
        getStyleClass().add("slider-row");
        content.getStyleClass().add("slider-content");
        content.getChildren().addAll(head(), track(), error);
        getChildren().add(content);
        makeError();
        tooltip.setWrapText(true);
        tooltip.setMaxWidth(320);
        setBlocked("");
        box.field().setId(spec.id() + "-value");
        box.field().setAccessibleText(spec.label());
        box.field().setOnAction(_ -> commit());
        box.field().focusedProperty().subscribe((_, focused) -> leaveField(focused));
        box.field().addEventFilter(KeyEvent.KEY_PRESSED, this::fieldKey);
        show();
    }

    private HBox head() {
        Circle dot = new Circle(spec.live() ? 3 : 2.7);
        dot.getStyleClass().addAll("dot", spec.live() ? "filled" : "hollow");
        StackPane dotCell = new StackPane(dot);
        dotCell.setAlignment(Pos.CENTER_LEFT);
        dotCell.setMinWidth(LEFT);
        dotCell.setPrefWidth(LEFT);
        Tooltip.install(dotCell, new Tooltip(words.acts()));
        Label name = new Label(spec.label());
        name.getStyleClass().add("slider-label");
        name.setMinWidth(USE_PREF_SIZE);
        name.setLabelFor(slider);
        name.setTooltip(tooltip);
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox.setMargin(box, new Insets(0, -7, 0, 0));
        badge.setAlignment(Pos.CENTER_LEFT);
        badge.managedProperty().bind(Bindings.isNotEmpty(badge.getChildren()));
        HBox.setMargin(badge, new Insets(0, 0, 0, 8));
        HBox head = new HBox(dotCell, name, badge, gap, box);
        head.getStyleClass().add("slider-head");
        head.setAlignment(Pos.CENTER_LEFT);
        return head;
    }

    private StackPane track() {
        slider.setId(spec.id());
        slider.setMin(scale.low());
        slider.setMax(scale.high());
        slider.setSkin(new ProgressSliderSkin(slider));
        slider.getStyleClass().add("progress-slider");
        slider.setMinWidth(40);
        slider.setMaxWidth(Double.MAX_VALUE);
        slider.valueProperty().subscribe((_, position) -> dragged(position.doubleValue()));
        slider.addEventFilter(KeyEvent.KEY_PRESSED, this::sliderKey);
        slider.addEventFilter(MouseEvent.MOUSE_CLICKED, this::resetOnDoubleClick);
        StackPane track = new StackPane(slider, new SliderMarks(slider, scale, spec));
        track.getStyleClass().add("slider-track");
        StackPane.setAlignment(slider, Pos.TOP_LEFT);
        VBox.setMargin(track, new Insets(0, 0, 0, LEFT));
        return track;
    }

    private void makeError() {
        error.getStyleClass().add("slider-error");
        error.setId(spec.id() + "-error");
        error.setWrapText(true);
        error.setMinHeight(USE_PREF_SIZE);
        error.managedProperty().bind(error.textProperty().isNotEmpty());
        error.visibleProperty().bind(error.textProperty().isNotEmpty());
        VBox.setMargin(error, new Insets(0, 0, 4, LEFT));
    }

    public SliderSpec spec() {
        return spec;
    }

    public double value() {
        return value.get();
    }

    public ReadOnlyDoubleProperty valueProperty() {
        return value.getReadOnlyProperty();
    }

    /// Shows a value without telling the listeners; one out of range becomes the nearest allowed.
    public void setValue(double wanted) {
        value.set(spec.allows(wanted) ? wanted : scale.snap(wanted));
        show();
    }

    /// Adds a listener to what a person does, called at every change while dragging.
    public void onChange(DoubleConsumer listener) {
        listeners.add(listener);
    }

    /// The slider node, whose id is that of the spec. Its own value is a position on the scale: the
    /// value itself on a linear one.
    public Slider slider() {
        return slider;
    }

    /// The field with the typed value.
    public TextField field() {
        return box.field();
    }

    /// What is wrong with the typed text; empty when nothing is.
    public String errorText() {
        return error.getText();
    }

    /// Goes back to the default, as by hand.
    public void reset() {
        change(spec.initial());
    }

    /// Switches the row off and says why in the tooltip; with an empty reason on again.
    public void setBlocked(String reason) {
        content.setDisable(!reason.isEmpty());
        content.setMouseTransparent(!reason.isEmpty()); // so that this row itself gets the hover
        tooltip.setText(words.tooltip(reason));
        if (reason.isEmpty()) {
            Tooltip.uninstall(this, tooltip);
        } else {
            Tooltip.install(this, tooltip);
        }
    }

    /// Puts something small behind the label.
    public void setBadge(Node... nodes) {
        badge.getChildren().setAll(nodes);
    }

    /// Takes a value as if a person had chosen it.
    void change(double wanted) {
        double before = value.get();
        setValue(wanted);
        if (value.get() != before) {
            for (DoubleConsumer listener : listeners) {
                listener.accept(value.get());
            }
        }
    }

    private void dragged(double position) {
        if (!showing) {
            change(scale.snap(scale.value(position)));
        }
    }

    private void show() {
        showing = true;
        slider.setValue(scale.position(value.get()));
        showing = false;
        showText();
        slider.setAccessibleText(spec.label() + " " + words.withUnit(value.get()));
    }

    private void showText() {
        box.show(spec.text(value.get()), spec.unit(value.get()));
        error.setText("");
        pseudoClassStateChanged(ERROR, false);
    }

    private void commit() {
        String typed = box.field().getText();
        if (typed.equals(spec.text(value.get()))) {
            showText();
            return;
        }
        var number = spec.parse(typed);
        if (number.isPresent() && spec.allows(number.getAsDouble())) {
            change(number.getAsDouble());
        } else {
            error.setText(words.error(typed, value.get()));
            pseudoClassStateChanged(ERROR, true);
        }
    }

    private void leaveField(boolean focused) {
        if (!focused && errorText().isEmpty()) {
            commit();
        }
    }

    private void fieldKey(KeyEvent event) {
        boolean sideways = event.getCode() == KeyCode.LEFT || event.getCode() == KeyCode.RIGHT;
        if (event.getCode() == KeyCode.ESCAPE) {
            showText();
            event.consume();
        } else if (!sideways && event.getCode() != KeyCode.DELETE) {
            sliderKey(event);
        }
    }

    private void sliderKey(KeyEvent event) {
        int size = event.isShiftDown() ? 10 : 1;
        int steps =
                switch (event.getCode()) {
                    case KeyCode.RIGHT, KeyCode.UP -> size;
                    case KeyCode.LEFT, KeyCode.DOWN -> -size;
                    case KeyCode.PAGE_UP -> 10;
                    case KeyCode.PAGE_DOWN -> -10;
                    default -> 0;
                };
        if (steps != 0) {
            change(scale.move(value.get(), steps));
            event.consume();
        } else if (event.getCode() == KeyCode.DELETE) {
            reset();
            event.consume();
        }
    }

    private void resetOnDoubleClick(MouseEvent event) {
        if (event.getClickCount() == 2) {
            reset();
            event.consume();
        }
    }
}
