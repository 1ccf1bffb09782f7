package filigree.views.control;

import java.util.function.BiConsumer;
import javafx.scene.AccessibleRole;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import javafx.util.Subscription;

/// A thumbnail of a layer, filling its place, with the part a heatmap shows framed.
public final class MiniMap extends Region {
    private final PixelSheet sheet = new PixelSheet();
    private final Surface overlay = new Surface(this::drawOverlay);
    private final Redraw redraw = new Redraw(this::draw, sheet.view());
    private final AreaAverage average = new AreaAverage();
    private MatrixPicture picture = MatrixPicture.empty(0, 0);
    private RowOrder order = RowOrder.byIndex(0);
    private Subscription following = Subscription.EMPTY;
    private boolean framed;
    private Viewport frame = Viewport.fit(0, 0, 0, 0);
    private BiConsumer<Double, Double> onMove = (_, _) -> {};

    public MiniMap() {
        getStyleClass().add("mini-map");
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setPrefSize(64, 56);
        setMinSize(8, 8);
        getChildren().addAll(redraw, overlay);
        overlay.setMouseTransparent(true);
        overlay.ground(this);
        overlay.colorsProperty().addListener((_, _, _) -> redraw.request());
        addEventHandler(MouseEvent.MOUSE_PRESSED, this::move);
        addEventHandler(MouseEvent.MOUSE_DRAGGED, this::move);
    }

    public void setPicture(MatrixPicture now, RowOrder rows) {
        picture = now;
        order = rows;
        redraw.request();
    }

    /// Frames what `map` shows unless that is everything, and moves it when pressed or dragged.
    public void follow(Heatmap map) {
        leave();
        following = map.viewportProperty().subscribe(this::setFrame);
        onMove = (position, column) -> map.look(map.viewport().centredOn(position, column));
    }

    /// Frames nothing any more.
    public void leave() {
        following.unsubscribe();
        following = Subscription.EMPTY;
        framed = false;
        overlay.request();
    }

    private void setFrame(Viewport now) {
        framed = true;
        frame = now;
        overlay.request();
    }

    private void move(MouseEvent e) {
        if (framed && !frame.showsAll()) {
            onMove.accept(
                    Math.floor(e.getY() / getHeight() * picture.rows()),
                    Math.floor(e.getX() / getWidth() * picture.columns()));
            e.consume();
        }
    }

    @Override
    protected void layoutChildren() {
        redraw.resizeRelocate(0, 0, getWidth(), getHeight());
        overlay.resizeRelocate(0, 0, getWidth(), getHeight());
    }

    private void draw() {
        int w = (int) Math.floor(getWidth());
        int h = (int) Math.floor(getHeight());
        sheet.resize(w, h);
        if (w > 0
                && h > 0
                && picture.rows() > 0
                && picture.columns() > 0
                && picture.rows() == order.size()) {
            average.paint(
                    picture,
                    order,
                    overlay.colors(),
                    (double) w / picture.columns(),
                    (double) h / picture.rows(),
                    0,
                    0,
                    w,
                    h,
                    sheet.argb(),
                    0,
                    w);
            sheet.updateAll();
        }
    }

    private void drawOverlay(Drawing d) {
        if (!framed || frame.showsAll()) {
            return;
        }
        double sx = d.width() / frame.columns();
        double sy = d.height() / frame.rows();
        double x = Drawing.snap(frame.firstColumn() * sx);
        double y = Drawing.snap(frame.firstRow() * sy);
        double right = Drawing.snap((frame.lastColumn() + 1) * sx);
        double bottom = Drawing.snap((frame.lastRow() + 1) * sy);
        var g = d.g();
        g.setStroke(d.color(filigree.views.theme.DataColor.ACCENT));
        g.setLineWidth(2);
        g.strokeRect(x + 1, y + 1, Math.max(4, right - x - 2), Math.max(4, bottom - y - 2));
    }
}
