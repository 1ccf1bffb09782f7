package filigree.views.control;

import filigree.views.theme.DataColors;
import filigree.views.theme.DataStyle;
import java.util.function.Consumer;
import javafx.beans.value.ObservableValue;
import javafx.scene.canvas.Canvas;
import javafx.scene.layout.Region;

/// A canvas as large as its place, drawn again when asked, resized or differently styled.
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
