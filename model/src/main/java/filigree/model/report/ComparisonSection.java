package filigree.model.report;

import filigree.model.report.Chart.Point;
import filigree.model.report.LineChart.Series;
import filigree.model.report.Page.Column;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Groups of runs beside each other: mean and spread, curves, what differs, and what may be said.
final class ComparisonSection {
    private static final List<String> COLOURS = List.of("s-a", "s-b", "s-c", "s-d");
    private static final int ALL_PAIRS = 5;

    private ComparisonSection() {}

    static void write(Page page, List<RunGroup> groups) {
        sentences(page, groups);
        page.section("groups.title");
        table(page, groups);
        page.end();
        curves(page, groups);
        if (groups.size() > 1) {
            settings(page, groups);
        }
    }

    /// What may be said about each pair; with many groups, about each and the first.
    private static void sentences(Page page, List<RunGroup> all) {
        Words w = page.words();
        List<RunGroup> groups = all.stream().filter(g -> g.validation().n() > 0).toList();
        List<Difference> differences = new ArrayList<>();
        for (int a = 0; a < groups.size(); a++) {
            for (int b = a + 1; b < groups.size(); b++) {
                if (groups.size() <= ALL_PAIRS || a == 0) {
                    differences.add(Difference.of(groups.get(a), groups.get(b)));
                }
            }
        }
        int tests = (int) differences.stream().filter(Difference::tested).count();
        page.html().open("div", "class", "callout");
        for (boolean tested : new boolean[] {true, false}) {
            for (Difference d : differences) {
                if (d.tested() == tested) {
                    page.html().element("p", d.sentence(tests, w), "class", tested ? "b" : "m");
                }
            }
        }
        if (tests > 1) {
            page.note(w.get("groups.tests", w.count(tests)));
        }
        if (all.size() == 1) {
            RunGroup only = all.getFirst();
            page.paragraph(w.get("groups.only", only.title(), only.validation().percent(w)));
            if (only.validation().n() < 3) {
                page.paragraph(w.get("groups.few"));
            }
        } else if (groups.size() < all.size()) {
            List<String> without =
                    all.stream().filter(g -> !groups.contains(g)).map(RunGroup::title).toList();
            page.note(w.get("difference.nothing", String.join(w.get("join"), without)));
        }
        page.html().close();
    }

    private static void table(Page page, List<RunGroup> groups) {
        Words w = page.words();
        List<List<String>> rows = new ArrayList<>();
        for (RunGroup g : groups) {
            rows.add(
                    List.of(
                            g.title(),
                            w.get(
                                    "groups.runs.of",
                                    w.count(g.counted().size()),
                                    w.count(g.runs().size())),
                            g.validation().percent(w),
                            g.test().percent(w),
                            alone(mean(g, "sparsity"), w),
                            alone(mean(g, "effectiveSparsity"), w)));
        }
        page.table(
                List.of(
                        Column.text(w.get("groups.group")),
                        Column.number(w.get("groups.runs")),
                        Column.number(w.get("groups.validation")),
                        Column.number(w.get("groups.test")),
                        Column.number(w.get("groups.sparsity")),
                        Column.number(w.get("groups.effective"))),
                rows,
                false);
        page.note(w.get("groups.note"));
    }

    private static String alone(Spread spread, Words w) {
        return spread.n() == 0 ? w.get("missing") : spread.percentAlone(w);
    }

    private static Spread mean(RunGroup group, String field) {
        return Spread.of(
                group.counted().stream().flatMap(r -> r.number(field).stream().boxed()).toList());
    }

    private static void curves(Page page, List<RunGroup> groups) {
        Words w = page.words();
        page.section("groups.curves");
        List<Series> series = new ArrayList<>();
        int colour = 0;
        for (RunGroup g : groups) {
            String type = g.dense() ? "s-dense" : COLOURS.get(colour++ % COLOURS.size());
            Series s = curve(g, type);
            if (!s.isEmpty()) {
                series.add(s);
            }
        }
        if (series.isEmpty()) {
            page.paragraph(w.get("curves.none"));
            page.end();
            return;
        }
        long last = series.stream().flatMap(Series::all).mapToLong(Point::step).max().orElse(0);
        page.html().open("div", "class", "charts");
        panel(page, w.get("groups.curve.whole"), series.reversed(), 0);
        List<Series> late = series.stream().map(s -> after(s, last / 2)).toList();
        panel(page, w.get("groups.curve.late"), late.reversed(), last / 2);
        page.html().close();
        page.note(w.get("groups.curves.note"));
        page.end();
    }

    private static void panel(Page page, String title, List<Series> series, long from) {
        var chart =
                new LineChart(
                        title, "", series, page.words()::percent, 100, 0.01, 0, 1, from, List.of());
        if (!chart.isEmpty()) {
            page.html().open("div", "class", "panel");
            chart.draw(page.html(), page.words(), Chart.WIDTH);
            page.html().close();
        }
    }

    /// Mean, smallest and largest of a group's runs at each step that all of them measured.
    static Series curve(RunGroup group, String type) {
        List<RunFacts> runs = group.counted();
        Map<Long, List<Double>> byStep = new TreeMap<>();
        for (RunFacts run : runs) {
            for (Measurement m : run.metrics()) {
                byStep.computeIfAbsent(m.step(), _ -> new ArrayList<>())
                        .add(m.validationAccuracy());
            }
        }
        List<Point> mean = new ArrayList<>();
        List<Point> low = new ArrayList<>();
        List<Point> high = new ArrayList<>();
        byStep.forEach((step, values) -> {
            if (values.size() == runs.size()) {
                mean.add(new Point(step, Spread.of(values).mean()));
                low.add(new Point(step, values.stream().min(Double::compare).orElseThrow()));
                high.add(new Point(step, values.stream().max(Double::compare).orElseThrow()));
            }
        });
        boolean band = runs.size() >= 2;
        return new Series(
                group.letter() + ", n = " + runs.size(),
                type,
                mean,
                band ? low : List.of(),
                band ? high : List.of());
    }

    private static Series after(Series s, long step) {
        return new Series(
                s.label(),
                s.type(),
                s.points().stream().filter(p -> p.step() >= step).toList(),
                s.low().stream().filter(p -> p.step() >= step).toList(),
                s.high().stream().filter(p -> p.step() >= step).toList());
    }

    /// The values of the recipes that are not the same in all groups.
    private static void settings(Page page, List<RunGroup> groups) {
        Words w = page.words();
        page.section("groups.settings");
        List<Map<String, String>> flat = new ArrayList<>();
        TreeSet<String> paths = new TreeSet<>();
        for (RunGroup g : groups) {
            Map<String, String> values = new LinkedHashMap<>();
            flatten("", RunGroup.tree(g.runs().getFirst()), values);
            int hands = g.runs().getFirst().changes().size();
            values.put(w.get("groups.hands"), w.count(hands));
            flat.add(values);
            paths.addAll(values.keySet());
        }
        List<List<String>> rows = new ArrayList<>();
        for (String path : paths) {
            List<String> row = new ArrayList<>(List.of(path));
            flat.forEach(values -> row.add(values.getOrDefault(path, "–")));
            if (row.stream().skip(1).distinct().count() > 1) {
                rows.add(row);
            }
        }
        List<Column> columns = new ArrayList<>(List.of(Column.text(w.get("groups.setting"))));
        groups.forEach(g -> columns.add(Column.text(g.letter())));
        if (rows.isEmpty()) {
            page.paragraph(w.get("groups.settings.none"));
        } else {
            page.table(columns, rows, false);
            page.note(w.get("groups.settings.note"));
        }
        page.end();
    }

    @SuppressWarnings("unchecked") // maps read from JSON have string keys
    private static void flatten(
            String above, Map<String, @Nullable Object> tree, Map<String, String> into) {
        tree.forEach((key, value) -> {
            String path = above.isEmpty() ? key : above + "." + key;
            if (value instanceof Map<?, ?> map) {
                flatten(path, (Map<String, @Nullable Object>) map, into);
            } else {
                into.put(path, RunFacts.plain(value));
            }
        });
    }
}
