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
        List<LineChart> charts =
                charts(run, w).stream().filter(c -> !c.isEmpty()).toList();
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
        if (!run.updates().isEmpty()) {
            page.note(
                    group == 1
                            ? w.get("curves.churn")
                            : w.get("curves.churn.mean", w.count(group)));
        }
        page.end();
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
        validation =
                line(m, Measurement::validationAccuracy, w.get("curve.validation"), "s-run");
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
        Series actual = line(m, Measurement::sparsity, w.get("curve.actual"), "s-run");
        Series planned =
                line(m, x -> x.planned().orElse(Double.NaN), w.get("curve.planned"), "s-planned");
        charts.add(
                chart(
                        w.get("chart.sparsity"),
                        last(actual, v -> w.percent(v, 1)),
                        List.of(actual, planned),
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
        return charts;
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
        return new LineChart(
                title, now, series, unit, factor, least, 0, ceiling, 0, hands(run));
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
