package filigree.model.report;

import filigree.model.method.Param;
import filigree.model.recipe.Recipe;
import filigree.model.report.Page.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a hand changed while the run was running.
final class ChangesSection {
    private ChangesSection() {}

    static void write(Page page, RunFacts run) {
        page.section("changes.title");
        table(page, run);
        page.end();
    }

    /// The changes without a heading.
    static void table(Page page, RunFacts run) {
        Words w = page.words();
        if (run.changes().isEmpty()) {
            page.paragraph(w.get("changes.none"));
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        for (RunFacts.HandChange c : run.changes()) {
            rows.add(
                    List.of(
                            w.count(c.step()),
                            label(run.recipe(), c.path(), w),
                            c.path(),
                            (c.before().isEmpty() ? w.get("missing") : c.before())
                                    + " → "
                                    + c.after()));
        }
        page.table(
                List.of(
                        Column.number(w.get("changes.step")),
                        Column.text(w.get("changes.what")),
                        Column.text(w.get("changes.path")),
                        Column.text(w.get("changes.values"))),
                rows,
                false);
        page.note(w.get("changes.note"));
    }

    /// The name of the parameter at a path, its last key where it has none.
    static String label(Optional<Recipe> recipe, String path, Words w) {
        String[] keys = path.split("\\.", -1);
        String key = keys[keys.length - 1];
        if (recipe.isEmpty()) {
            return key;
        }
        try {
            Param<?> param = recipe.get().param(path);
            Object above =
                    keys.length == 1
                            ? "recipe"
                            : recipe.get()
                                    .get(path.substring(0, path.lastIndexOf('.')) + ".method");
            return w.label(above.toString(), param.key());
        } catch (IllegalArgumentException _) {
            return key; // of a method that was chosen during the run
        }
    }
}
