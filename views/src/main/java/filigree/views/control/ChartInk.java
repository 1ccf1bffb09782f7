package filigree.views.control;

import filigree.views.theme.DataColor;
import javafx.scene.shape.StrokeLineCap;
import javafx.scene.shape.StrokeLineJoin;

/// Draws the lines of one chart, clipped to its plot.
final class ChartInk {
    private static final double BAND = 0.16;
    private static final double DOT = 3;
    private static final double PRESENTING = 1.2;

    private final Drawing d;
    private final Plot plot;
    private final Polyline path = new Polyline();

    ChartInk(Drawing d, Plot plot) {
        this.d = d;
        this.plot = plot;
    }

    /// Returns a line's value at a step: interpolated, or held.
    static double valueAt(ChartLine line, double step) {
        Series s = line.series();
        int i = s.firstAtLeast(step);
        if (i == s.size()) {
            return s.lastY();
        }
        if (s.x(i) == step || i == 0) {
            return s.y(i);
        }
        if (line.stepped()) {
            return s.y(i - 1);
        }
        double part = (step - s.x(i - 1)) / (s.x(i) - s.x(i - 1));
        return s.y(i - 1) + part * (s.y(i) - s.y(i - 1));
    }

    void band(ChartLine line) {
        line.band().ifPresent(band -> fill(band, line.color()));
    }

    private void fill(ChartLine.Band band, DataColor color) {
        int n = Math.min(band.low().size(), band.high().size());
        int stride = Math.max(1, n / Polyline.MOST_POINTS);
        path.clear();
        for (int i = 0; i < n; i += stride) {
            path.add(plot.x(band.high().x(i)), plot.y(band.high().y(i)));
        }
        for (int i = n == 0 ? -1 : (n - 1) / stride * stride; i >= 0; i -= stride) {
            path.add(plot.x(band.low().x(i)), plot.y(band.low().y(i)));
        }
        clipped(() -> {
            d.g().setFill(d.color(color).deriveColor(0, 1, 1, BAND));
            d.g().fillPolygon(path.xs(), path.ys(), path.size());
        });
    }

    void line(ChartLine line) {
        var g = d.g();
        clipped(() -> {
            g.setStroke(d.color(line.color()));
            g.setLineWidth(line.width() * (d.scale() > PRESENTING ? 1.25 : 1));
            g.setLineJoin(StrokeLineJoin.ROUND);
            g.setLineCap(StrokeLineCap.BUTT);
            g.setLineDashes(line.dash().pattern());
            path.draw(
                    line.series(),
                    plot,
                    line.stepped(),
                    () -> g.strokePolyline(path.xs(), path.ys(), path.size()));
            g.setLineDashes();
        });
    }

    /// Keeps ink inside the plot, but for half a line's width.
    private void clipped(Runnable drawing) {
        var g = d.g();
        g.save();
        g.beginPath();
        g.rect(plot.left(), plot.top() - 1, plot.width() + 1, plot.height() + 2);
        g.clip();
        drawing.run();
        g.restore();
    }

    void endDot(ChartLine line) {
        Series s = line.series();
        if (!s.isEmpty() && Double.isFinite(s.lastY())) {
            circle(line, s.lastX(), s.lastY());
        }
    }

    void dot(ChartLine line, double step) {
        double y = valueAt(line, step);
        if (Double.isFinite(y)) {
            circle(line, step, y);
        }
    }

    private void circle(ChartLine line, double step, double value) {
        double x = plot.x(step);
        double y = plot.y(value);
        if (y < plot.top() - DOT || y > plot.bottom() + DOT) {
            return;
        }
        var g = d.g();
        g.setFill(d.color(DataColor.PANEL));
        g.fillOval(x - DOT - 1, y - DOT - 1, 2 * DOT + 2, 2 * DOT + 2);
        g.setFill(d.color(line.color()));
        g.fillOval(x - DOT, y - DOT, 2 * DOT, 2 * DOT);
    }
}
