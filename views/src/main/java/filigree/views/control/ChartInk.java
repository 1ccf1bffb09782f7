package filigree.views.control;

import filigree.views.theme.DataColor;
import javafx.scene.paint.Color;
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
            mark(line, s.lastX(), s.lastY());
        }
    }

    void dot(ChartLine line, double step) {
        double y = valueAt(line, step);
        if (Double.isFinite(y)) {
            mark(line, step, y);
        }
    }

    /// Draws a line's own shape with a rim, so that it stands clear of what it crosses.
    private void mark(ChartLine line, double step, double value) {
        double x = plot.x(step);
        double y = plot.y(value);
        if (y < plot.top() - DOT || y > plot.bottom() + DOT) {
            return;
        }
        shape(line.color(), d.color(DataColor.PANEL), x, y, DOT + 1);
        shape(line.color(), d.color(line.color()), x, y, DOT);
    }

    /// Methods differ by shape too: square, triangle and diamond; all else is a dot.
    private void shape(DataColor method, Color fill, double x, double y, double r) {
        var g = d.g();
        g.setFill(fill);
        switch (method) {
            case METHOD_2 -> g.fillRect(x - r, y - r, 2 * r, 2 * r);
            case METHOD_3 ->
                    g.fillPolygon(
                            new double[] {x - r - 1, x, x + r + 1},
                            new double[] {y + r, y - r - 1, y + r},
                            3);
            case METHOD_4 ->
                    g.fillPolygon(
                            new double[] {x - r - 1, x, x + r + 1, x},
                            new double[] {y, y - r - 1, y, y + r + 1},
                            4);
            default -> g.fillOval(x - r, y - r, 2 * r, 2 * r);
        }
    }
}
