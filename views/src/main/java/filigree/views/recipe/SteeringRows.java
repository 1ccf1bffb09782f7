package filigree.views.recipe;

import filigree.model.method.MethodType;
import filigree.model.method.Param;
import filigree.model.recipe.MethodCodec;
import filigree.model.recipe.Recipe;
import filigree.views.control.PairLink;
import filigree.views.control.SliderRow;
import filigree.views.run.RunWords;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javafx.scene.layout.VBox;

/// The few sliders a hand reaches for first, on top of the recipe: target sparsity, drop and grow
/// fraction, update interval, learning rate; as many of them as the chosen methods have.
final class SteeringRows {
    private static final String UPDATER = "maskUpdater";
    private static final String SPARSITY = "maskUpdater.sparsity";
    private static final String DROP = "maskUpdater.dropFraction";
    private static final String GROW = "maskUpdater.growFraction";
    private static final String EVERY = "maskUpdater.every";
    private static final String OPTIMIZER = "optimizer";
    private static final String PEAK = "optimizer.peak";
    private static final String SAME = "same";

    private final RecipeViewModel recipe;
    private final RunWords words;
    private final ParamPanel panel;

    SteeringRows(RecipeViewModel recipe, RunWords words, ParamPanel panel) {
        this.recipe = recipe;
        this.words = words;
        this.panel = panel;
    }

    VBox rows() {
        VBox box = new VBox();
        box.getStyleClass().add("steering");
        slider(UPDATER, SPARSITY)
                .ifPresent(row -> {
                    box.getChildren().add(row);
                    if (has(GROW) && !isSame()) {
                        row.setBlocked(words.own().get("recipe.drifting"));
                    }
                });
        if (has(DROP) && has(GROW)) {
            box.getChildren().add(pair());
        } else if (has(DROP)) {
            box.getChildren().add(ofSchedule(DROP));
        }
        slider(UPDATER, EVERY).ifPresent(box.getChildren()::add);
        slider(OPTIMIZER, PEAK).ifPresent(box.getChildren()::add);
        return box;
    }

    private boolean has(String path) {
        String key = path.substring(path.lastIndexOf('.') + 1);
        String owner = path.substring(0, path.lastIndexOf('.'));
        return panel.typeAt(owner).params().stream().anyMatch(p -> p.key().equals(key));
    }

    private Optional<SliderRow> slider(String owner, String path) {
        MethodType<?> type = panel.typeAt(owner);
        return has(path)
                ? Optional.of(
                        sliderFor(
                                type,
                                recipe.draft().param(path),
                                path,
                                words.label(recipe.draft(), path)))
                : Optional.empty();
    }

    private SliderRow sliderFor(MethodType<?> type, Param<?> param, String path, String label) {
        return switch (param) {
            case Param.OfDouble p -> panel.slider(type, p, path, label);
            case Param.OfLong p -> panel.slider(type, p, path, label);
            default -> throw new IllegalArgumentException(path + " is no number");
        };
    }

    /// The slider of a schedule moves its top.
    private SliderRow ofSchedule(String path) {
        MethodType<?> schedule = panel.typeAt(path);
        Param<?> top = schedule.params().getFirst();
        String label = words.label(panel.typeAt(UPDATER), recipe.draft().param(path));
        return sliderFor(schedule, withDefaultOf(path, top), path + "." + top.key(), label);
    }

    /// The default of the number inside is what the method's own default schedule has there.
    private Param<?> withDefaultOf(String path, Param<?> top) {
        if (top instanceof Param.OfDouble number
                && recipe.draft().param(path) instanceof Param.OfMethod<?> owner
                && MethodCodec.encode(owner.defaultValue()).get(top.key()) instanceof Double d) {
            return number.withDefault(d);
        }
        return top;
    }

    private boolean isSame() {
        return panel.typeAt(GROW).id().equals(SAME);
    }

    private PairLink pair() {
        SliderRow drop = ofSchedule(DROP);
        SliderRow grow = isSame() ? mirror(drop) : ofSchedule(GROW);
        PairLink pair = new PairLink("maskUpdater-growFraction-lock", drop, grow, words.own());
        pair.noteProperty().set(words.own().get("recipe.unlocked"));
        pair.equalProperty().set(isSame());
        pair.equalProperty()
                .subscribe((_, equal) ->
                        panel.change(
                                GROW, equal ? Map.of(MethodCodec.METHOD, SAME) : scheduleOf(drop)));
        return pair;
    }

    /// While both are equal the second row shows the first one's value under its own name.
    private SliderRow mirror(SliderRow drop) {
        MethodType<?> schedule = panel.typeAt(DROP);
        Param.OfDouble top = (Param.OfDouble) withDefaultOf(DROP, schedule.params().getFirst());
        String path = GROW + "." + top.key();
        String label = words.label(panel.typeAt(UPDATER), recipe.draft().param(GROW));
        SliderRow row =
                new SliderRow(new SliderSpecs(words).of(schedule, top, path, label), words.own());
        row.setValue(drop.value());
        drop.valueProperty().subscribe((_, now) -> row.setValue(now.doubleValue()));
        return row;
    }

    /// The grow fraction's own schedule when the lock opens: what the drop fraction has.
    private Map<String, Object> scheduleOf(SliderRow drop) {
        MethodType<?> schedule = panel.typeAt(DROP);
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put(MethodCodec.METHOD, schedule.id());
        tree.put(schedule.params().getFirst().key(), drop.value());
        return tree;
    }

    /// What decides which rows there are: when it changes they are made anew.
    static String structure(Recipe recipe) {
        StringBuilder ids = new StringBuilder();
        collect(recipe.toTree(), ids);
        return ids.toString();
    }

    private static void collect(Object node, StringBuilder ids) {
        if (node instanceof Map<?, ?> map) {
            ids.append(map.get(MethodCodec.METHOD)).append('(');
            map.values().forEach(value -> collect(value, ids));
            ids.append(')');
        }
    }
}
