package filigree.views.control;

import filigree.views.theme.DataColor;
import filigree.views.theme.DataColors;
import filigree.views.theme.DataStyle;
import java.util.function.Consumer;
import javafx.beans.value.ObservableValue;
import javafx.scene.canvas.Canvas;
import javafx.scene.layout.Background;
import javafx.scene.layout.Region;

/// A canvas as large as its place, drawn again when asked, resized or differently styled.
///
/// On a ground of its own, what changes here is painted from this ground up: the renderer need not
/// paint the panels and the window under it, which cost it more than the drawing.
final class Surface extends Region {
    private final Canvas canvas = new Canvas();
    private final DataStyle style = new DataStyle();
    private final Consumer<Drawing> painter;
    private final Redraw redraw = new Redraw(this::draw, canvas);

    Surface(Consumer<Drawing> painter) {
        this.painter = painter;
        canvas.setManaged(false);
        getChildren().addAll(style, redraw);
        style.colorsProperty().addListener((_, _, _) -> request());
        style.fontProperty().addListener((_, _, _) -> request());
    }

    /// Puts this on a ground of the panels' colour instead of leaving it transparent.
    Surface grounded() {
        ground(this);
        return this;
    }

    /// Puts `region`, which holds this or stands beside it, on such a ground.
    void ground(Region region) {
        style.colorsProperty()
                .subscribe(colors ->
                        region.setBackground(Background.fill(colors.color(DataColor.PANEL))));
    }

    void request() {
        redraw.request();
    }

    DataColors colors() {
        return style.colors();
    }

    ObservableValue<DataColors> colorsProperty() {
        return style.colorsProperty();
    }

    DataStyle style() {
        return style;
    }

    @Override
    protected void layoutChildren() {
        redraw.resizeRelocate(0, 0, getWidth(), getHeight());
    }

    private void draw() {
        double w = Math.ceil(getWidth());
        double h = Math.ceil(getHeight());
        if (canvas.getWidth() != w || canvas.getHeight() != h) {
            canvas.setWidth(w);
            canvas.setHeight(h);
        }
        if (w < 1 || h < 1) {
            return;
        }
        var g = canvas.getGraphicsContext2D();
        g.clearRect(0, 0, w, h);
        painter.accept(new Drawing(g, w, h, style.colors(), style.font()));
    }
}
