package filigree.views.control;

import filigree.model.text.Texts;
import filigree.views.theme.DataColor;
import java.util.List;
import java.util.Locale;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// All data pictures on one page, as in the window.
final class PicturesDemo {
    private final Texts texts;
    private final StepCursor cursor = new StepCursor();
    private final SampleData data = SampleData.layer(SampleData.ROWS, SampleData.COLUMNS, 0.08);
    private final CellChanges changes = data.changes();

    private PicturesDemo(Locale locale) {
        texts = Texts.of("filigree.views.messages", locale, PicturesDemo.class.getClassLoader());
    }

    static Parent page(Locale locale) {
        return new PicturesDemo(locale).page();
    }

    private Parent page() {
        var left = new VBox(16, panel(overview()), charts(), masks());
        var right = panel(inspector());
        right.setPrefWidth(272);
        right.setMinWidth(272);
        HBox.setHgrow(left, Priority.ALWAYS);
        var page = new VBox(16, new HBox(16, left, right), timeline());
        page.setPadding(new Insets(16));
        page.setStyle("-fx-background-color: -color-bg-inset; -fx-font-size: 13px;");
        return page;
    }

    private static Region panel(Node content) {
        var box = new VBox(content);
        box.setPadding(new Insets(12));
        box.setStyle(
                "-fx-background-color: -color-border-subtle, -color-bg-default;"
                        + "-fx-background-insets: 0, 1; -fx-background-radius: 6, 5;");
        return box;
    }

    private Node overview() {
        var map = new Heatmap(texts);
        map.setPicture(data.picture(SparsePicture.mask()));
        map.holdProperty().set(true);
        map.showChanges(changes, 0);
        map.select(new Cell(87, 300));
        map.setPrefSize(784, 300);
        map.setMinSize(784, 300);
        var fanIn = new MarginBars(MarginBars.Side.RIGHT, map);
        fanIn.setCounts(data.fanIn());
        map.clearSelection();
        map.select(new Cell(87, 300));
        return new HBox(2, map, fanIn);
    }

    private Node charts() {
        var accuracy = new SeriesChart(texts, "Accuracy", cursor);
        accuracy.setUnit(" %", 1);
        accuracy.setLastStep(8400);
        accuracy.setNow(4200);
        accuracy.setLines(
                List.of(
                        ChartLine.thisRun("validation", SampleData.accuracy(84, 50, 86, 1)),
                        ChartLine.other("train", SampleData.accuracy(420, 10, 90, 2))));
        var planned = new Series();
        var actual = new Series();
        planned.append(0, 80);
        planned.append(1500, 90);
        planned.append(8400, 90);
        for (int i = 0; i <= 42; i++) {
            actual.append(i * 100, i < 15 ? 80 : 90);
        }
        var sparsity = new SeriesChart(texts, "Sparsity", cursor);
        sparsity.setUnit(" %", 1);
        sparsity.setRange(75, 95);
        sparsity.setLastStep(8400);
        sparsity.setNow(4200);
        sparsity.setLines(
                List.of(
                        ChartLine.thisRun("actual", actual).asSteps(),
                        ChartLine.planned("planned", planned).asSteps()));
        var churn = new ChurnChart(texts, "Churn per update", cursor);
        churn.setLastStep(8400);
        churn.setNow(4200);
        churn.setLog(SampleData.updates(42, 100));
        cursor.stepProperty().set(2100);
        var pareto = new SeriesChart(texts, "Methods", cursor);
        pareto.setUnit(" %", 1);
        pareto.setLastStep(8400);
        var middle = SampleData.accuracy(42, 200, 86, 4);
        var low = new Series();
        var high = new Series();
        for (int i = 0; i < middle.size(); i++) {
            low.append(middle.x(i), middle.y(i) - 1.5);
            high.append(middle.x(i), middle.y(i) + 1.5);
        }
        pareto.setLines(
                List.of(
                        ChartLine.method("RigL", middle, DataColor.METHOD_1).withBand(low, high),
                        ChartLine.method(
                                "SET", SampleData.accuracy(42, 200, 83, 5), DataColor.METHOD_2),
                        ChartLine.method(
                                "static",
                                SampleData.accuracy(42, 200, 80, 6),
                                DataColor.METHOD_3)));
        var row = new HBox(16, panel(pareto), panel(accuracy), panel(sparsity), panel(churn));
        row.setPrefHeight(224);
        for (Node node : row.getChildren()) {
            HBox.setHgrow(node, Priority.ALWAYS);
            VBox.setVgrow(((VBox) node).getChildren().getFirst(), Priority.ALWAYS);
        }
        return row;
    }

    private Node masks() {
        var map = new Heatmap(texts);
        map.setPicture(data.picture(SparsePicture.signed(0.32)));
        map.orderProperty().set(RowOrder.byCount(data.fanIn()));
        map.setPrefSize(600, 220);
        map.setMinSize(600, 220);
        map.loupeFrameProperty().set(true);
        map.resize(600, 220);
        map.layout();
        map.zoomBy(1, 300, 0);
        map.zoomBy(1, 300, 0);
        map.select(map.cellAt(290, 60).orElseThrow());
        var fanOut = new MarginBars(MarginBars.Side.TOP, map);
        fanOut.setCounts(data.fanOut());
        var fanIn = new MarginBars(MarginBars.Side.RIGHT, map);
        fanIn.setCounts(data.fanIn());
        var scale = ColorScale.signed();
        scale.setLimit(0.32, 2);
        var first = thumbnail(data);
        first.follow(map);
        var second = thumbnail(SampleData.layer(100, 300, 0.23));
        var third = thumbnail(SampleData.layer(10, 100, 5));
        var thumbs = new VBox(12, new Label("fc1"), first, second, third);
        return panel(new HBox(16, new VBox(2, fanOut, new HBox(2, map, fanIn), scale), thumbs));
    }

    private MiniMap thumbnail(SampleData layer) {
        var mini = new MiniMap();
        mini.setPrefSize(196, 70);
        mini.setMinSize(196, 70);
        mini.setPicture(layer.picture(SparsePicture.signed(0.32)), RowOrder.byCount(layer.fanIn()));
        return mini;
    }

    private Node inspector() {
        var image = new WeightImage();
        image.setWeights(28, 28, 0.32, data.image(87));
        var scale = ColorScale.signed();
        scale.setLimit(0.32, 2);
        var loupe = new Loupe();
        int row = changes.row(3);
        loupe.show(
                data.picture(SparsePicture.signed(0.32)),
                RowOrder.byIndex(data.rows()),
                changes,
                new Cell(row, changes.column(3)));
        var histogram = new Histogram();
        histogram.setCounts(0.32, data.histogram(0.32, 24));
        var history = new Sparkline();
        var fanIn = new Series();
        for (int i = 0; i < 42; i++) {
            fanIn.append(i, 200 + 100 * Math.sin(i * 0.7) + i * 4);
        }
        history.setSeries(fanIn);
        history.setStepped(true);
        history.setTicked(true);
        history.setPrefSize(240, 72);
        var spark = new Sparkline();
        spark.setSeries(SampleData.accuracy(84, 50, 86, 1));
        var recall = new RecallBars();
        recall.setShares(0.8, 0.95, 0.7, 0.85, 0.75, 0.93, 0.6, 0.92, 0.96, 0.94);
        var counts = new CountImage();
        counts.setCounts(28, 28, data.fanOut());
        var magnitude = ColorScale.magnitude();
        magnitude.setEnds("0", "59");
        return new VBox(
                12,
                new Label("Incoming weights on the image"),
                image,
                scale,
                magnitude,
                loupe,
                new Label("Weights"),
                histogram,
                new Label("Fan-in history"),
                history,
                new HBox(16, spark, recall),
                counts);
    }

    private Node timeline() {
        var bar = new TimelineBar(texts, cursor);
        bar.setPlan(new TimelinePlan(8400, 600, 100, 100, 6300));
        bar.setNow(4200);
        bar.setLog(SampleData.updates(42, 100));
        bar.setMarks(
                List.of(
                        new TimelineMark(1500, "Target sparsity", "80 → 90 %"),
                        new TimelineMark(2600, "Drop fraction", "0.30 → 0.45")));
        return panel(bar);
    }
}
