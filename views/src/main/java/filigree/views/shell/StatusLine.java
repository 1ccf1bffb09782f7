package filigree.views.shell;

import filigree.model.data.TextSource;
import filigree.model.train.Snapshot;
import filigree.views.control.Numbers;
import filigree.views.control.StatusItem;
import filigree.views.run.RunViewModel;
import filigree.views.run.RunWords;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.controlsfx.control.PopOver;

/// The line at the foot of the window: where the run is and how it stands. Every per cent says of
/// what, and a click on it shows the formula.
final class StatusLine extends HBox {
    private static final double MINUTE = 60;
    private static final double HOUR = 3600;

    private final RunViewModel run;
    private final RunWords words;
    private final StatusItem step;
    private final StatusItem epoch;
    private final StatusItem loss;
    private final StatusItem validation;
    private final StatusItem sparsity;
    private final StatusItem effective;
    private final StatusItem active;
    private final StatusItem speed;
    private final StatusItem update;
    private final StatusItem left;
    private Object shown = "";

    /// What goes first where the window is too narrow for all.
    private final List<StatusItem> dispensable;

    StatusLine(RunViewModel run, RunWords words) {
        this.run = run;
        this.words = words;
        getStyleClass().add("status-line");
        setAlignment(Pos.CENTER_LEFT);
        step = item("status.step", 32, "");
        epoch = item("status.epoch", 26, "");
        loss = item("status.loss", 34, "status.loss.formula");
        validation = item("status.validation", 44, "status.validation.formula");
        sparsity = item("status.sparsity", 44, "status.sparsity.formula");
        effective = item("status.effective", 44, "status.effective.formula");
        active = item("status.active", 46, "status.active.formula");
        speed = item("status.speed", 50, "status.speed.formula");
        update = item("status.update", 18, "");
        left = item("status.left", 34, "");
        dispensable = List.of(update, epoch, loss, active, speed);
        setMinWidth(0);
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        getChildren()
                .addAll(
                        step,
                        epoch,
                        loss,
                        validation,
                        sparsity,
                        effective,
                        active,
                        speed,
                        gap,
                        update,
                        left);
        refresh();
        widthProperty().subscribe(this::hideWhatDoesNotFit);
    }

    private void hideWhatDoesNotFit() {
        dispensable.forEach(item -> show(item, true));
        for (StatusItem item : dispensable) {
            if (getWidth() == 0 || prefWidth(-1) <= getWidth()) {
                return;
            }
            show(item, false);
        }
    }

    private static void show(StatusItem item, boolean shown) {
        item.setVisible(shown);
        item.setManaged(shown);
    }

    private StatusItem item(String key, double width, String formula) {
        StatusItem item = new StatusItem(words.own().get(key), Numbers.NONE, "");
        item.reserve(width);
        item.setId(key.replace('.', '-'));
        if (!formula.isEmpty()) {
            item.getStyleClass().add("explained");
            item.setOnMouseClicked(_ -> explain(item, words.own().get(formula)));
        }
        return item;
    }

    private static void explain(Node of, String formula) {
        Label text = new Label(formula);
        text.setWrapText(true);
        text.setMaxWidth(320);
        VBox box = new VBox(text);
        box.getStyleClass().add("formula");
        PopOver over = new PopOver(box);
        over.setArrowLocation(PopOver.ArrowLocation.BOTTOM_CENTER);
        over.setDetachable(false);
        over.show(of);
    }

    /// @return whether there were newer numbers
    boolean refresh() {
        Snapshot s = run.snapshot();
        if (s == shown) {
            return false;
        }
        shown = s;
        set(step, Numbers.count(s.step()), of(Numbers.count(s.steps())));
        set(
                epoch,
                Numbers.fixed(s.epoch(), 1),
                of(Numbers.count(Math.ceilDiv(s.steps(), s.stepsPerEpoch()))));
        set(
                loss,
                Double.isNaN(s.trainingLoss()) ? Numbers.NONE : Numbers.fixed(s.trainingLoss(), 3),
                "");
        s.validation()
                .ifPresent(v ->
                        set(
                                validation,
                                Numbers.percent(v.accuracy(), 1),
                                words.own()
                                        .get(
                                                v.ofTokens()
                                                        ? "status.ofCharacters"
                                                        : "status.ofImages",
                                                Numbers.count(v.examples()))));
        String prunable = words.own().get("status.ofPrunable");
        set(sparsity, Numbers.percent(s.sparsity(), 1), prunable);
        set(effective, Numbers.percent(s.effectiveSparsity(), 1), prunable);
        set(
                active,
                Numbers.count(s.active()),
                words.own().get("status.weights", Numbers.count(s.prunable())));
        int context = s.recipe().data() instanceof TextSource text ? text.context() : 0;
        set(
                speed,
                Numbers.count(Math.round(s.imagesPerSecond() * Math.max(1, context) / 100) * 100),
                words.own()
                        .get(
                                context > 0
                                        ? "status.charactersPerSecond"
                                        : "status.imagesPerSecond"));
        set(update, Numbers.count(s.updates()), "");
        double rate = s.imagesPerSecond() / s.recipe().batch();
        boolean runs = rate > 0 && s.step() < s.steps() && !s.state().isOver();
        showLeft(runs ? Math.ceil((s.steps() - s.step()) / rate) : Double.NaN);
        hideWhatDoesNotFit();
        return true;
    }

    /// In the largest unit that leaves two digits to see move.
    private void showLeft(double seconds) {
        if (Double.isNaN(seconds)) {
            set(left, Numbers.NONE, "");
        } else if (seconds < 2 * MINUTE) {
            set(left, Numbers.count(Math.round(seconds)), words.own().get("status.secondsUnit"));
        } else if (seconds < 2 * HOUR) {
            long minutes = Math.round(seconds / MINUTE);
            set(left, Numbers.count(minutes), words.own().get("status.minutesUnit"));
        } else {
            long hours = Math.round(seconds / HOUR);
            set(left, Numbers.count(hours), words.own().get("status.hoursUnit"));
        }
    }

    private String of(String whole) {
        return words.own().get("inspector.of", whole);
    }

    private static void set(StatusItem item, String value, String suffix) {
        item.valueProperty().set(value);
        item.suffixProperty().set(suffix);
    }
}
