package filigree.views.control;

import atlantafx.base.theme.PrimerLight;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;

/// Measures what drawing costs on the JavaFX thread; run by hand, prints milliseconds.
public final class DrawingCost {
    private static final int WARM_UP = 300;
    private static final int RUNS = 1000;

    private DrawingCost() {}

    public static void main(String[] args) throws InterruptedException {
        var done = new CountDownLatch(1);
        Platform.startup(() -> {
            Application.setUserAgentStylesheet(new PrimerLight().getUserAgentStylesheet());
            heatmaps();
            charts();
            done.countDown();
        });
        done.await();
        Platform.exit();
    }

    private static void heatmaps() {
        SampleData data = SampleData.layer(300, 784, 0.08);
        SampleData large = SampleData.layer(1000, 784, 0.1);
        CellChanges changes = data.changes();
        measureMap("heatmap 300 x 784, x1, mask", data, SparsePicture.mask(), 784, 300, changes);
        measureMap(
                "heatmap 300 x 784, x1, signed",
                data,
                SparsePicture.signed(0.3),
                784,
                300,
                changes);
        SampleData dense = SampleData.layer(300, 784, 20);
        measureMap(
                "heatmap 300 x 784, x1, dense",
                dense,
                SparsePicture.signed(0.3),
                784,
                300,
                changes);
        measureMap(
                "heatmap 1000 x 784 in 784 x 300",
                large,
                SparsePicture.mask(),
                784,
                300,
                CellChanges.none());
        var map = new Heatmap(Shown.TEXTS);
        map.setPicture(data.picture(SparsePicture.mask()));
        show(map, 784, 300);
        map.showChanges(changes, 0);
        long[] tick = {0};
        measure(
                "fading " + changes.size() + " marks",
                map,
                () -> {
                    tick[0] = (tick[0] + 1) % 1000;
                    map.refresh(tick[0] * 1_000_000);
                });
    }

    private static void measureMap(
            String name,
            SampleData data,
            SparsePicture.Paint paint,
            int width,
            int height,
            CellChanges changes) {
        var map = new Heatmap(Shown.TEXTS);
        map.setPicture(data.picture(paint));
        show(map, width, height);
        measure(
                name,
                map,
                () -> {
                    map.setPicture(data.picture(paint));
                    map.showChanges(changes, 0);
                });
    }

    private static void charts() {
        for (int points : new int[] {1000, 10_000, 1_000_000}) {
            Series curve = SampleData.accuracy(points, 1, 90, 1);
            var chart = new SeriesChart(Shown.TEXTS, "Accuracy", new StepCursor());
            chart.setLastStep(points);
            chart.setLines(
                    List.of(
                            ChartLine.thisRun("a", curve),
                            ChartLine.other("b", SampleData.accuracy(points, 1, 86, 2))));
            show(chart, 400, 220);
            measure("chart, 2 lines of " + points, chart, chart::refresh);
        }
    }

    private static void show(Region node, double width, double height) {
        node.setPrefSize(width, height);
        var scene = new Scene(new Pane(node), width, height);
        scene.getStylesheets().add("/filigree/views/data-light.css");
        scene.snapshot(null);
        scene.snapshot(null);
    }

    private static void measure(String name, Region node, Runnable change) {
        double[] millis = new double[RUNS];
        for (int i = -WARM_UP; i < RUNS; i++) {
            long begin = System.nanoTime();
            change.run();
            node.getScene().getRoot().layout();
            if (i >= 0) {
                millis[i] = (System.nanoTime() - begin) / 1e6;
            }
            if (i % 50 == 0) {
                node.getScene().snapshot(null);
            }
        }
        Arrays.sort(millis);
        System.out.printf(
                "%-36s median %.3f ms, p99 %.3f ms%n",
                name, millis[RUNS / 2], millis[RUNS * 99 / 100]);
    }
}
