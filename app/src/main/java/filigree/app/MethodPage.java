package filigree.app;

import filigree.model.method.Method;
import filigree.model.method.MethodType;
import filigree.model.method.Param;
import filigree.model.method.ParamValues;
import filigree.model.recipe.Catalog;
import filigree.samples.Sample;
import filigree.samples.Samples;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Everything about one method: its parameters, its source, the samples that use it.
final class MethodPage {
    private final Words words;

    MethodPage(Words words) {
        this.words = words;
    }

    void print(MethodType<?> type, PrintWriter out) {
        String key = "method." + type.id();
        out.println(type.id() + " - " + words.core(key + ".title", type.id()));
        out.println(words.core(key + ".summary", ""));
        out.println(words.get("methods.source", type.source()));
        out.println(words.get("methods.samples", samples(type)));
        for (Param<?> param : type.params()) {
            String at = key + "." + param.key();
            out.println();
            out.println("  " + param.key() + " - " + words.core(at + ".label", param.key()));
            out.println("    " + facts(type, param));
            String help = words.core(at + ".help", "");
            if (!help.isEmpty()) {
                out.println("    " + help);
            }
        }
        if (type.params().isEmpty()) {
            out.println(words.get("methods.none"));
        }
    }

    private String facts(MethodType<?> type, Param<?> param) {
        String timing =
                words.get(
                        param.timing() == Param.Timing.LIVE ? "methods.live" : "methods.next-run");
        return words.get("methods.facts", kind(type, param), byDefault(param), timing);
    }

    /// Kind, range and unit.
    private String kind(MethodType<?> type, Param<?> param) {
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

    private String byDefault(Param<?> param) {
        String text =
                switch (param) {
                    case Param.OfChoice<?> p -> Param.OfChoice.kebab(p.defaultValue());
                    case Param.OfMethod<?> p -> p.defaultValue().type().id();
                    default -> String.valueOf(param.defaultValue());
                };
        return text.isEmpty() ? words.get("methods.empty") : text;
    }

    private String samples(MethodType<?> type) {
        List<String> using =
                Samples.all().stream().filter(s -> uses(s.recipe(), type)).map(Sample::id).toList();
        return using.isEmpty() ? words.get("methods.empty") : String.join(", ", using);
    }

    private static boolean uses(Method method, MethodType<?> type) {
        if (method.type().id().equals(type.id())) {
            return true;
        }
        ParamValues values = MethodType.valuesOf(method);
        return method.type().params().stream()
                .anyMatch(p -> values.get(p) instanceof Method part && uses(part, type));
    }
}
