package filigree.views.control;

import filigree.views.theme.DataColor;
import filigree.views.theme.DataColors;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.FontWeight;
import javafx.scene.text.Text;
import javafx.scene.text.TextAlignment;

/// One drawing on a canvas: its size, its colours, and lines that fall on whole pixels.
final class Drawing {
    private static final double BODY_SIZE = 13;

    private final GraphicsContext g;
    private final double width;
    private final double height;
    private final DataColors colors;
    private final Font body;
    private final Text ruler = new Text();

    Drawing(GraphicsContext g, double width, double height, DataColors colors, Font body) {
        this.g = g;
        this.width = width;
        this.height = height;
        this.colors = colors;
        this.body = body;
    }

    GraphicsContext g() {
        return g;
    }

    double width() {
        return width;
    }

    double height() {
        return height;
    }

    DataColors colors() {
        return colors;
    }

    Color color(DataColor token) {
        return colors.color(token);
    }

    /// Returns the font that is `size` where the body is 13.
    Font font(double size) {
        return Font.font(body.getFamily(), size * scale());
    }

    Font bold(double size) {
        return Font.font(body.getFamily(), FontWeight.SEMI_BOLD, size * scale());
    }

    /// Returns the whole pixel nearest to `at`.
    static double snap(double at) {
        return Math.floor(at + 0.5);
    }

    /// 1, or more in presentation mode.
    double scale() {
        return body.getSize() / BODY_SIZE;
    }

    void fill(DataColor token, double x, double y, double w, double h) {
        fill(color(token), x, y, w, h);
    }

    /// Fills the rectangle, its edges moved to whole pixels.
    void fill(Color color, double x, double y, double w, double h) {
        double left = snap(x);
        double top = snap(y);
        g.setFill(color);
        g.fillRect(left, top, snap(x + w) - left, snap(y + h) - top);
    }

    /// Draws one row of pixels.
    void horizontal(Color color, double x1, double x2, double y) {
        g.setFill(color);
        g.fillRect(snap(x1), Math.floor(y), snap(x2) - snap(x1), 1);
    }

    /// Draws one column of pixels, solid.
    void vertical(Color color, double x, double y1, double y2) {
        g.setFill(color);
        g.fillRect(Math.floor(x), snap(y1), 1, snap(y2) - snap(y1));
    }

    /// Draws one column of pixels, `on` drawn and `off` left out.
    void vertical(Color color, double x, double y1, double y2, int on, int off) {
        g.setFill(color);
        double end = snap(y2);
        for (double y = snap(y1); y < end; y += on + off) {
            g.fillRect(Math.floor(x), y, 1, Math.min(on, end - y));
        }
    }

    /// Returns the width `text` takes in the font of `size`.
    double textWidth(String text, double size) {
        ruler.setFont(font(size));
        ruler.setText(text);
        return ruler.getLayoutBounds().getWidth();
    }

    void text(Color color, double size, String text, double x, double y, TextAlignment align) {
        text(color, font(size), text, x, y, align);
    }

    /// Writes `text`, its middle at `y`.
    void text(Color color, Font font, String text, double x, double y, TextAlignment align) {
        g.setFill(color);
        g.setFont(font);
        g.setTextAlign(align);
        g.setTextBaseline(VPos.CENTER);
        g.fillText(text, snap(x), snap(y));
    }

    /// Writes `text` around `x`, but moved inside 0..width.
    void textInside(Color color, double size, String text, double x, double y) {
        double half = textWidth(text, size) / 2;
        double at = Math.max(half, Math.min(width - half, x));
        text(color, size, text, at, y, TextAlignment.CENTER);
    }
}
