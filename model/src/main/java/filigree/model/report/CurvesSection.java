package filigree.model.report;

import filigree.model.report.Chart.Point;
import filigree.model.report.LineChart.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.ToDoubleFunction;

/// How the numbers of one run went over its steps.
final class CurvesSection {
    private CurvesSection() {}

    static void write(Page page, RunFacts run) {
        Words w = page.words();
        page.section("curves.title");
        List<LineChart> charts = charts(run, w).stream().filter(CurvesSection::measured).toList();
        if (charts.isEmpty() && run.updates().isEmpty()) {
            page.paragraph(w.get("curves.none"));
            page.end();
            return;
        }
        int group = 1;
        page.html().open("div", "class", "charts");
        for (LineChart chart : charts) {
            page.html().open("div", "class", "panel");
            chart.draw(page.html(), w, Chart.WIDTH);
            page.html().close();
        }
        if (!run.updates().isEmpty()) {
            page.html().open("div", "class", "panel");
            group =
                    ChurnChart.draw(
                            page.html(), w, run.updates(), run.steps().orElse(0), hands(run));
            page.html().close();
        }
        page.html().close();
        page.note(w.get("curves.note"));
        if (!run.changes().isEmpty()) {
            page.note(w.get("curves.hands"));
        }
        if (!run.updates().isEmpty()) {
            page.note(
                    group == 1
                            ? w.get("curves.churn")
                            : w.get("curves.churn.mean", w.count(group)));
        }
        page.end();
    }

    /// Whether there is a line of this run: a plan alone shows nothing that happened.
    private static boolean measured(LineChart chart) {
        return chart.series().stream().anyMatch(s -> s.type().equals("s-run") && !s.isEmpty());
    }

    private static List<Long> hands(RunFacts run) {
        return run.changes().stream().map(RunFacts.HandChange::step).distinct().toList();
    }

    private static List<LineChart> charts(RunFacts run, Words w) {
        BiFunction<Double, Integer, String> percent = w::percent;
        List<Measurement> m = run.metrics();
        List<LineChart> charts = new ArrayList<>();
        Series training = line(m, Measurement::trainingLoss, w.get("curve.training"), "s-other");
        Series validation =
                line(m, Measurement::validationLoss, w.get("curve.validation"), "s-run");
        charts.add(
                chart(
                        w.get("chart.loss"),
                        last(validation, v -> w.number(v, 3)),
                        List.of(training, validation),
                        w::number,
                        1,
                        0.05,
                        Double.POSITIVE_INFINITY,
                        run));
        training = line(m, Measurement::trainingAccuracy, w.get("curve.training"), "s-other");
        validation = line(m, Measurement::validationAccuracy, w.get("curve.validation"), "s-run");
        charts.add(
                chart(
                        w.get("chart.accuracy"),
                        last(validation, v -> w.percent(v, 1)),
                        List.of(training, validation),
                        percent,
                        100,
                        0.02,
                        1,
                        run));
        Series actual = Series.line(w.get("curve.actual"), "s-run", SparsityCurves.actual(run));
        Series planned =
                Series.line(w.get("curve.planned"), "s-planned", SparsityCurves.planned(run));
        charts.add(
                chart(
                        w.get("chart.sparsity"),
                        last(actual, v -> w.percent(v, 1)),
                        List.of(effective(run, w), actual, planned),
                        percent,
                        100,
                        0.04,
                        1,
                        run));
        Series rate = line(m, Measurement::learningRate, "", "s-run");
        charts.add(
                chart(
                        w.get("chart.rate"),
                        last(rate, w::general),
                        List.of(rate),
                        (v, _) -> w.general(v),
                        1,
                        1e-9,
                        Double.POSITIVE_INFINITY,
                        run));
        Series explored = ofUpdates(run, "", "s-run", UpdateCounts::explored);
        charts.add(
                chart(
                        w.get("chart.explored"),
                        last(explored, v -> w.percent(v, 2)),
                        List.of(explored),
                        percent,
                        100,
                        0.01,
                        1,
                        run));
        Series first = ofUpdates(run, w.get("curve.first"), "s-run", UpdateCounts::withFirst);
        charts.add(
                chart(
                        w.get("chart.overlap"),
                        last(first, v -> w.percent(v, 1)),
                        List.of(
                                ofUpdates(
                                        run,
                                        w.get("curve.last"),
                                        "s-other",
                                        UpdateCounts::withLast),
                                first),
                        percent,
                        100,
                        0.02,
                        1,
                        run));
        Series age = ofUpdates(run, w.get("curve.mean"), "s-run", UpdateCounts::meanAge);
        charts.add(
                chart(
                        w.get("chart.age"),
                        last(age, v -> w.number(v, 0)),
                        List.of(
                                ofUpdates(
                                        run,
                                        w.get("curve.median"),
                                        "s-other",
                                        UpdateCounts::medianAge),
                                age),
                        w::number,
                        1,
                        1,
                        Double.POSITIVE_INFINITY,
                        run));
        return charts;
    }

    private static Series effective(RunFacts run, Words w) {
        return Series.line(
                w.get("curve.effective"),
                "s-other",
                run.updates().stream()
                        .map(u -> new Point(u.step() + 1, u.effectiveSparsity()))
                        .toList());
    }

    /// What was recorded at updates; the last value goes on to the end of the run, as masks do.
    private static Series ofUpdates(
            RunFacts run, String label, String type, ToDoubleFunction<UpdateCounts> of) {
        List<Point> points = new ArrayList<>();
        run.updates().forEach(u -> points.add(new Point(u.step() + 1, of.applyAsDouble(u))));
        if (!points.isEmpty() && run.steps().isPresent()) {
            points.add(new Point(run.steps().getAsLong(), points.getLast().value()));
        }
        return Series.line(label, type, points);
    }

    private static LineChart chart(
            String title,
            String now,
            List<Series> series,
            BiFunction<Double, Integer, String> unit,
            double factor,
            double least,
            double ceiling,
            RunFacts run) {
        return new LineChart(title, now, series, unit, factor, least, 0, ceiling, 0, hands(run));
    }

    private static Series line(
            List<Measurement> metrics,
            ToDoubleFunction<Measurement> of,
            String label,
            String type) {
        return Series.line(
                label,
                type,
                metrics.stream().map(m -> new Point(m.step(), of.applyAsDouble(m))).toList());
    }

    private static String last(Series series, java.util.function.DoubleFunction<String> text) {
        return series.points().isEmpty() ? "" : text.apply(series.points().getLast().value());
    }
}
