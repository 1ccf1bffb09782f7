package filigree.views.run;

import filigree.model.method.Method;
import filigree.model.method.MethodType;
import filigree.model.method.Param;
import filigree.model.method.Param.OfChoice;
import filigree.model.method.Param.Unit;
import filigree.model.recipe.Catalog;
import filigree.model.recipe.MethodCodec;
import filigree.model.recipe.Recipe;
import filigree.model.text.Texts;
import filigree.views.control.Numbers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/// How recipes and their values read in the window, in one language.
///
/// @param core the core's words: methods and parameters
/// @param own the window's words
public record RunWords(Texts core, Texts own) {
    private static final int EQUAL_SIZES = 4; // in a row, from which they are counted

    public String title(MethodType<?> type) {
        return core.get("method." + type.id() + ".title");
    }

    public String summary(MethodType<?> type) {
        return core.get("method." + type.id() + ".summary");
    }

    public String label(MethodType<?> type, Param<?> param) {
        return core.get("method." + type.id() + "." + param.key() + ".label");
    }

    public String help(MethodType<?> type, Param<?> param) {
        return core.get("method." + type.id() + "." + param.key() + ".help");
    }

    public String choice(MethodType<?> type, Param<?> param, Enum<?> constant) {
        return core.get("method." + type.id() + "." + param.key() + "." + OfChoice.kebab(constant));
    }

    /// Returns the word behind a number, or an empty text.
    public String unit(Unit unit) {
        return switch (unit) {
            case NONE -> "";
            case PERCENT -> "%";
            case STEPS, EPOCHS, EXAMPLES, BITS, BATCHES ->
                    core.get("unit." + unit.name().toLowerCase(java.util.Locale.ROOT));
        };
    }

    /// Returns the label of the value at a path of a recipe; a schedule's own value is called as
    /// the schedule is.
    public String label(Recipe recipe, String path) {
        String[] keys = path.split("\\.", -1);
        MethodType<?> type = Recipe.TYPE;
        String label = "";
        for (int i = 0; i < keys.length; i++) {
            String key = keys[i];
            Param<?> param =
                    type.params().stream()
                            .filter(p -> p.key().equals(key))
                            .findFirst()
                            .orElseThrow();
            boolean ofSchedule = i > 0 && isSchedule(type);
            label = ofSchedule ? label : label(type, param);
            String here = String.join(".", List.of(keys).subList(0, i + 1));
            if (param instanceof Param.OfMethod<?> && recipe.get(here) instanceof Map<?, ?> tree) {
                type = Catalog.find(String.valueOf(tree.get(MethodCodec.METHOD))).orElseThrow();
            }
        }
        return label;
    }

    private static boolean isSchedule(MethodType<?> type) {
        return Catalog.family(filigree.model.schedule.Schedule.class).contains(type);
    }

    /// Returns a value of recipe JSON as a person reads it.
    public String value(Recipe recipe, String path, Object value) {
        return switch (value) {
            case Map<?, ?> tree ->
                    Catalog.find(String.valueOf(tree.get(MethodCodec.METHOD)))
                            .map(this::title)
                            .orElse("?");
            case Number n -> number(recipe.param(path), n.doubleValue());
            case List<?> list -> sizes(list);
            case Boolean b -> own.get(b ? "recipe.on" : "recipe.off");
            default -> String.valueOf(value);
        };
    }

    private String number(Param<?> param, double value) {
        return switch (param) {
            case Param.OfDouble p when p.unit() == Unit.PERCENT -> Numbers.percent(value, 1);
            case Param.OfDouble p when p.scale() == Param.Scale.LOG -> Numbers.rate(value, 2);
            case Param.OfDouble _ -> Numbers.fixed(value, 3);
            case Param.OfLong p -> (Numbers.count(Math.round(value)) + " " + unit(p.unit())).trim();
            case Param.OfFlag _,
                    Param.OfText _,
                    Param.OfNumbers _,
                    Param.OfChoice<?> _,
                    Param.OfMethod<?> _ ->
                    String.valueOf(value);
        };
    }

    /// Returns what a method is, in a few words: its title.
    public String titleOf(Method method) {
        return title(method.type());
    }

    /// `300-100`; equal sizes in a row become `64 × 19`.
    private static String sizes(List<?> list) {
        List<String> parts = new ArrayList<>();
        for (int from = 0, to; from < list.size(); from = to) {
            to = from + 1;
            while (to < list.size() && list.get(to).equals(list.get(from))) {
                to++;
            }
            String size = String.valueOf(list.get(from));
            if (to - from >= EQUAL_SIZES) {
                parts.add(size + " × " + (to - from));
            } else {
                parts.addAll(Collections.nCopies(to - from, size));
            }
        }
        return String.join("-", parts);
    }
}
