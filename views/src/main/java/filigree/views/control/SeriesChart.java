package filigree.views.control;

import filigree.model.text.Texts;
import java.util.List;
import javafx.scene.AccessibleRole;
import javafx.scene.layout.Region;

/// Curves over the steps of a run. The future stays empty, with what is planned drawn in it.
///
/// The owner appends to the [Series] of its lines, then calls [#refresh].
public final class SeriesChart extends Region {
    private final Texts texts;
    private final Surface surface = new Surface(this::draw).grounded();
    private final ChartFrame frame;
    private final StepCursor cursor;
    private List<ChartLine> lines = List.of();
    private AxisRange range = AxisRange.automatic();
    private String unit = "";
    private int decimals = 1;
    private double lastStep = 1;
    private double now;
    private boolean valueGiven;
    private long shownChanges = -1;
    private Plot plot = new Plot(0, 0, 1, 1, 0, 1, 0, 1);

    /// @param cursor shared with the other charts of the window
    public SeriesChart(Texts texts, String title, StepCursor cursor) {
        this.texts = texts;
        this.cursor = cursor;
        frame = new ChartFrame(title, surface);
        getStyleClass().add("series-chart");
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setAccessibleText(title);
        surface.setPrefSize(200, 150);
        surface.setMinSize(60, 40);
        getChildren().add(frame);
        cursor.stepProperty().addListener((_, _, _) -> surface.request());
        cursor.pinnedProperty().addListener((_, _, _) -> surface.request());
        new ChartPointer(surface, cursor, this::stepAt, this::words);
    }

    /// Sets the lines, the most important first: its newest value stands at the right.
    public void setLines(List<ChartLine> given) {
        lines = List.copyOf(given);
        frame.clearLegend();
        if (lines.size() > 1) {
            lines.forEach(frame::addLine);
        }
        show();
    }

    public void setTitle(String title) {
        frame.setTitle(title);
        setAccessibleText(title);
    }

    /// Sets how values read.
    ///
    /// @param unit on every tick, with its space: ` %`
    /// @param digits after the point, of exact values
    public void setUnit(String unit, int digits) {
        this.unit = unit;
        this.decimals = digits;
        show();
    }

    /// Keeps y between two round values.
    public void setRange(double low, double high) {
        range = AxisRange.fixed(low, high);
        show();
    }

    /// Lets y follow the data, without jitter: the default.
    public void setAutomaticRange() {
        range = AxisRange.automatic();
        show();
    }

    /// Lets y follow per cents: within 0 and 100, and never narrower than 2.
    public void setPercentRange() {
        range = AxisRange.percent();
        show();
    }

    /// Sets where x ends.
    ///
    /// @param last step of the run, over 0
    public void setLastStep(double last) {
        lastStep = last;
        surface.request();
    }

    /// Sets where the dotted line of now stands.
    ///
    /// @param step the run is at
    public void setNow(double step) {
        boolean moved = Math.floor(plot.x(step)) != Math.floor(plot.x(now));
        now = step;
        if (moved) {
            surface.request();
        }
    }

    /// Sets the text at the right instead of the first line's newest value.
    public void setValue(String text) {
        valueGiven = true;
        frame.setValue(text);
    }

    /// Shows points appended since.
    public void refresh() {
        if (changes() != shownChanges) {
            show();
        }
    }

    private long changes() {
        long sum = 0;
        for (ChartLine line : lines) {
            sum += line.series().changes();
            if (line.band().isPresent()) {
                sum += line.band().get().low().changes() + line.band().get().high().changes();
            }
        }
        return sum;
    }

    private void show() {
        shownChanges = changes();
        if (!valueGiven && !lines.isEmpty() && !lines.getFirst().series().isEmpty()) {
            String text = exact(lines.getFirst().series().lastY());
            frame.setValue(text);
            setAccessibleText(texts.get("chart.value", frame.title(), text));
        }
        surface.request();
    }

    private String exact(double value) {
        return Digits.fixed(value, decimals) + unit;
    }

    private long stepAt(double x) {
        if (x < plot.left() - 4 || x > plot.right() + 4) {
            return StepCursor.NONE;
        }
        double value = plot.valueAt(x);
        for (ChartLine line : lines) {
            int i = line.series().nearest(value);
            if (i >= 0 && line.dash() == ChartLine.Dash.SOLID) {
                return Math.round(line.series().x(i));
            }
        }
        return Math.round(Math.clamp(value, plot.lowX(), plot.highX()));
    }

    private String words(long step) {
        var text = new StringBuilder(texts.get("chart.step", Digits.whole(step)));
        for (ChartLine line : lines) {
            if (covers(line.series(), (double) step)) {
                text.append('\n')
                        .append(line.label())
                        .append("  ")
                        .append(exact(ChartInk.valueAt(line, (double) step)));
            }
        }
        return text.toString();
    }

    private static boolean covers(Series series, double step) {
        return !series.isEmpty() && step >= series.x(0) && step <= series.lastX();
    }

    @Override
    protected void layoutChildren() {
        var in = getInsets();
        frame.resizeRelocate(
                in.getLeft(),
                in.getTop(),
                getWidth() - in.getLeft() - in.getRight(),
                getHeight() - in.getTop() - in.getBottom());
    }

    @Override
    protected double computePrefHeight(double width) {
        return frame.prefHeight(-1) + getInsets().getTop() + getInsets().getBottom();
    }

    @Override
    protected double computePrefWidth(double height) {
        return frame.prefWidth(-1) + getInsets().getLeft() + getInsets().getRight();
    }

    private void draw(Drawing d) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        double end = lastStep;
        for (ChartLine line : lines) {
            Series s = line.series();
            low = Math.min(low, s.min(0, s.size()));
            high = Math.max(high, s.max(0, s.size()));
            if (line.band().isPresent()) {
                ChartLine.Band band = line.band().get();
                low = Math.min(low, band.low().min(0, band.low().size()));
                high = Math.max(high, band.high().max(0, band.high().size()));
            }
            if (line.dash() == ChartLine.Dash.SOLID && !s.isEmpty()) {
                end = Math.max(end, s.lastX());
            }
        }
        Ticks ticks = range.follow(low, high);
        plot = Axes.place(d, ticks, unit, 0, end);
        Axes.horizontal(d, plot, ticks, unit);
        Axes.steps(d, plot, texts.get("chart.step", "0"));
        Axes.now(d, plot, now);
        var ink = new ChartInk(d, plot);
        for (ChartLine line : lines.reversed()) {
            ink.band(line);
        }
        for (ChartLine line : lines.reversed()) {
            ink.line(line);
        }
        for (ChartLine line : lines.reversed()) {
            if (line.equals(lines.getFirst()) || line.isMethod()) {
                ink.endDot(line);
            }
        }
        if (cursor.isMarked()) {
            Axes.cursor(d, plot, (double) cursor.step(), cursor.isPinned());
            for (ChartLine line : lines) {
                if (covers(line.series(), (double) cursor.step())) {
                    ink.dot(line, (double) cursor.step());
                }
            }
        }
    }
}
