package filigree.model.report;

import filigree.model.method.Method;
import filigree.model.method.MethodType;
import filigree.model.method.Param;
import filigree.model.method.ParamValues;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What each method of the recipe does and whom to cite for it.
final class MethodSection {
    private MethodSection() {}

    /// @param runs whose methods are described, each once
    static void write(Page page, List<RunFacts> runs) {
        Words w = page.words();
        Map<MethodType<?>, String> types = new LinkedHashMap<>();
        runs.forEach(r -> r.recipe().ifPresent(recipe -> collect(recipe, types, w)));
        page.section("methods.title");
        if (types.isEmpty()) {
            page.paragraph(w.get("methods.none"));
        }
        page.html().open("dl", "class", "methods");
        for (var entry : types.entrySet()) {
            MethodType<?> type = entry.getKey();
            page.html().element("dt", w.get("methods.role", entry.getValue(), w.method(type.id())));
            page.html().open("dd");
            String summary = w.core("method." + type.id() + ".summary", "");
            if (!summary.isEmpty()) {
                page.html().text(summary + " ");
            }
            page.html()
                    .element("span", w.get("methods.source", type.source()), "class", "m")
                    .close();
        }
        page.html().close();
        page.note(w.get("methods.conventions"));
        page.end();
    }

    /// Adds the methods inside a method, each with the role in which it is first met.
    private static void collect(Method method, Map<MethodType<?>, String> types, Words w) {
        ParamValues values = MethodType.valuesOf(method);
        for (Param<?> param : method.type().params()) {
            if (values.get(param) instanceof Method inner) {
                types.putIfAbsent(inner.type(), w.label(method.type().id(), param.key()));
                collect(inner, types, w);
            }
        }
    }
}
