package filigree.views.control;

import filigree.model.text.Texts;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.LongProperty;
import javafx.beans.property.SimpleLongProperty;
import javafx.scene.AccessibleRole;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;

/// The whole run from left to right: every update, every change by hand, now, and what is planned.
///
/// Pointing marks a step for all charts; pressing or dragging into the past picks one, see
/// [#pickedProperty].
public final class TimelineBar extends Region {
    private static final double MARK_REACH = 6;
    private static final double PADDING = 20;

    private final Texts texts;
    private final StepCursor cursor;
    private final Surface surface = new Surface(this::draw).grounded();
    private final HoverCard card = new HoverCard(this);
    private final LongProperty picked = new SimpleLongProperty(this, "picked", StepCursor.NONE);
    private UpdateLog log = new UpdateLog();
    private List<TimelineMark> marks = List.of();
    private TimelinePlan plan = TimelinePlan.withoutUpdates(1, 1);
    private long now;
    private long shownChanges = -1;

    public TimelineBar(Texts texts, StepCursor cursor) {
        this.texts = texts;
        this.cursor = cursor;
        getStyleClass().add("timeline-bar");
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.SLIDER);
        setPrefSize(400, 48);
        setMinSize(120, 44);
        getChildren().add(surface);
        cursor.stepProperty().addListener((_, _, _) -> surface.request());
        picked.addListener((_, _, _) -> surface.request());
        focusedProperty().addListener((_, _, _) -> surface.request());
        addEventHandler(MouseEvent.MOUSE_MOVED, this::move);
        addEventHandler(MouseEvent.MOUSE_EXITED, _ -> leave());
        addEventHandler(MouseEvent.MOUSE_PRESSED, this::press);
        addEventHandler(MouseEvent.MOUSE_DRAGGED, this::pick);
        addEventHandler(KeyEvent.KEY_PRESSED, this::key);
        refresh();
    }

    /// The step looked back at, or [StepCursor#NONE] for now; the view may set it back.
    public LongProperty pickedProperty() {
        return picked;
    }

    /// Shows `updates`, to which the owner appends before each [#refresh].
    public void setLog(UpdateLog updates) {
        log = updates;
        refresh();
    }

    public void setMarks(List<TimelineMark> byHand) {
        marks = List.copyOf(byHand);
        surface.request();
    }

    public void setPlan(TimelinePlan whole) {
        plan = whole;
        refresh();
    }

    /// Sets where now is.
    ///
    /// @param step the run is at
    public void setNow(long step) {
        if (step != now || log.changes() != shownChanges) {
            now = step;
            refresh();
        }
    }

    public void refresh() {
        shownChanges = log.changes();
        setAccessibleText(
                texts.get(
                        "chart.timeline",
                        Digits.whole(log.size()),
                        Digits.whole(now),
                        Digits.whole(plan.lastStep())));
        surface.request();
    }

    private TimelineScale scale() {
        return new TimelineScale(PADDING, Math.max(1, getWidth() - 2 * PADDING), plan.lastStep());
    }

    private void move(MouseEvent e) {
        long step = scale().step(e.getX());
        cursor.point(step);
        card.show(words(e.getX(), step), e.getScreenX(), e.getScreenY());
    }

    private void leave() {
        cursor.point(StepCursor.NONE);
        card.hide();
    }

    private void press(MouseEvent e) {
        requestFocus();
        pick(e);
    }

    private void pick(MouseEvent e) {
        long step = scale().step(e.getX());
        picked.set(step < now ? step : StepCursor.NONE);
        cursor.point(step);
        e.consume();
    }

    private void key(KeyEvent e) {
        boolean known = true;
        switch (e.getCode()) {
            case LEFT -> pickUpdate(-1);
            case RIGHT -> pickUpdate(1);
            case HOME -> picked.set(0);
            case END, ESCAPE -> picked.set(StepCursor.NONE);
            default -> known = false;
        }
        if (known) {
            e.consume();
        }
    }

    /// Goes to the update before or after the picked step; past the last one to now.
    private void pickUpdate(int direction) {
        long from = picked.get() == StepCursor.NONE ? now : picked.get();
        int next = direction > 0 ? log.firstAtLeast(from + 1) : log.firstAtLeast(from) - 1;
        if (next >= log.size()) {
            picked.set(StepCursor.NONE);
        } else if (next >= 0) {
            picked.set(log.step(next));
        }
    }

    private String words(double x, long step) {
        Optional<TimelineMark> mark = markAt(x);
        if (mark.isPresent()) {
            TimelineMark m = mark.get();
            return m.what()
                    + "  "
                    + m.change()
                    + "\n"
                    + texts.get("chart.byHand", Digits.whole(m.step()));
        }
        int i = log.nearest(step);
        if (i >= 0 && Math.abs(log.step(i) - step) <= log.spacing() / 2) {
            return texts.get("chart.step", Digits.whole(log.step(i)))
                    + "\n"
                    + texts.get("chart.grown")
                    + "  "
                    + Digits.whole(log.grown(i))
                    + "\n"
                    + texts.get("chart.dropped")
                    + "  "
                    + Digits.whole(log.dropped(i));
        }
        return texts.get("chart.step", Digits.whole(step));
    }

    private Optional<TimelineMark> markAt(double x) {
        TimelineScale scale = scale();
        return marks.stream()
                .filter(m -> Math.abs(scale.x(m.step()) - x) <= MARK_REACH)
                .min((a, b) ->
                        Double.compare(
                                Math.abs(scale.x(a.step()) - x), Math.abs(scale.x(b.step()) - x)));
    }

    @Override
    protected void layoutChildren() {
        surface.resizeRelocate(0, 0, getWidth(), getHeight());
    }

    private void draw(Drawing d) {
        var ink = new TimelineInk(d, scale(), plan, now, texts);
        ink.track(isFocused());
        ink.planned(log);
        ink.bars(log);
        ink.marks(marks);
        if (cursor.isMarked()) {
            ink.cursor(cursor.step());
        }
        if (picked.get() != StepCursor.NONE) {
            ink.picked(picked.get());
        }
        ink.labels(ink.now());
    }
}
