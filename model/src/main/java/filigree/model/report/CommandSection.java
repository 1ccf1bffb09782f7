package filigree.model.report;

import java.util.List;

/// The commands that repeat a run.
final class CommandSection {
    private CommandSection() {}

    static void write(Page page, List<RunFacts> runs) {
        Words w = page.words();
        page.section("commands.title");
        StringBuilder lines = new StringBuilder();
        for (RunFacts run : runs) {
            String folder = quoted(run.folderName());
            if (!run.recipeTree().isEmpty()) {
                lines.append("filigree train ").append(quoted(run.folderName() + "/recipe.json"));
                run.seed().ifPresent(s -> lines.append(" --seed ").append(s));
                lines.append('\n');
            }
            lines.append("filigree replay ").append(folder).append('\n');
        }
        page.code(lines.toString().stripTrailing());
        boolean byHand = runs.stream().anyMatch(r -> !r.changes().isEmpty());
        page.note(w.get(byHand ? "commands.by-hand" : "commands.note"));
        page.end();
    }

    /// A word for a shell: in single quotes unless it is plain.
    static String quoted(String word) {
        return word.matches("[A-Za-z0-9_][A-Za-z0-9._/-]*")
                ? word
                : "'" + word.replace("'", "'\\''") + "'";
    }
}
