package filigree.model.report;

import java.util.ArrayList;
import java.util.List;

/// What each update changed: a mirrored bar, grown up and dropped down.
final class ChurnChart {
    private static final int MOST_BARS = 100;

    private ChurnChart() {}

    /// Draws it; there must be an update.
    ///
    /// @param steps of the run so far, for the scale
    /// @return how many updates one bar is the mean of
    static int draw(
            Html html, Words words, List<UpdateCounts> updates, long steps, List<Long> hands) {
        int group = Math.ceilDiv(updates.size(), MOST_BARS);
        List<UpdateCounts> bars = grouped(updates, group);
        double most = 1;
        for (UpdateCounts u : bars) {
            most = Math.max(most, (double) Math.max(u.grown(), u.droppedByRule()));
        }
        Scale y = Scale.rounded(-most, most, 2, Chart.BOTTOM, Chart.TOP);
        double widest = Chart.textWidth(words.count(Math.round(y.high()))) + 16;
        var chart = new Chart(html, Chart.WIDTH, Math.max(36, widest));
        double last = (double) Math.max(steps, updates.getLast().step());
        Scale x = Scale.steps(0, last, chart.left(), chart.right());
        UpdateCounts now = updates.getLast();
        chart.begin(
                words.get("chart.churn"), words.get("chart.churn.now", words.count(now.step())));
        chart.grid(y, (v, _) -> words.count(Math.abs(Math.round(v))), 1);
        chart.steps(x, words);
        double width =
                Math.clamp(0.7 * (chart.right() - chart.left()) / Math.max(1, bars.size()), 1, 8);
        for (UpdateCounts u : bars) {
            double at = Math.min(x.at(u.step()) - width / 2, chart.right() - width);
            bar(html, "c-regrown", at, width, y.at(u.regrown()), y.at(0));
            bar(html, "c-grown", at, width, y.at(u.grown()), y.at(u.regrown()));
            bar(html, "c-dropped", at, width, y.at(0), y.at(-u.dropped()));
            bar(html, "c-returned", at, width, y.at(-u.dropped()), y.at(-u.droppedByRule()));
        }
        double zero = Math.round(y.at(0)) + 0.5;
        chart.line(chart.left(), zero, chart.right(), zero, "cb");
        chart.legend("c-grown", "box", words.get("churn.grown"));
        chart.legend("c-regrown", "box", words.get("churn.regrown"));
        chart.legend("c-dropped", "box", words.get("churn.dropped"));
        chart.legend("c-returned", "box", words.get("churn.returned"));
        chart.hands(x, hands);
        chart.end();
        return group;
    }

    private static void bar(
            Html html, String type, double x, double width, double top, double bottom) {
        if (bottom - top > 0.005) {
            html.empty(
                    "rect",
                    "class",
                    type,
                    "x",
                    Chart.px(x),
                    "y",
                    Chart.px(top),
                    "width",
                    Chart.px(width),
                    "height",
                    Chart.px(bottom - top));
        }
    }

    private static List<UpdateCounts> grouped(List<UpdateCounts> updates, int size) {
        List<UpdateCounts> means = new ArrayList<>();
        for (int from = 0; from < updates.size(); from += size) {
            var some = updates.subList(from, Math.min(updates.size(), from + size));
            int n = some.size();
            means.add(
                    new UpdateCounts(
                            some.getFirst().step(),
                            some.stream().mapToLong(UpdateCounts::dropped).sum() / n,
                            some.stream().mapToLong(UpdateCounts::grown).sum() / n,
                            some.stream().mapToLong(UpdateCounts::regrown).sum() / n,
                            some.stream().mapToLong(UpdateCounts::returned).sum() / n,
                            0,
                            0,
                            Double.NaN,
                            Double.NaN,
                            Double.NaN,
                            Double.NaN,
                            Double.NaN,
                            Double.NaN));
        }
        return means;
    }
}
