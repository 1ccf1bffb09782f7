package filigree.model.report;

import filigree.model.report.Chart.Point;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/// Lines over steps, perhaps with bands.
///
/// @param title what is drawn
/// @param now the present value in words; may be empty
/// @param series lines, the most important last
/// @param unit how a tick reads, from its value and its digits
/// @param factor what a value is multiplied with before it is shown
/// @param least smallest height of the vertical scale
/// @param floor the scale goes no lower
/// @param ceiling the scale goes no higher
/// @param from step at the left end
/// @param hands steps at which a hand changed something
record LineChart(
        String title,
        String now,
        List<Series> series,
        BiFunction<Double, Integer, String> unit,
        double factor,
        double least,
        double floor,
        double ceiling,
        long from,
        List<Long> hands) {
    LineChart {
        series = List.copyOf(series);
        hands = List.copyOf(hands);
    }

    /// @param type class of the style sheet
    /// @param low lower edge of the band; none without a band
    /// @param high its upper edge
    record Series(
            String label, String type, List<Point> points, List<Point> low, List<Point> high) {
        Series {
            points = List.copyOf(points);
            low = List.copyOf(low);
            high = List.copyOf(high);
        }

        static Series line(String label, String type, List<Point> points) {
            return new Series(label, type, points, List.of(), List.of());
        }

        Stream<Point> all() {
            return Stream.of(points, low, high)
                    .flatMap(List::stream)
                    .filter(p -> Double.isFinite(p.value()));
        }

        boolean isEmpty() {
            return all().findAny().isEmpty();
        }
    }

    /// Whether there is anything to draw.
    boolean isEmpty() {
        return series.stream().allMatch(Series::isEmpty);
    }

    /// Draws it; there must be something to draw.
    ///
    /// @param width of the picture in pixels
    void draw(Html html, Words words, double width) {
        double min = series.stream().flatMap(Series::all).mapToDouble(Point::value).min().orElse(0);
        double max = series.stream().flatMap(Series::all).mapToDouble(Point::value).max().orElse(1);
        double last = series.stream().flatMap(Series::all).mapToDouble(Point::step).max().orElse(1);
        Scale y = within(Scale.rounded(min, max, least, Chart.BOTTOM, Chart.TOP));
        double widest =
                y.ticks().stream()
                        .mapToDouble(t -> Chart.textWidth(unit.apply(t, y.digits(factor))))
                        .max()
                        .orElse(0);
        var chart = new Chart(html, width, Math.max(36, widest + 10));
        Scale x = Scale.steps((double) from, last, chart.left(), chart.right());
        chart.begin(title, now);
        chart.grid(y, unit, factor);
        chart.steps(x, words);
        for (Series s : series) {
            band(chart, s, x, y);
        }
        for (Series s : series) {
            chart.curve(s.points(), x, y, s.type());
            s.points().reversed().stream()
                    .filter(p -> Double.isFinite(p.value()))
                    .findFirst()
                    .ifPresent(p -> chart.marker(s.type(), x.at(p.step()), y.at(p.value())));
        }
        for (Series s : series.reversed()) {
            if (!s.label().isEmpty() && !s.isEmpty()) {
                chart.legend(s.type(), "line", s.label());
            }
        }
        chart.hands(x, hands);
        if (!hands.isEmpty()) {
            chart.legend("hand", "diamond", words.get("chart.hand"));
        }
        chart.end();
    }

    private static void band(Chart chart, Series s, Scale x, Scale y) {
        if (s.low().size() < 2) {
            return;
        }
        StringBuilder d = new StringBuilder("M");
        for (Point p : s.low()) {
            d.append(Chart.px(x.at(p.step()))).append(' ').append(Chart.px(y.at(p.value())));
            d.append('L');
        }
        for (Point p : s.high().reversed()) {
            d.append(Chart.px(x.at(p.step()))).append(' ').append(Chart.px(y.at(p.value())));
            d.append('L');
        }
        d.setCharAt(d.length() - 1, 'z');
        chart.html().empty("path", "class", s.type() + " band", "d", d.toString());
    }

    /// The same scale without the part that no value can reach.
    private Scale within(Scale y) {
        List<Double> ticks =
                y.ticks().stream().filter(t -> t > floor - 1e-9 && t < ceiling + 1e-9).toList();
        if (ticks.size() < 2) {
            return y;
        }
        return new Scale(
                Math.max(y.low(), floor), Math.min(y.high(), ceiling), y.from(), y.to(), ticks);
    }
}
