package filigree.views.control;

import filigree.views.theme.DataColor;
import javafx.scene.text.TextAlignment;

/// Draws what a plot stands on: horizontal lines with their values, and where x begins and ends.
final class Axes {
    static final double TICK_SIZE = 11;
    private static final double GAP = 6;
    private static final double LABEL_ROW = 20;
    private static final int MARGIN_UNIT = 4;

    private Axes() {}

    /// Returns where the plot lies, leaving room for the labels.
    static Plot place(Drawing d, Ticks ticks, String unit, double lowX, double highX) {
        double widest = 0;
        for (int i = 0; i < ticks.count(); i++) {
            widest = Math.max(widest, d.textWidth(label(ticks, i, unit), TICK_SIZE));
        }
        double left = Math.ceil((widest + GAP) / MARGIN_UNIT) * MARGIN_UNIT;
        double top = Math.ceil(TICK_SIZE * d.scale() / 2 + 2);
        double bottom = d.height() - LABEL_ROW * d.scale();
        return new Plot(
                left,
                top,
                Math.max(1, d.width() - left - 4),
                Math.max(1, bottom - top),
                lowX,
                highX > lowX ? highX : lowX + 1,
                ticks.first(),
                ticks.last());
    }

    private static String label(Ticks ticks, int i, String unit) {
        return Digits.fixed(ticks.value(i), ticks.decimals()) + unit;
    }

    /// Draws a line and a label for each tick, the lowest a step darker.
    static void horizontal(Drawing d, Plot plot, Ticks ticks, String unit) {
        for (int i = 0; i < ticks.count(); i++) {
            double y = Math.min(plot.y(ticks.value(i)), plot.bottom() - (i == 0 ? 1 : 0));
            DataColor color = i == 0 ? DataColor.BORDER : DataColor.GRIDLINE;
            d.horizontal(d.color(color), plot.left(), plot.right(), y);
            d.text(
                    d.color(DataColor.MUTED),
                    TICK_SIZE,
                    label(ticks, i, unit),
                    plot.left() - GAP,
                    y + 0.5,
                    TextAlignment.RIGHT);
        }
    }

    /// Writes the first x with its name, the middle and the last, as far as they do not touch.
    static void steps(Drawing d, Plot plot, String first) {
        double y = plot.bottom() + LABEL_ROW * d.scale() / 2 + 1;
        var muted = d.color(DataColor.MUTED);
        d.text(muted, TICK_SIZE, first, plot.left(), y, TextAlignment.LEFT);
        String end = Digits.whole(plot.highX());
        double right = plot.left() + d.textWidth(first, TICK_SIZE);
        double endLeft = plot.right() - d.textWidth(end, TICK_SIZE);
        if (endLeft > right + GAP) {
            d.text(muted, TICK_SIZE, end, plot.right(), y, TextAlignment.RIGHT);
        }
        double middle = (plot.lowX() + plot.highX()) / 2;
        String text = Digits.whole(middle);
        double half = d.textWidth(text, TICK_SIZE) / 2;
        double x = plot.x(middle);
        if (x - half > right + GAP && x + half < endLeft - GAP) {
            d.text(muted, TICK_SIZE, text, x, y, TextAlignment.CENTER);
        }
    }

    /// Draws where the run is, dotted.
    static void now(Drawing d, Plot plot, double x) {
        if (x > plot.lowX() && x < plot.highX()) {
            d.vertical(d.color(DataColor.MARGIN), plot.x(x), plot.top(), plot.bottom(), 2, 3);
        }
    }

    /// Draws the hairline of the marked step.
    static void cursor(Drawing d, Plot plot, double x, boolean pinned) {
        if (x >= plot.lowX() && x <= plot.highX()) {
            DataColor color = pinned ? DataColor.ACCENT : DataColor.MUTED;
            d.vertical(d.color(color), plot.x(x), plot.top(), plot.bottom());
        }
    }
}
