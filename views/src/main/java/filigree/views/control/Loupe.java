package filigree.views.control;

import javafx.scene.AccessibleRole;
import javafx.scene.layout.Region;

/// 24 x 16 weights around one, 10 pixels each, with the marks of the last update.
public final class Loupe extends Region {
    public static final int COLUMNS = 24;
    public static final int ROWS = 16;
    private static final int ZOOM = 10;

    private final HeatmapPixels pixels = new HeatmapPixels();
    private final Surface overlay = new Surface(this::drawOverlay);
    private final Redraw redraw = new Redraw(this::draw, pixels.view());
    private MatrixPicture picture = MatrixPicture.empty(0, 0);
    private RowOrder order = RowOrder.byIndex(0);
    private Cell cell = new Cell(0, 0);

    public Loupe() {
        getStyleClass().add("loupe");
        setMinSize(COLUMNS * ZOOM, ROWS * ZOOM);
        setPrefSize(COLUMNS * ZOOM, ROWS * ZOOM);
        setMaxSize(COLUMNS * ZOOM, ROWS * ZOOM);
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        getChildren().addAll(redraw, overlay);
        overlay.ground(this);
        overlay.colorsProperty().addListener((_, _, _) -> redrawAll());
    }

    /// Shows the surroundings of `now` in a picture whose rows stand in an order.
    public void show(MatrixPicture matrix, RowOrder rows, CellChanges changes, Cell now) {
        picture = matrix;
        order = rows;
        cell = now;
        pixels.mark(changes, 0);
        redrawAll();
    }

    /// Returns the area a loupe shows around a cell, kept inside the matrix.
    static CellArea area(Viewport view, int position, int column) {
        int columns = Math.min(COLUMNS, view.columns());
        int rows = Math.min(ROWS, view.rows());
        int c = Math.clamp(column - COLUMNS / 2, 0, view.columns() - columns);
        int p = Math.clamp(position - ROWS / 2, 0, view.rows() - rows);
        return new CellArea(p, c, rows, columns);
    }

    private Viewport view() {
        var all =
                new Viewport(
                        picture.rows(), picture.columns(), COLUMNS * ZOOM, ROWS * ZOOM, ZOOM, 0, 0);
        CellArea area = area(all, position(), cell.column());
        return all.panned(-area.column() * ZOOM, -area.position() * ZOOM);
    }

    private int position() {
        return cell.row() < order.size() ? order.position(cell.row()) : 0;
    }

    private void redrawAll() {
        pixels.invalidate();
        redraw.request();
        overlay.request();
    }

    private void draw() {
        pixels.draw(picture, order, view(), overlay.colors(), true);
    }

    private void drawOverlay(Drawing d) {
        if (cell.row() < order.size()) {
            HeatmapMarks.cell(d, view(), position(), cell.column());
        }
    }

    @Override
    protected void layoutChildren() {
        redraw.resizeRelocate(0, 0, getWidth(), getHeight());
        overlay.resizeRelocate(0, 0, getWidth(), getHeight());
    }
}
