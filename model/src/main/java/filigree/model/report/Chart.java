package filigree.model.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;

/// The frame of a chart as inline SVG: title left, present value right, legend under the title,
/// horizontal gridlines, ticks with their unit, no box. What is drawn inside is up to others.
final class Chart {
    static final double WIDTH = 341;
    static final double TOP = 50;
    static final double BOTTOM = 170;
    private static final double HEIGHT = 196;
    private static final double LEGEND_Y = 34;

    private final Html html;
    private final double width;
    private final double left;
    private double legendX;

    /// @param left pixels that the tick labels need
    Chart(Html html, double width, double left) {
        this.html = html;
        this.width = width;
        this.left = left;
        this.legendX = 0;
    }

    double left() {
        return left;
    }

    double right() {
        return width - 4;
    }

    Html html() {
        return html;
    }

    /// Opens the picture with title and present value.
    ///
    /// @param now may be empty
    void begin(String title, String now) {
        html.open(
                "svg",
                "class",
                "chart",
                "viewBox",
                "0 0 " + px(width) + " " + px(HEIGHT),
                "role",
                "img",
                "aria-label",
                now.isEmpty() ? title : title + ": " + now);
        html.element("text", title, "class", "ct", "x", "0", "y", "14");
        html.element("text", now, "class", "cv", "x", px(width), "y", "14", "text-anchor", "end");
    }

    void end() {
        html.close();
    }

    /// Draws gridlines and tick labels of the vertical scale.
    void grid(Scale y, BiFunction<Double, Integer, String> label, double factor) {
        for (double tick : y.ticks()) {
            double at = Math.round(y.at(tick)) + 0.5;
            line(left, at, right(), at, "cg");
            html.element(
                    "text",
                    label.apply(tick, y.digits(factor)),
                    "class",
                    "ck",
                    "x",
                    px(left - 8),
                    "y",
                    px(at + 4),
                    "text-anchor",
                    "end");
        }
    }

    /// Draws the base line and the labels of the horizontal scale of steps.
    void steps(Scale x, Words words) {
        double base = BOTTOM + 0.5;
        line(left, base, right(), base, "cb");
        for (int i = 0; i < x.ticks().size(); i++) {
            double tick = x.ticks().get(i);
            boolean last = i == x.ticks().size() - 1;
            String text = words.count(Math.round(tick));
            html.element(
                    "text",
                    i == 0 ? words.get("chart.step", text) : text,
                    "class",
                    "ck",
                    "x",
                    px(x.at(tick)),
                    "y",
                    px(BOTTOM + 17),
                    "text-anchor",
                    i == 0 ? "start" : last ? "end" : "middle");
        }
    }

    /// A diamond on the base line for each step at which a hand changed something.
    void hands(Scale x, List<Long> at) {
        for (long step : at) {
            diamond(x.at(step), BOTTOM + 0.5, "hand");
        }
    }

    void line(double x1, double y1, double x2, double y2, String type) {
        html.empty("line", "class", type, "x1", px(x1), "y1", px(y1), "x2", px(x2), "y2", px(y2));
    }

    void diamond(double x, double y, String type) {
        String d = "M%s %sl4 4l-4 4l-4-4z".formatted(px(x), px(y - 4));
        html.empty("path", "class", type, "d", d);
    }

    /// The shape that tells a line from the others where colour does not: dot, square, triangle or
    /// diamond; none for lines that differ in width or dashes.
    void marker(String type, double x, double y) {
        String at = "M" + px(x) + " " + px(y);
        String d =
                switch (type) {
                    case "s-a" -> at + "m-3.5 0a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0 -7 0z";
                    case "s-b" -> at + "m-3.2 -3.2h6.4v6.4h-6.4z";
                    case "s-c" -> at + "m0 -4l4 7h-8z";
                    case "s-d" -> at + "m0 -4l4 4l-4 4l-4 -4z";
                    default -> "";
                };
        if (!d.isEmpty()) {
            html.empty("path", "class", type + " mark", "d", d);
        }
    }

    /// Adds a legend entry.
    ///
    /// @param type class of line or swatch
    /// @param mark `line`, `box` or `diamond`
    void legend(String type, String mark, String word) {
        double swatch = mark.equals("line") ? 16 : 9;
        if (mark.equals("line")) {
            line(legendX, LEGEND_Y - 4, legendX + swatch, LEGEND_Y - 4, type);
            marker(type, legendX + swatch / 2, LEGEND_Y - 4);
        } else if (mark.equals("diamond")) {
            diamond(legendX + 5, LEGEND_Y - 4, type);
        } else {
            html.empty(
                    "rect",
                    "class",
                    type,
                    "x",
                    px(legendX),
                    "y",
                    px(LEGEND_Y - 9),
                    "width",
                    "9",
                    "height",
                    "9");
        }
        html.element("text", word, "class", "cl", "x", px(legendX + swatch + 5), "y", px(LEGEND_Y));
        legendX += swatch + 5 + textWidth(word) + 14;
    }

    /// About how wide a text is at 11 px; Han characters are square.
    static double textWidth(String text) {
        return text.codePoints().mapToDouble(c -> c >= 0x2e80 ? 11 : 6.1).sum();
    }

    /// A line through points; a hole where a value is not finite. More than two points a pixel
    /// column become the least and the greatest of it.
    void curve(List<Point> points, Scale x, Scale y, String type) {
        StringBuilder path = new StringBuilder();
        boolean down = false;
        List<Point> drawn = thinned(points, x);
        for (int i = 0; i < drawn.size(); i++) {
            Point p = drawn.get(i);
            if (!Double.isFinite(p.value())) {
                down = false;
                continue;
            }
            path.append(down ? 'L' : 'M');
            path.append(px(x.at(p.step()))).append(' ').append(px(y.at(p.value())));
            boolean more = i + 1 < drawn.size() && Double.isFinite(drawn.get(i + 1).value());
            if (!down && !more) { // a point alone is a dot
                html.empty(
                        "circle",
                        "class",
                        type + " dot",
                        "cx",
                        px(x.at(p.step())),
                        "cy",
                        px(y.at(p.value())),
                        "r",
                        "2.5");
            }
            down = true;
        }
        if (!path.isEmpty()) {
            html.empty("path", "class", type, "d", path.toString());
        }
    }

    /// @param value may be NaN: nothing is drawn there
    record Point(long step, double value) {}

    private static List<Point> thinned(List<Point> points, Scale x) {
        if (points.size() <= 2000) {
            return points;
        }
        List<Point> kept = new ArrayList<>();
        int from = 0;
        while (from < points.size()) {
            long column = Math.round(x.at(points.get(from).step()));
            int to = from + 1;
            while (to < points.size() && Math.round(x.at(points.get(to).step())) == column) {
                to++;
            }
            Point least = points.get(from);
            Point most = points.get(from);
            for (Point p : points.subList(from, to)) {
                least = p.value() < least.value() ? p : least;
                most = p.value() > most.value() ? p : most;
            }
            kept.add(least.step() <= most.step() ? least : most);
            kept.add(least.step() <= most.step() ? most : least);
            from = to;
        }
        return kept;
    }

    /// A coordinate with at most two digits.
    static String px(double value) {
        String text = String.format(Locale.ROOT, "%.2f", value);
        return text.replaceFirst("\\.?0+$", "");
    }
}
