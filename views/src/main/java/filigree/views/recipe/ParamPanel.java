package filigree.views.recipe;

import filigree.model.error.UserFacingException;
import filigree.model.method.Method;
import filigree.model.method.MethodType;
import filigree.model.method.Param;
import filigree.model.recipe.Catalog;
import filigree.model.recipe.MethodCodec;
import filigree.views.control.Segmented;
import filigree.views.control.SliderRow;
import filigree.views.run.RunWords;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import javafx.geometry.Pos;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;

/// Controls for the parameters of any method, built from its description alone.
final class ParamPanel {
    private static final int WIDEST = 225; // pixels of a row of words side by side
    private static final int LETTER = 7;
    private static final int EDGES = 20; // around each word

    private final RecipeViewModel recipe;
    private final RunWords words;
    private final SliderSpecs specs;
    private final Label refusal = new Label();
    private final List<ParamRow> rows = new ArrayList<>();

    ParamPanel(RecipeViewModel recipe, RunWords words) {
        this.recipe = recipe;
        this.words = words;
        this.specs = new SliderSpecs(words);
        refusal.getStyleClass().addAll("note", "danger-text");
        refusal.setWrapText(true);
        refusal.managedProperty().bind(refusal.textProperty().isNotEmpty());
    }

    /// Every row made so far, nested ones included.
    List<ParamRow> rows() {
        return rows;
    }

    /// Where a value that is not allowed is said.
    Node refusal() {
        return refusal;
    }

    /// Makes controls for the parameters of the method at a path, but for those that have one.
    ///
    /// @param path of the method in the recipe; empty for the recipe itself
    /// @param wanted which parameters, by key
    VBox parametersOf(MethodType<?> type, String path, Predicate<String> wanted) {
        VBox box = new VBox(4);
        box.getStyleClass().add("param-panel");
        for (Param<?> param : type.params()) {
            String at = path.isEmpty() ? param.key() : path + "." + param.key();
            if (wanted.test(param.key()) && rows.stream().noneMatch(r -> r.path().equals(at))) {
                box.getChildren().add(control(type, param, at, words.label(type, param)));
            }
        }
        return box;
    }

    /// Makes the control of one parameter.
    Node control(MethodType<?> type, Param<?> param, String path, String label) {
        return switch (param) { // no default: a new kind of parameter must be given a control here
            case Param.OfDouble p -> slider(type, p, path, label);
            case Param.OfLong p -> slider(type, p, path, label);
            case Param.OfFlag p -> flag(type, p, path, label);
            case Param.OfChoice<?> p -> choice(type, p, path, label);
            case Param.OfText p -> text(type, p, path, label);
            case Param.OfNumbers p -> numbers(type, p, path, label);
            case Param.OfMethod<?> p -> method(type, p, path, label);
        };
    }

    SliderRow slider(MethodType<?> type, Param.OfDouble p, String path, String label) {
        SliderRow row = new SliderRow(specs.of(type, p, path, label), words.own());
        row.onChange(value -> change(path, SliderSpecs.value(p, value)));
        add(path, row, raw -> row.setValue(SliderSpecs.shown(p, ((Number) raw).doubleValue())));
        return row;
    }

    SliderRow slider(MethodType<?> type, Param.OfLong p, String path, String label) {
        long now = ((Number) recipe.draft().get(path)).longValue();
        SliderRow row = new SliderRow(specs.of(type, p, path, label, now), words.own());
        row.onChange(value -> change(path, Math.round(value)));
        add(path, row, raw -> row.setValue(((Number) raw).doubleValue()));
        return row;
    }

    private Node flag(MethodType<?> type, Param.OfFlag p, String path, String label) {
        CheckBox box = new CheckBox(label);
        box.setMinHeight(28);
        box.setOnAction(_ -> change(path, box.isSelected()));
        identify(box, type, p, path, label);
        add(path, box, raw -> box.setSelected((Boolean) raw));
        return box;
    }

    private <E extends Enum<E>> Node choice(
            MethodType<?> type, Param.OfChoice<E> p, String path, String label) {
        if (!fitsSegments(type, p)) {
            return chooser(type, p, path, label);
        }
        Segmented<E> segments =
                new Segmented<>(p.choices(), constant -> words.choice(type, p, constant));
        segments.getStyleClass().add("small");
        segments.setId(ParamRow.id(path));
        segments.onChange(constant -> change(path, Param.OfChoice.kebab(constant)));
        add(
                path,
                segments,
                raw ->
                        p.choices().stream()
                                .filter(c -> Param.OfChoice.kebab(c).equals(raw))
                                .findFirst()
                                .ifPresent(segments::setValue));
        return labelled(label, words.help(type, p), segments);
    }

    /// Whether all words of a choice have room side by side.
    private <E extends Enum<E>> boolean fitsSegments(MethodType<?> type, Param.OfChoice<E> p) {
        int width = 0;
        for (E constant : p.choices()) {
            width += EDGES;
            for (char c : words.choice(type, p, constant).toCharArray()) {
                width += c < 0x2E80 ? LETTER : 2 * LETTER; // a Chinese character is a square
            }
        }
        return width <= WIDEST;
    }

    private <E extends Enum<E>> Node chooser(
            MethodType<?> type, Param.OfChoice<E> p, String path, String label) {
        ComboBox<E> combo = new ComboBox<>();
        combo.getItems().setAll(p.choices());
        combo.setConverter(
                new StringConverter<>() {
                    @Override
                    public String toString(@Nullable E constant) {
                        return constant == null ? "" : words.choice(type, p, constant);
                    }

                    @Override
                    public E fromString(String word) {
                        throw new UnsupportedOperationException("it is no text field");
                    }
                });
        identify(combo, type, p, path, label);
        combo.setMaxWidth(Double.MAX_VALUE);
        combo.setOnAction(_ -> {
            E chosen = combo.getValue();
            if (chosen != null && !Param.OfChoice.kebab(chosen).equals(recipe.draft().get(path))) {
                change(
                        path,
                        Param.OfChoice.kebab(chosen)); // by a hand: else it is what the draft says
            }
        });
        add(
                path,
                combo,
                raw ->
                        p.choices().stream()
                                .filter(c -> Param.OfChoice.kebab(c).equals(raw))
                                .findFirst()
                                .ifPresent(combo::setValue));
        Label text = new Label(label);
        text.setTooltip(new Tooltip(words.help(type, p)));
        return new VBox(4, text, combo);
    }

    private Node text(MethodType<?> type, Param.OfText p, String path, String label) {
        TextField field = field(type, p, path, label);
        field.setOnAction(_ -> change(path, field.getText()));
        add(path, field, raw -> field.setText(String.valueOf(raw)));
        return labelled(label, words.help(type, p), field);
    }

    private Node numbers(MethodType<?> type, Param.OfNumbers p, String path, String label) {
        TextField field = field(type, p, path, label);
        field.setOnAction(_ ->
                change(
                        path,
                        Arrays.stream(field.getText().trim().split("[^0-9]+"))
                                .filter(s -> !s.isEmpty() && s.length() < 10)
                                .map(Integer::valueOf)
                                .toList()));
        add(
                path,
                field,
                raw ->
                        field.setText(
                                String.join(
                                        ", ",
                                        ((List<?>) raw).stream().map(String::valueOf).toList())));
        return labelled(label, words.help(type, p), field);
    }

    private TextField field(MethodType<?> type, Param<?> p, String path, String label) {
        TextField field = new TextField();
        field.focusedProperty()
                .subscribe(focused -> {
                    if (!focused && field.getOnAction() != null && field.getScene() != null) {
                        showValue(path);
                    }
                });
        identify(field, type, p, path, label);
        return field;
    }

    private <M extends Method> Node method(
            MethodType<?> type, Param.OfMethod<M> p, String path, String label) {
        VBox box = new VBox(4);
        if (Catalog.family(p.family()).size() - p.excluded().size() > 1) {
            ComboBox<MethodType<?>> combo = new MethodChooser(recipe, words, this).of(p, path);
            box.getChildren().add(labelled(label, words.help(type, p), combo));
        }
        box.getChildren().add(parametersOf(typeAt(path), path, _ -> true));
        return box;
    }

    /// Returns the method that the draft has at a path.
    MethodType<?> typeAt(String path) {
        Map<?, ?> tree = (Map<?, ?>) recipe.draft().get(path);
        return Catalog.find(String.valueOf(tree.get(MethodCodec.METHOD))).orElseThrow();
    }

    private void identify(
            Control control, MethodType<?> type, Param<?> p, String path, String label) {
        control.setId(ParamRow.id(path));
        control.setAccessibleText(label);
        control.setTooltip(new Tooltip(words.help(type, p)));
    }

    private static Node labelled(String label, String help, Region control) {
        Label text = new Label(label);
        text.setMinWidth(Region.USE_PREF_SIZE);
        text.setTooltip(new Tooltip(help));
        if (control
                instanceof Segmented<?>) { // words are never cut: they go to a line of their own
            FlowPane row = new FlowPane(12, 4, text, control);
            row.setPrefWrapLength(0);
            row.setRowValignment(VPos.CENTER);
            row.setAlignment(Pos.CENTER_LEFT);
            row.setMinHeight(32);
            return row;
        }
        HBox row = new HBox(12, text, control);
        row.setAlignment(Pos.CENTER_LEFT);
        row.setMinHeight(32);
        HBox.setHgrow(control, Priority.ALWAYS);
        return row;
    }

    private void add(String path, Node node, java.util.function.Consumer<Object> show) {
        rows.add(new ParamRow(path, node, show));
        show.accept(recipe.draft().get(path));
    }

    void change(String path, Object value) {
        try {
            recipe.change(path, value);
            refusal.setText("");
        } catch (UserFacingException e) {
            refusal.setText(words.core().get(e));
            showValue(path);
        }
    }

    private void showValue(String path) {
        for (ParamRow row : rows) {
            if (row.path().equals(path)) {
                row.show().accept(recipe.draft().get(path));
            }
        }
    }
}
