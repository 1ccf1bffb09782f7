package filigree.views.control;

import filigree.views.theme.DataColor;
import javafx.scene.AccessibleRole;
import javafx.scene.layout.Region;

/// A small curve for beside a number; with ticks at the bottom and top of its range if wanted.
public final class Sparkline extends Region {
    private final Surface surface = new Surface(this::draw).grounded();
    private final AxisRange range = AxisRange.automatic();
    private Series series = new Series();
    private boolean stepped;
    private boolean ticked;

    public Sparkline() {
        getStyleClass().add("sparkline");
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setPrefSize(104, 32);
        setMinSize(24, 12);
        getChildren().add(surface);
    }

    /// Shows `points`, to which the owner appends before each [#refresh].
    public void setSeries(Series points) {
        series = points;
        refresh();
    }

    /// Whether each value holds until the next.
    public void setStepped(boolean now) {
        stepped = now;
        refresh();
    }

    /// Whether the range is labelled, for a small history rather than a decoration.
    public void setTicked(boolean now) {
        ticked = now;
        refresh();
    }

    public void refresh() {
        surface.request();
    }

    @Override
    protected void layoutChildren() {
        surface.resizeRelocate(0, 0, getWidth(), getHeight());
    }

    private void draw(Drawing d) {
        if (series.isEmpty()) {
            return;
        }
        double low = series.min(0, series.size());
        double high = series.max(0, series.size());
        Plot plot = ticked ? ticked(d, low, high) : bare(d, low, high);
        var ink = new ChartInk(d, plot);
        ChartLine line = ChartLine.thisRun("", series);
        ink.line(stepped ? line.asSteps() : line);
        ink.endDot(line);
    }

    private Plot bare(Drawing d, double low, double high) {
        double span = high > low ? high - low : 1;
        return new Plot(2, 4, d.width() - 8, d.height() - 8, series.x(0), endX(), low, low + span);
    }

    private Plot ticked(Drawing d, double low, double high) {
        Ticks all = range.follow(low, high);
        var ends = new Ticks(all.first(), all.last() - all.first(), 2);
        Plot place = Axes.place(d, ends, "", series.x(0), endX());
        Plot plot =
                new Plot(
                        place.left(),
                        place.top(),
                        place.width() - 4,
                        d.height() - 2 * place.top(),
                        place.lowX(),
                        place.highX(),
                        ends.first(),
                        ends.last());
        Axes.horizontal(d, plot, ends, "");
        d.horizontal(d.color(DataColor.BORDER), plot.left(), plot.right(), plot.bottom() - 1);
        return plot;
    }

    private double endX() {
        return series.lastX() > series.x(0) ? series.lastX() : series.x(0) + 1;
    }
}
