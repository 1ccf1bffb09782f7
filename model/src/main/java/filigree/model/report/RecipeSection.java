package filigree.model.report;

import filigree.model.file.Json;
import filigree.model.method.Method;
import filigree.model.method.MethodType;
import filigree.model.method.Param;
import filigree.model.method.ParamValues;
import filigree.model.recipe.Recipe;
import java.util.List;
import java.util.Optional;

/// Every parameter of a recipe in words, and the recipe as a program reads it.
final class RecipeSection {
    private RecipeSection() {}

    static void write(Page page, RunFacts run) {
        Words w = page.words();
        page.section("recipe.title");
        Optional<Recipe> recipe = run.recipe();
        if (recipe.isPresent()) {
            page.note(w.get("recipe.note"));
            table(page, recipe.get());
        } else {
            page.paragraph(w.get("recipe.unreadable"));
        }
        if (!run.recipeTree().isEmpty()) {
            page.heading(w.get("recipe.json"));
            page.json(Json.write(run.recipeTree()).stripTrailing());
        }
        page.end();
    }

    private static void table(Page page, Recipe recipe) {
        Words w = page.words();
        page.html().open("table", "class", "recipe").open("tbody");
        params(page, recipe, "", 0, w);
        page.html().close().close();
    }

    private static void params(Page page, Method method, String path, int depth, Words w) {
        String id = method.type().id();
        ParamValues values = MethodType.valuesOf(method);
        for (Param<?> param : method.type().params()) {
            Object value = values.get(param);
            if (depth == 0 && absent(param.key(), value)) {
                continue;
            }
            String at = path.isEmpty() ? param.key() : path + "." + param.key();
            page.html()
                    .open("tr")
                    .element("td", w.label(id, param.key()), "class", "d" + Math.min(depth, 3))
                    .element("td", text(id, param, value, w), "class", "v")
                    .element("td", at, "class", "m code")
                    .close();
            if (value instanceof Method inner) {
                params(page, inner, at, depth + 1, w);
            }
        }
    }

    /// A recipe says its length in steps or in epochs; the other one is 0.
    private static boolean absent(String key, Object value) {
        return List.of("steps", "epochs").contains(key) && value.equals(0L);
    }

    private static String text(String method, Param<?> param, Object value, Words w) {
        return switch (param) {
            case Param.OfDouble d -> decimal(d, (Double) value, w);
            case Param.OfLong n ->
                    n.key().equals("seed")
                            ? value.toString()
                            : united(w.count((Long) value), n.unit(), w);
            case Param.OfFlag _ -> w.get((Boolean) value ? "flag.on" : "flag.off");
            case Param.OfChoice<?> c -> {
                String kebab = Param.OfChoice.kebab((Enum<?>) value);
                yield w.core("method." + method + "." + c.key() + "." + kebab, kebab);
            }
            case Param.OfText _ ->
                    value.toString().isEmpty() ? w.get("text.empty") : value.toString();
            case Param.OfNumbers _ -> RunFacts.plain(value).replace(",", ", ");
            case Param.OfMethod<?> _ -> w.method(((Method) value).type().id());
        };
    }

    private static String decimal(Param.OfDouble param, double value, Words w) {
        return param.unit() == Param.Unit.PERCENT
                ? plain(100 * value) + "\u00a0%"
                : united(plain(value), param.unit(), w);
    }

    /// A number with the digits it needs, at most eight.
    private static String plain(double value) {
        return java.math.BigDecimal.valueOf(value)
                .round(new java.math.MathContext(8))
                .stripTrailingZeros()
                .toPlainString()
                .replace('-', '\u2212');
    }

    private static String united(String number, Param.Unit unit, Words w) {
        String word =
                unit == Param.Unit.NONE
                        ? ""
                        : w.core("unit." + unit.name().toLowerCase(java.util.Locale.ROOT), "");
        return word.isEmpty() ? number : number + "\u00a0" + word;
    }
}
