package filigree.views.control;

import filigree.model.text.Texts;
import filigree.views.theme.DataColor;
import javafx.scene.AccessibleRole;
import javafx.scene.layout.Region;
import javafx.scene.text.TextAlignment;

/// What each update grew (up) and dropped (down), mirrored about zero.
public final class ChurnChart extends Region {
    private final Texts texts;
    private final Surface surface = new Surface(this::draw).grounded();
    private final ChartFrame frame;
    private final StepCursor cursor;
    private final AxisRange range = AxisRange.automatic();
    private UpdateLog log = new UpdateLog();
    private double lastStep = 1;
    private double now;
    private long shownChanges = -1;
    private Plot plot = new Plot(0, 0, 1, 1, 0, 1, -1, 1);

    public ChurnChart(Texts texts, String title, StepCursor cursor) {
        this.texts = texts;
        this.cursor = cursor;
        frame = new ChartFrame(title, surface);
        frame.addSwatch(DataColor.GROWN, texts.get("chart.grown"));
        frame.addSwatch(DataColor.DROPPED, texts.get("chart.dropped"));
        getStyleClass().add("churn-chart");
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setAccessibleText(title);
        surface.setPrefSize(200, 150);
        surface.setMinSize(60, 40);
        getChildren().add(frame);
        cursor.stepProperty().addListener((_, _, _) -> surface.request());
        cursor.pinnedProperty().addListener((_, _, _) -> surface.request());
        new ChartPointer(surface, cursor, this::stepAt, this::words);
    }

    /// Shows `updates`, to which the owner appends before each [#refresh].
    public void setLog(UpdateLog updates) {
        log = updates;
        shownChanges = -1;
        refresh();
    }

    public void setLastStep(double last) {
        lastStep = last;
        surface.request();
    }

    public void setNow(double step) {
        boolean moved = Math.floor(plot.x(step)) != Math.floor(plot.x(now));
        now = step;
        if (moved) {
            surface.request();
        }
    }

    /// Shows updates appended since.
    public void refresh() {
        if (log.changes() == shownChanges) {
            return;
        }
        shownChanges = log.changes();
        if (log.size() > 0) {
            int last = log.size() - 1;
            String text = Digits.whole(log.grown(last) + log.dropped(last));
            frame.setValue(text);
            setAccessibleText(texts.get("chart.value", frame.title(), text));
        }
        surface.request();
    }

    private long stepAt(double x) {
        int i = log.nearest(plot.valueAt(x));
        boolean inside = x >= plot.left() - 4 && x <= plot.right() + 4;
        return i < 0 || !inside ? StepCursor.NONE : log.step(i);
    }

    private String words(long step) {
        int i = log.nearest(step);
        String head = texts.get("chart.step", Digits.whole(step));
        if (i < 0 || log.step(i) != step) {
            return head;
        }
        return head
                + "\n"
                + texts.get("chart.grown")
                + "  "
                + Digits.whole(log.grown(i))
                + "\n"
                + texts.get("chart.dropped")
                + "  "
                + Digits.whole(log.dropped(i));
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
        double most = range.follow(0, log.most()).last();
        var ticks = new Ticks(-most, most, 3);
        String outer = Digits.compact(most);
        double left = Math.ceil((d.textWidth(outer, Axes.TICK_SIZE) + 6) / 4) * 4;
        Plot room = Axes.place(d, ticks, "", 0, lastStep);
        plot =
                new Plot(
                        left,
                        room.top(),
                        room.right() - left,
                        room.height(),
                        0,
                        room.highX(),
                        -most,
                        most);
        for (int i = 0; i < 3; i++) {
            double y = Math.min(plot.y(ticks.value(i)), plot.bottom() - (i == 0 ? 1 : 0));
            d.horizontal(d.color(DataColor.GRIDLINE), plot.left(), plot.right(), y);
            d.text(
                    d.color(DataColor.MUTED),
                    Axes.TICK_SIZE,
                    i == 1 ? "0" : outer,
                    plot.left() - 6,
                    y + 0.5,
                    TextAlignment.RIGHT);
        }
        MirroredBars.draw(d, plot, log, log.spacing(), 0);
        d.horizontal(d.color(DataColor.BORDER), plot.left(), plot.right(), plot.y(0));
        Axes.steps(d, plot, texts.get("chart.step", "0"));
        Axes.now(d, plot, now);
        if (cursor.isMarked()) {
            Axes.cursor(d, plot, (double) cursor.step(), cursor.isPinned());
        }
    }
}
