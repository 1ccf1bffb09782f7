package filigree.views.control;

import filigree.views.theme.DataStyle;
import java.util.Objects;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Line;
import javafx.scene.shape.Rectangle;

/// What surrounds a plot: title left, current value right, legend under the title.
final class ChartFrame extends Region {
    private static final String STYLESHEET =
            Objects.requireNonNull(
                            ChartFrame.class.getResource("/filigree/views/data-charts.css"),
                            "data-charts.css")
                    .toExternalForm();

    private final Label title = new Label();
    private final Label value = new Label();
    private final FlowPane legend = new FlowPane(12, 0);
    private final DataStyle style = new DataStyle();
    private final BorderPane pane = new BorderPane();

    ChartFrame(String name, Node body) {
        title.setText(name);
        title.getStyleClass().add("chart-title");
        value.getStyleClass().add("chart-value");
        title.setMinWidth(USE_PREF_SIZE);
        value.setMinWidth(USE_PREF_SIZE);
        legend.getStyleClass().add("chart-legend");
        var gap = new Region();
        gap.setMinWidth(8);
        HBox.setHgrow(gap, Priority.ALWAYS);
        var head = new HBox(title, gap, value);
        head.setAlignment(javafx.geometry.Pos.BASELINE_LEFT);
        head.getStyleClass().add("chart-head");
        var top = new VBox(head, legend);
        top.getStyleClass().add("chart-top");
        pane.setTop(top);
        pane.setCenter(body);
        getChildren().addAll(style, pane);
        legend.managedProperty().bind(legend.visibleProperty());
        legend.setVisible(false);
    }

    void setTitle(String now) {
        title.setText(now);
        boolean shown = !now.isEmpty() || !value.getText().isEmpty();
        title.getParent().setManaged(shown);
        title.getParent().setVisible(shown);
    }

    String title() {
        return title.getText();
    }

    void setValue(String now) {
        if (!now.equals(value.getText())) {
            value.setText(now);
        }
    }

    void clearLegend() {
        legend.getChildren().clear();
        legend.setVisible(false);
    }

    /// Adds the name of a line, a piece of the line before it.
    void addLine(ChartLine line) {
        var swatch = new Line(0.75, 0.75, 11.25, 0.75);
        swatch.setStrokeWidth(line.width());
        swatch.setStrokeLineCap(javafx.scene.shape.StrokeLineCap.BUTT);
        for (double length : line.dash().pattern()) {
            swatch.getStrokeDashArray().add(length * 0.6);
        }
        swatch.strokeProperty()
                .bind(style.colorsProperty().map(colors -> colors.color(line.color())));
        add(swatch, line.label());
    }

    /// Adds the name of a colour, a square before it.
    void addSwatch(filigree.views.theme.DataColor color, String label) {
        var swatch = new Rectangle(8, 8);
        swatch.setArcWidth(3);
        swatch.setArcHeight(3);
        swatch.fillProperty().bind(style.colorsProperty().map(colors -> colors.color(color)));
        add(swatch, label);
    }

    private void add(Node swatch, String text) {
        var label = new Label(text, swatch);
        label.getStyleClass().add("chart-legend-label");
        label.setMinWidth(USE_PREF_SIZE);
        legend.getChildren().add(label);
        legend.setVisible(true);
    }

    @Override
    public String getUserAgentStylesheet() {
        return STYLESHEET;
    }

    @Override
    protected void layoutChildren() {
        pane.resizeRelocate(0, 0, getWidth(), getHeight());
    }

    @Override
    protected double computePrefHeight(double width) {
        return pane.prefHeight(width);
    }

    @Override
    protected double computePrefWidth(double height) {
        return pane.prefWidth(height);
    }

    @Override
    protected double computeMinHeight(double width) {
        return pane.minHeight(width);
    }

    @Override
    protected double computeMinWidth(double height) {
        return pane.minWidth(height);
    }
}
