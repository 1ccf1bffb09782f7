package filigree.model.report;

import filigree.model.file.AtomicFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/// Writes the report of one or several runs: a single HTML file that needs nothing else, no script,
/// no network, no fonts. It contains what the folders say and nothing of the moment it is written,
/// so equal folders give equal bytes.
public final class Report {
    private static final String POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

    private Report() {}

    /// Where the report of one run belongs: `report/report.html` inside its folder.
    public static Path target(Path run) {
        return run.resolve("report").resolve("report.html");
    }

    /// Writes a report, whole or not at all.
    ///
    /// @param runs folders of runs; with one, a report of that run, else a comparison
    /// @param target file to write or replace; its folder is made if need be
    /// @param locale language of the report
    /// @return `target`
    /// @throws filigree.model.error.UserFacingException if a folder holds no run, or the file
    ///   cannot be written
    public static Path write(List<Path> runs, Path target, Locale locale) {
        if (runs.isEmpty()) {
            throw new IllegalArgumentException("no run to report on");
        }
        Words words = Words.in(locale);
        List<RunFacts> facts = runs.stream().map(r -> RunFacts.read(r, words)).toList();
        String text = facts.size() == 1 ? ofOne(facts.getFirst(), words) : ofMany(facts, words);
        Path folder = target.toAbsolutePath().getParent();
        if (folder != null) {
            try {
                Files.createDirectories(folder);
            } catch (IOException _) {
                // the writer says what is wrong with the folder
            }
        }
        AtomicFile.writeString(target, text);
        return target;
    }

    private static String ofOne(RunFacts run, Words words) {
        Page page = new Page(words);
        begin(page, run.name(), run.name(), List.of(run));
        page.html().element("p", Statement.what(run, words), "class", "lead");
        callout(page, run);
        SummarySection.write(page, run);
        CurvesSection.write(page, run);
        MaskSection.write(page, run);
        LayerSection.write(page, run);
        ClassSection.write(page, run);
        ScheduleSection.write(page, run);
        ChangesSection.write(page, run);
        RecipeSection.write(page, run);
        MethodSection.write(page, List.of(run));
        EnvironmentSection.write(page, run);
        CommandSection.write(page, List.of(run));
        AuditSection.write(page, List.of(run));
        DefinitionSection.write(page, false);
        return end(page);
    }

    private static String ofMany(List<RunFacts> runs, Words words) {
        Page page = new Page(words);
        List<RunGroup> groups = RunGroup.of(runs);
        String title = words.get("many.title", words.count(runs.size()));
        begin(page, title, words.get("many.groups", words.count(groups.size())), runs);
        page.html().element("p", words.get("many.lead"), "class", "lead");
        ComparisonSection.write(page, groups);
        RunsSection.write(page, groups);
        MethodSection.write(page, runs);
        CommandSection.write(page, runs);
        AuditSection.write(page, runs);
        DefinitionSection.write(page, true);
        return end(page);
    }

    private static void begin(Page page, String title, String label, List<RunFacts> runs) {
        Html html = page.html();
        html.open("html", "lang", page.words().own().locale().toLanguageTag()).open("head");
        html.empty("meta", "charset", "utf-8");
        html.empty("meta", "http-equiv", "Content-Security-Policy", "content", POLICY);
        html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        html.element("title", page.get("title", title)).style(css()).close();
        html.open("body").open("main");
        html.open("header").open("span", "class", "brand");
        Logo.draw(html);
        html.element("b", "Filigree").text(" ").element("span", page.get("report")).close();
        String day = runs.getFirst().started().map(page.words()::day).orElse("");
        String version =
                runs.getFirst().environment().get("filigree") instanceof String v
                        ? page.get("version", v)
                        : "";
        String where = runs.size() == 1 ? page.get("run", runs.getFirst().folderName()) : label;
        html.element(
                        "span",
                        String.join(
                                " · ",
                                List.of(day, where, version).stream()
                                        .filter(s -> !s.isEmpty())
                                        .toList()),
                        "class",
                        "m")
                .close();
        html.element("h1", title);
    }

    private static void callout(Page page, RunFacts run) {
        Words w = page.words();
        boolean good = run.finished() && run.problems().isEmpty();
        page.html().open("div", "class", good ? "callout" : "callout warn").open("p");
        page.html()
                .element("b", String.join(w.get("gap"), Statement.result(run, w)))
                .text(w.get("gap") + Statement.ended(run, w))
                .close();
        page.html().element("p", w.get("one-seed"));
        for (String problem : run.problems()) {
            page.html().element("p", w.get("problem", problem));
        }
        page.html().close();
    }

    private static String end(Page page) {
        page.html().close().close().close();
        return page.html().toString();
    }

    private static String css() {
        try (var in = Report.class.getResourceAsStream("/filigree/model/report.css")) {
            return new String(
                    Objects.requireNonNull(in, "report.css").readAllBytes(),
                    StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
