package filigree.views.recipe;

import filigree.model.method.MethodType;
import filigree.model.method.Param;
import filigree.model.recipe.Catalog;
import filigree.model.recipe.Recipe;
import filigree.views.control.Hint;
import filigree.views.control.Icon;
import filigree.views.control.Section;
import filigree.views.run.RunWords;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javafx.beans.value.ObservableIntegerValue;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Circle;

/// The recipe beside the running training, generated from the methods' descriptions: sliders that
/// act at once on top, everything else in sections that open.
public final class RecipeView extends VBox {
    private static final List<String> SPARSITY_KEYS = List.of("distribution", "ramp");
    private final RecipeViewModel recipe;
    private final RunWords words;
    private final VBox content = new VBox();
    private final Label logged = new Label();
    private final Set<String> open = new LinkedHashSet<>();
    private ParamPanel panel;
    private String structure = "";
    private boolean hinted = true;

    /// @param changes how many changes by hand this run has seen
    public RecipeView(RecipeViewModel recipe, RunWords words, ObservableIntegerValue changes) {
        this.recipe = recipe;
        this.words = words;
        this.panel = new ParamPanel(recipe, words);
        getStyleClass().add("recipe-view");
        content.getStyleClass().add("recipe-content");
        ScrollPane scroll = new ScrollPane(content);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.getStyleClass().add("edge-to-edge");
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().setAll(scroll);
        logged.getStyleClass().addAll("muted", "caption");
        showLogged(changes.get());
        changes.subscribe((_, n) -> showLogged(n.intValue()));
        recipe.draftProperty().subscribe(this::show);
    }

    private void showLogged(int changes) {
        logged.setText(words.own().get("recipe.logged", changes));
    }

    private void show(Recipe draft) {
        String now = SteeringRows.structure(draft);
        if (!now.equals(structure)) {
            structure = now;
            build(draft);
            return;
        }
        for (ParamRow row : panel.rows()) {
            if (!recipe.isChanging(row.path())) {
                row.show().accept(draft.get(row.path()));
            }
        }
    }

    /// The hint is about a number that not every method has.
    private static boolean drops(Recipe draft) {
        return draft.maskUpdater().type().params().stream()
                .anyMatch(p -> p.key().equals("dropFraction"));
    }

    private void build(Recipe draft) {
        panel = new ParamPanel(recipe, words);
        content.getChildren().clear();
        VBox steering = new SteeringRows(recipe, words, panel).rows();
        VBox top = new VBox(8);
        top.getStyleClass().add("recipe-top");
        if (hinted && drops(draft)) {
            top.getChildren()
                    .add(
                            new Hint(
                                    Icon.ARROWS_LEFT_RIGHT,
                                    words.own().get("recipe.hint"),
                                    words.own(),
                                    () -> hinted = false));
        }
        top.getChildren().addAll(steering, panel.refusal());
        content.getChildren().add(top);
        content.getChildren().add(sections(draft));
        content.getChildren().add(legend());
    }

    private VBox sections(Recipe draft) {
        VBox box = new VBox();
        box.getStyleClass().add("recipe-sections");
        box.getChildren()
                .add(
                        section(
                                "run",
                                lengthOf(draft),
                                panel.parametersOf(
                                        Recipe.TYPE,
                                        "",
                                        Set.of("batch", draft.steps() > 0 ? "steps" : "epochs")
                                                ::contains)));
        for (Param<?> param : Recipe.TYPE.params()) {
            if (param instanceof Param.OfMethod<?> p && hasChoice(p)) {
                if (p.key().equals("maskUpdater")) {
                    addUpdater(box, draft, p);
                } else {
                    box.getChildren().add(method(draft, p));
                }
            }
        }
        return box;
    }

    private String lengthOf(Recipe draft) {
        String path = draft.steps() > 0 ? "steps" : "epochs";
        return words.value(draft, path, draft.get(path));
    }

    /// A family with one method without parameters leaves nothing to choose.
    private static boolean hasChoice(Param.OfMethod<?> p) {
        List<? extends MethodType<?>> types = Catalog.family(p.family());
        return types.size() > 1 || !types.getFirst().params().isEmpty();
    }

    private Section method(Recipe draft, Param.OfMethod<?> p) {
        return section(
                p.key(),
                summary(draft, p.key()),
                panel.control(Recipe.TYPE, p, p.key(), words.label(Recipe.TYPE, p)));
    }

    /// The mask updater has two sections: how sparse and where, and how masks change.
    private void addUpdater(VBox box, Recipe draft, Param.OfMethod<?> p) {
        MethodType<?> type = panel.typeAt(p.key());
        boolean shared = type.params().stream().anyMatch(q -> SPARSITY_KEYS.contains(q.key()));
        if (shared) {
            Map<?, ?> tree = (Map<?, ?>) draft.get(p.key());
            String summary =
                    tree.get("distribution") instanceof Map<?, ?> d
                            ? words.value(draft, "maskUpdater.distribution", d)
                            : "";
            box.getChildren()
                    .add(
                            section(
                                    "sparsity",
                                    summary,
                                    panel.parametersOf(type, p.key(), SPARSITY_KEYS::contains)));
        }
        VBox body =
                new VBox(4, chooser(p), panel.parametersOf(type, p.key(), RecipeView::isFurther));
        box.getChildren().add(section(p.key(), summary(draft, p.key()), body));
    }

    private javafx.scene.Node chooser(Param.OfMethod<?> p) {
        return new MethodChooser(recipe, words, panel).of(p, p.key());
    }

    /// How weights grow is chosen with the lock on top.
    private static boolean isFurther(String key) {
        return !SPARSITY_KEYS.contains(key) && !key.equals("growFraction");
    }

    private String summary(Recipe draft, String path) {
        if (path.equals("network")
                && draft.get("network") instanceof Map<?, ?> tree
                && tree.get("hidden") instanceof List<?> hidden) {
            return words.value(draft, "network.hidden", hidden);
        }
        return words.value(draft, path, draft.get(path));
    }

    private Section section(String key, String summary, javafx.scene.Node body) {
        Section section = new Section(words.own().get("recipe.section." + key), summary, body);
        section.setId("section-" + key);
        section.openProperty().set(open.contains(key));
        section.openProperty()
                .subscribe(isOpen -> {
                    if (isOpen) {
                        open.add(key);
                    } else {
                        open.remove(key);
                    }
                });
        return section;
    }

    private HBox legend() {
        Label now = new Label(words.own().get("recipe.actsNow"), dot(true));
        Label next = new Label(words.own().get("recipe.nextRun"), dot(false));
        now.getStyleClass().addAll("muted", "caption");
        next.getStyleClass().addAll("muted", "caption");
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox legend = new HBox(12, now, next, gap, logged);
        legend.setAlignment(Pos.CENTER_LEFT);
        legend.getStyleClass().add("recipe-legend");
        return legend;
    }

    private static Circle dot(boolean filled) {
        Circle dot = new Circle(2.5);
        dot.getStyleClass().addAll("legend-dot", filled ? "filled" : "hollow");
        return dot;
    }
}
