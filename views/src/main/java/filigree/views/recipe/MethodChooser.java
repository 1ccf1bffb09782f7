package filigree.views.recipe;

import filigree.model.method.Method;
import filigree.model.method.MethodType;
import filigree.model.method.Param;
import filigree.model.method.ParamValues;
import filigree.model.recipe.Catalog;
import filigree.model.recipe.MethodCodec;
import filigree.views.run.RunWords;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Tooltip;
import javafx.util.StringConverter;

/// A box that chooses one method of a family. What the new method shares with the old one, by key,
/// keeps its value: RigL at 95 % becomes SET at 95 %, a cosine from 0.3 a constant 0.3.
///
/// @param recipe whose draft is changed
/// @param words in the window's language
/// @param panel through which changes go
record MethodChooser(RecipeViewModel recipe, RunWords words, ParamPanel panel) {
    <M extends Method> ComboBox<MethodType<?>> of(Param.OfMethod<M> p, String path) {
        List<MethodType<?>> types =
                Catalog.family(p.family()).stream()
                        .<MethodType<?>>map(t -> t)
                        .filter(t -> !p.excluded().contains(t.id()))
                        .toList();
        MethodType<?> chosen = panel.typeAt(path);
        ComboBox<MethodType<?>> combo = new ComboBox<>();
        combo.getItems().setAll(types);
        combo.setConverter(titles(types));
        combo.setValue(chosen);
        combo.setMaxWidth(Double.MAX_VALUE);
        combo.setId(ParamRow.id(path));
        combo.setAccessibleText(words.label(recipe.draft(), path));
        combo.setTooltip(new Tooltip(words.summary(chosen)));
        combo.setOnAction(_ -> {
            MethodType<?> wanted = combo.getValue();
            if (wanted != null && !wanted.equals(panel.typeAt(path))) {
                panel.change(path, keeping(wanted, path));
            }
        });
        return combo;
    }

    private Map<String, Object> keeping(MethodType<?> wanted, String path) {
        Map<?, ?> old = (Map<?, ?>) recipe.draft().get(path);
        Method fresh = wanted.create(ParamValues.none());
        Map<String, Object> tree = new LinkedHashMap<>(MethodCodec.encode(fresh));
        tree.replaceAll((key, value) -> {
            Object kept = key.equals(MethodCodec.METHOD) ? null : old.get(key);
            return kept == null ? value : kept;
        });
        onlyNumber(panel.typeAt(path))
                .ifPresent(from ->
                        onlyNumber(wanted).ifPresent(to -> tree.put(to, valueOf(old, from))));
        return tree;
    }

    /// A schedule has one number under one name or another: its top.
    private static Optional<String> onlyNumber(MethodType<?> type) {
        return type.params().size() == 1 && type.params().getFirst() instanceof Param.OfDouble p
                ? Optional.of(p.key())
                : Optional.empty();
    }

    private static Object valueOf(Map<?, ?> tree, String key) {
        return Objects.requireNonNull(tree.get(key), key);
    }

    private StringConverter<MethodType<?>> titles(List<MethodType<?>> types) {
        return new StringConverter<>() {
            @Override
            public String toString(MethodType<?> type) {
                return type == null ? "" : words.title(type);
            }

            @Override
            public MethodType<?> fromString(String title) {
                return types.stream()
                        .filter(t -> words.title(t).equals(title))
                        .findFirst()
                        .orElse(types.getFirst());
            }
        };
    }
}
