package filigree.model.report;

import filigree.model.report.Judged.ClassCount;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Who is recognised and who is forgotten: recall of each class, with counts and intervals.
final class ClassSection {
    private static final double WIDTH = 200;

    private ClassSection() {}

    static void write(Page page, RunFacts run) {
        Words w = page.words();
        page.section("classes.title");
        boolean test = run.test().map(t -> !t.classes().isEmpty()).orElse(false);
        Optional<Judged> judged = test ? run.test() : run.validation();
        List<ClassCount> classes = judged.map(Judged::classes).orElse(List.of());
        if (classes.isEmpty()) {
            page.paragraph(w.get("classes.none"));
            page.end();
            return;
        }
        page.html().open("table", "class", "classes").open("thead").open("tr");
        page.html().element("th", w.get("classes.class"), "class", "l", "scope", "col");
        page.html().element("th", w.get("classes.count"), "class", "r", "scope", "col");
        page.html().element("th", w.get("classes.recall"), "class", "r", "scope", "col");
        page.html().element("th", w.get("classes.interval"), "class", "r", "scope", "col");
        page.html().element("th", "", "class", "l").close().close().open("tbody");
        for (int c = 0; c < classes.size(); c++) {
            row(page, run.className(w, c), classes.get(c));
        }
        page.html().close().close();
        page.note(
                w.get(
                        run.wordsFor(test ? "classes.test" : "classes.validation"),
                        w.count(judged.map(Judged::step).orElse(0L))));
        IntStream.range(0, classes.size())
                .filter(c -> classes.get(c).examples() > 0)
                .boxed()
                .min(Comparator.comparingDouble(c -> classes.get(c).recall()))
                .ifPresent(c ->
                        page.note(
                                w.get(
                                        "classes.lowest",
                                        run.className(w, c),
                                        w.percent(classes.get(c).recall(), 1))));
        page.end();
    }

    private static void row(Page page, String name, ClassCount c) {
        Words w = page.words();
        page.html().open("tr").element("td", name, "class", "l");
        page.html()
                .element(
                        "td",
                        w.get("classes.of", w.count(c.correct()), w.count(c.examples())),
                        "class",
                        "r");
        if (c.examples() == 0) {
            page.html().element("td", w.get("missing"), "class", "r");
            page.html().element("td", "", "class", "r").element("td", "", "class", "l").close();
            return;
        }
        page.html().element("td", w.percent(c.recall(), 1), "class", "r");
        page.html()
                .element(
                        "td",
                        w.get(
                                "classes.range",
                                w.number(100 * c.bound(-1), 1),
                                w.percent(c.bound(1), 1)),
                        "class",
                        "r m");
        page.html().open("td", "class", "l");
        bar(page.html(), c);
        page.html().close().close();
    }

    /// A bar from zero with its interval as a thin line.
    private static void bar(Html html, ClassCount c) {
        html.open("svg", "class", "mini", "viewBox", "0 0 200 12", "aria-hidden", "true");
        rect(html, "mini-ground", 0, 5, WIDTH, 2);
        rect(html, "mini-bar", 0, 3, WIDTH * c.recall(), 6);
        rect(html, "mini-range", WIDTH * c.bound(-1), 5.5, WIDTH * (c.bound(1) - c.bound(-1)), 1);
        html.close();
    }

    private static void rect(
            Html html, String type, double x, double y, double width, double height) {
        html.empty(
                "rect",
                "class",
                type,
                "x",
                Chart.px(x),
                "y",
                Chart.px(y),
                "width",
                Chart.px(width),
                "height",
                Chart.px(height));
    }
}
