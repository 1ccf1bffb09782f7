package filigree.views.shell;

import filigree.model.schedule.Span;
import filigree.model.topology.MaskUpdater;
import filigree.model.train.Snapshot;
import filigree.model.train.TrainingEvent;
import filigree.views.control.StepCursor;
import filigree.views.control.TimelineBar;
import filigree.views.control.TimelineMark;
import filigree.views.control.TimelinePlan;
import filigree.views.run.RunViewModel;
import filigree.views.run.RunWords;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/// The run from left to right: every update, every change by hand, what is planned.
final class TimelineStrip extends HBox {
    private final RunViewModel run;
    private final RunWords words;
    private final TimelineBar bar;

    TimelineStrip(RunViewModel run, RunWords words, StepCursor cursor) {
        this.run = run;
        this.words = words;
        this.bar = new TimelineBar(words.own(), cursor);
        getStyleClass().add("timeline-strip");
        setAlignment(Pos.CENTER_LEFT);
        Label title = new Label(words.own().get("timeline.title"));
        title.getStyleClass().add("strong");
        title.setMinWidth(USE_PREF_SIZE);
        HBox.setHgrow(bar, Priority.ALWAYS);
        bar.setMaxWidth(Double.MAX_VALUE);
        bar.setId("timeline");
        getChildren().setAll(title, bar);
        bar.setLog(run.curves().updates());
        run.recipeProperty().subscribe(_ -> plan());
        run.changesProperty().subscribe(this::mark);
    }

    TimelineBar bar() {
        return bar;
    }

    private void plan() {
        Snapshot s = run.snapshot();
        MaskUpdater updater = run.recipe().maskUpdater().inSteps(s.stepsPerEpoch());
        Span span = updater.span(s.steps());
        long first = firstUpdate(updater, span, s.steps());
        long every = first < 0 ? 0 : everyAfter(updater, first, span, s.steps());
        bar.setPlan(
                every == 0
                        ? TimelinePlan.withoutUpdates(s.steps(), s.stepsPerEpoch())
                        : new TimelinePlan(s.steps(), s.stepsPerEpoch(), every, first, span.end()));
    }

    private static long firstUpdate(MaskUpdater updater, Span span, long steps) {
        for (long step = Math.max(1, span.begin()); step <= span.end(); step++) {
            if (updater.updatesAt(step, steps)) {
                return step;
            }
        }
        return -1;
    }

    private static long everyAfter(MaskUpdater updater, long first, Span span, long steps) {
        for (long step = first + 1; step <= span.end(); step++) {
            if (updater.updatesAt(step, steps)) {
                return step - first;
            }
        }
        return Math.max(1, first);
    }

    private void mark(List<TrainingEvent.Changed> changes) {
        bar.setMarks(changes.stream().map(this::markOf).toList());
    }

    private TimelineMark markOf(TrainingEvent.Changed e) {
        String path = e.change().path();
        return new TimelineMark(
                e.step(),
                words.label(e.recipe(), path),
                words.value(e.recipe(), path, e.before())
                        + " → "
                        + words.value(e.recipe(), path, e.change().value()));
    }

    void refresh() {
        bar.setNow(run.snapshot().step());
    }
}
