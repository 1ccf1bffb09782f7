package filigree.app;

import filigree.model.method.Method;
import filigree.model.method.MethodType;
import filigree.model.method.Param;
import filigree.model.recipe.Catalog;
import java.util.Locale;
import java.util.stream.Collectors;

/// What a parameter takes, in words: its kind with range and unit, its default, when it acts.
///
/// @param words in one language
record ParamWords(Words words) {
    String kind(MethodType<?> type, Param<?> param) {
        return switch (param) {
            case Param.OfDouble p -> words.get("kind.number", p.min(), p.max()) + unit(p.unit());
            case Param.OfLong p ->
                    words.get("kind.whole", words.count(p.min()), words.count(p.max()))
                            + unit(p.unit());
            case Param.OfFlag _ -> words.get("kind.flag");
            case Param.OfText p -> words.get("kind.text", words.count(p.maxLength()));
            case Param.OfNumbers p ->
                    words.get(
                            "kind.numbers",
                            words.count(p.maxCount()),
                            words.count(p.min()),
                            words.count(p.max()));
            case Param.OfChoice<?> p -> words.get("kind.choice", choices(type, p));
            case Param.OfMethod<?> p -> words.get("kind.method", methods(p));
        };
    }

    private String choices(MethodType<?> type, Param.OfChoice<?> param) {
        return param.choices().stream()
                .map(Param.OfChoice::kebab)
                .map(c -> {
                    String key = "method." + type.id() + "." + param.key() + "." + c;
                    String word = words.core(key, c);
                    return word.equals(c) ? c : c + " (" + word + ")";
                })
                .collect(Collectors.joining(", "));
    }

    private static <M extends Method> String methods(Param.OfMethod<M> param) {
        return Catalog.family(param.family()).stream()
                .<String>map(MethodType::id)
                .filter(id -> !param.excluded().contains(id))
                .collect(Collectors.joining(", "));
    }

    private String unit(Param.Unit unit) {
        if (unit == Param.Unit.NONE) {
            return "";
        }
        String name = unit.name().toLowerCase(Locale.ROOT);
        return unit == Param.Unit.PERCENT
                ? " " + words.get("kind.fraction")
                : " " + words.core("unit." + name, name);
    }

    String byDefault(Param<?> param) {
        String text =
                switch (param) {
                    case Param.OfChoice<?> p -> Param.OfChoice.kebab(p.defaultValue());
                    case Param.OfMethod<?> p -> p.defaultValue().type().id();
                    default -> String.valueOf(param.defaultValue());
                };
        return text.isEmpty() ? words.get("methods.empty") : text;
    }

    String timing(Param<?> param) {
        return words.get(param.timing() == Param.Timing.LIVE ? "methods.live" : "methods.next-run");
    }
}
