package filigree.views.overview;

import filigree.views.control.ChartLine;
import filigree.views.control.ChurnChart;
import filigree.views.control.Panel;
import filigree.views.control.SeriesChart;
import filigree.views.control.StepCursor;
import filigree.views.fx.Pulse;
import filigree.views.fx.Refresh.Kind;
import filigree.views.run.RunCurves;
import filigree.views.run.RunViewModel;
import filigree.views.run.RunWords;
import java.util.List;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// Fills the places of `overview.fxml`: network strip, mask, fan-in picture, charts.
public final class OverviewController {
    private static final double FAN_IN_WIDTH = 208; // 28 pixels at five each, and their scale

    private final RunViewModel run;
    private final RunWords words;
    private final StepCursor cursor;
    private final FanInPanel fanIn;
    private final MaskPanel mask;
    private final NetworkStrip strip;
    private final SeriesChart accuracy;
    private final SeriesChart sparsity;
    private final ChurnChart churn;

    @FXML private StackPane stripPlace;
    @FXML private StackPane maskPlace;
    @FXML private HBox charts;

    /// @param cursor shared with the timeline
    public OverviewController(RunViewModel run, RunWords words, StepCursor cursor) {
        this.run = run;
        this.words = words;
        this.cursor = cursor;
        this.fanIn = new FanInPanel(run, words);
        this.mask = new MaskPanel(run, words);
        this.strip = new NetworkStrip(run, words);
        this.accuracy = chart("overview.accuracy");
        this.sparsity = chart("overview.sparsity");
        this.churn = new ChurnChart(words.own(), words.own().get("overview.churn"), cursor);
    }

    private SeriesChart chart(String key) {
        SeriesChart chart = new SeriesChart(words.own(), words.own().get(key), cursor);
        chart.setUnit(" %", 1);
        chart.setLastStep(run.snapshot().steps());
        return chart;
    }

    @FXML
    void initialize() {
        RunCurves curves = run.curves();
        accuracy.setLines(
                List.of(
                        ChartLine.thisRun(
                                words.own().get("overview.validation"),
                                curves.validationAccuracy()),
                        ChartLine.other(
                                words.own().get("overview.training"), curves.trainingAccuracy())));
        sparsity.setPercentRange();
        sparsity.setLines(
                List.of(
                        ChartLine.thisRun(words.own().get("overview.actual"), curves.sparsity())
                                .asSteps(),
                        ChartLine.planned(words.own().get("overview.planned"), curves.planned())));
        churn.setLastStep(run.snapshot().steps());
        churn.setLog(curves.updates());
        stripPlace.getChildren().setAll(strip);
        maskPlace.getChildren().setAll(mask.panel());
        charts.getChildren()
                .setAll(framed(fanIn), framed(accuracy), framed(sparsity), framed(churn));
        for (Node panel : charts.getChildren()) {
            HBox.setHgrow(panel, Priority.ALWAYS);
        }
        ((Region) charts.getChildren().getFirst()).setMinWidth(FAN_IN_WIDTH);
    }

    private static Region framed(Region content) {
        VBox box = new VBox(content);
        box.getStyleClass().addAll("panel", "chart-panel");
        box.setMinWidth(160);
        box.setPrefWidth(190);
        VBox.setVgrow(content, Priority.ALWAYS);
        return box;
    }

    /// Has its places refreshed by `pulse`.
    public void refreshedBy(Pulse pulse) {
        pulse.add(mask.panel(), Kind.PICTURE, mask::refresh);
        pulse.add(strip, Kind.NUMBER, _ -> strip.refresh());
        pulse.add(fanIn, Kind.NUMBER, _ -> fanIn.refresh());
        pulse.add(charts, Kind.NUMBER, _ -> refreshCharts());
    }

    private boolean refreshCharts() {
        long step = run.snapshot().step();
        accuracy.setNow(step);
        sparsity.setNow(step);
        churn.setNow(step);
        accuracy.refresh();
        sparsity.refresh();
        churn.refresh();
        return true;
    }

    /// The panel with the live mask, for tests.
    Panel maskPanel() {
        return mask.panel();
    }
}
