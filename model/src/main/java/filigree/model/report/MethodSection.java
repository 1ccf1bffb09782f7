package filigree.model.report;

import filigree.model.method.Method;
import filigree.model.method.MethodType;
import filigree.model.method.Param;
import filigree.model.method.ParamValues;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What each method of the recipe does and whom to cite for it.
final class MethodSection {
    private MethodSection() {}

    /// @param runs whose methods are described, each once
    static void write(Page page, List<RunFacts> runs) {
        Words w = page.words();
        Set<MethodType<?>> types = new LinkedHashSet<>();
        runs.forEach(r -> r.recipe().ifPresent(recipe -> collect(recipe, types)));
        page.section("methods.title");
        if (types.isEmpty()) {
            page.paragraph(w.get("methods.none"));
        }
        page.html().open("dl", "class", "methods");
        for (MethodType<?> type : types) {
            page.html().element("dt", w.method(type.id()));
            page.html().open("dd");
            String summary = w.core("method." + type.id() + ".summary", "");
            if (!summary.isEmpty()) {
                page.html().text(summary + " ");
            }
            page.html()
                    .element(
                            "span",
                            w.get("methods.source", type.source()),
                            "class",
                            "m")
                    .close();
        }
        page.html().close();
        page.note(w.get("methods.conventions"));
        page.end();
    }

    private static void collect(Method method, Set<MethodType<?>> types) {
        ParamValues values = MethodType.valuesOf(method);
        for (Param<?> param : method.type().params()) {
            if (values.get(param) instanceof Method inner) {
                types.add(inner.type());
                collect(inner, types);
            }
        }
    }
}
