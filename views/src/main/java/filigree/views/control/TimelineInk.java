package filigree.views.control;

import filigree.model.text.Texts;
import filigree.views.theme.DataColor;
import java.util.List;
import javafx.scene.paint.Color;
import javafx.scene.text.TextAlignment;

/// Draws one timeline: track above, words of time below.
final class TimelineInk {
    private static final double TOP = 4;
    private static final double TRACK = 24;
    private static final double DIAMOND = 4;
    private static final double GAP = 8;
    private static final int MOST_EPOCH_LABELS = 8;

    private final Drawing d;
    private final TimelineScale scale;
    private final TimelinePlan plan;
    private final long now;
    private final Texts texts;
    private final double labelY;

    TimelineInk(Drawing d, TimelineScale scale, TimelinePlan plan, long now, Texts texts) {
        this.d = d;
        this.scale = scale;
        this.plan = plan;
        this.now = now;
        this.texts = texts;
        labelY = TOP + TRACK + 10;
    }

    void track(boolean focused) {
        var g = d.g();
        double w = d.width() - 2;
        g.setFill(d.color(DataColor.SUBTLE));
        g.fillRoundRect(1, TOP, w, TRACK, 8, 8);
        g.setStroke(d.color(DataColor.DIVIDER));
        g.setLineWidth(1);
        g.strokeRoundRect(1.5, TOP + 0.5, w - 1, TRACK - 1, 8, 8);
        if (focused) {
            g.setStroke(d.color(DataColor.FOCUS));
            g.setLineWidth(3);
            g.strokeRoundRect(1.5, TOP - 0.5, w - 1, TRACK + 1, 10, 10);
        }
    }

    /// Short ticks where updates will be, and a dashed line where they end.
    void planned(UpdateLog log) {
        if (plan.every() == 0) {
            return;
        }
        double pitch = scale.x(plan.every()) - scale.x(0);
        long stride = plan.every() * (long) Math.max(1, Math.ceil(6 / pitch));
        long from = Math.max(now + 1, Math.max(1, plan.firstStep()));
        long first = Math.ceilDiv(from, stride) * stride;
        Color color = d.color(DataColor.MARGIN);
        double middle = TOP + TRACK / 2;
        for (long step = first; step <= Math.min(plan.endStep(), plan.lastStep()); step += stride) {
            d.vertical(color, scale.x(step), middle - 3, middle + 3);
        }
        if (plan.endStep() < plan.lastStep()) {
            double x = scale.x(plan.endStep());
            d.vertical(d.color(DataColor.MUTED), x, TOP + 1, TOP + TRACK - 1, 3, 2);
            String words = texts.get("chart.updatesEnd");
            double width = d.textWidth(words, Axes.TICK_SIZE);
            boolean right = x + GAP + width < scale.right();
            boolean coversBars = !right && log.size() > 0 && scale.x(now) > x - GAP - width;
            if (!coversBars) {
                d.text(
                        d.color(DataColor.MUTED),
                        Axes.TICK_SIZE,
                        words,
                        right ? x + 6 : x - 6,
                        middle,
                        right ? TextAlignment.LEFT : TextAlignment.RIGHT);
            }
        }
    }

    void bars(UpdateLog log) {
        double most = log.most();
        var plot =
                new Plot(
                        scale.left(),
                        TOP + 2,
                        scale.width(),
                        TRACK - 4,
                        0,
                        plan.lastStep(),
                        -most,
                        most);
        double spacing = plan.every() > 0 ? plan.every() : log.spacing();
        MirroredBars.draw(d, plot, log, spacing, 0.5);
    }

    /// A diamond at the upper edge for each change by hand.
    void marks(List<TimelineMark> marks) {
        var g = d.g();
        for (TimelineMark mark : marks) {
            double x = Math.floor(scale.x(mark.step())) + 0.5;
            double y = TOP + 0.5;
            diamond(d.color(DataColor.PANEL), x, y, DIAMOND + 1);
            diamond(d.color(DataColor.FILLED), x, y, DIAMOND);
        }
        g.setLineWidth(1);
    }

    private void diamond(Color color, double x, double y, double r) {
        d.g().setFill(color);
        d.g().fillPolygon(new double[] {x - r, x, x + r, x}, new double[] {y, y - r, y, y + r}, 4);
    }

    void cursor(long step) {
        d.vertical(d.color(DataColor.MUTED), scale.x(step), TOP, TOP + TRACK);
    }

    /// A hollow handle at the step looked back at.
    void picked(long step) {
        double x = scale.x(step);
        d.fill(DataColor.TEXT, x - 1, TOP - 2, 2, TRACK + 4);
    }

    /// Draws the line of now with its flag, and returns where the flag lies: left and right.
    Span now() {
        double x = Drawing.snap(scale.x(now));
        d.fill(DataColor.ACCENT, x - 1, TOP - 4, 2, TRACK + 6);
        String words = texts.get("chart.now");
        double width = Math.ceil(d.textWidth(words, Axes.TICK_SIZE)) + 16;
        double left = Drawing.snap(Math.clamp(x - width / 2, 0, Math.max(0, d.width() - width)));
        double height = 15 * d.scale();
        var g = d.g();
        g.setFill(d.color(DataColor.FILLED));
        g.fillRoundRect(left, labelY - height / 2, width, height, 5, 5);
        d.text(Color.WHITE, Axes.TICK_SIZE, words, left + width / 2, labelY, TextAlignment.CENTER);
        return new Span(left, left + width);
    }

    /// Where something lies from left to right.
    record Span(double left, double right) {
        boolean touches(double from, double to) {
            return from < right + GAP && to > left - GAP;
        }
    }

    /// Writes epochs under the track, never under the flag.
    void labels(Span flag) {
        double epochs = (double) plan.lastStep() / plan.stepsPerEpoch();
        long every = labelEvery(epochs);
        double used = Double.NEGATIVE_INFINITY;
        for (long epoch = 0; epoch <= epochs + 1e-9; epoch += every) {
            String words = epoch == 0 ? texts.get("chart.epoch", "0") : Digits.whole(epoch);
            double half = d.textWidth(words, Axes.TICK_SIZE) / 2;
            double x = scale.x(epoch * plan.stepsPerEpoch());
            double at = Math.clamp(x, half + 1, Math.max(half + 1, d.width() - half - 1));
            if (!flag.touches(at - half, at + half) && at - half > used) {
                d.text(
                        d.color(DataColor.MUTED),
                        Axes.TICK_SIZE,
                        words,
                        at,
                        labelY,
                        TextAlignment.CENTER);
                used = at + half + GAP;
            }
        }
    }

    private long labelEvery(double epochs) {
        long every = 1;
        int turn = 0;
        while (epochs / every > MOST_EPOCH_LABELS) {
            every = turn++ % 3 == 1 ? every / 2 * 5 : every * 2;
        }
        return every;
    }
}
