package filigree.model.report;

import java.util.List;

/// What the words of a report mean; every per cent says of what.
final class DefinitionSection {
    private static final List<String> ONE =
            List.of(
                    "accuracy",
                    "loss",
                    "sparsity",
                    "effective",
                    "density",
                    "explored",
                    "overlap",
                    "age",
                    "churn",
                    "step",
                    "recall",
                    "flop");
    private static final List<String> SEVERAL = List.of("group", "spread", "test", "points");

    private DefinitionSection() {}

    static void write(Page page, boolean several) {
        page.section("definitions.title");
        page.html().open("dl", "class", "definitions");
        ONE.forEach(key -> define(page, key));
        if (several) {
            SEVERAL.forEach(key -> define(page, key));
        }
        page.html().close();
        page.end();
    }

    private static void define(Page page, String key) {
        page.html()
                .element("dt", page.get("define." + key))
                .element("dd", page.get("define." + key + ".text"));
    }
}
