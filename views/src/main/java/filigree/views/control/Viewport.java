package filigree.views.control;

/// Which part of a matrix is on screen, and how large. Immutable; all in pixels of the screen.
///
/// From 1 up the zoom is a whole number of pixels a weight; under 1 several weights share a pixel.
/// A matrix smaller than its place stands in the middle, then the origin is negative.
///
/// @param rows of the matrix
/// @param columns of the matrix
/// @param width of the place on screen
/// @param height of the place on screen
/// @param zoom pixels a weight, over 0
/// @param originX pixels of the matrix left of the place
/// @param originY pixels of the matrix above the place
public record Viewport(
        int rows, int columns, int width, int height, double zoom, int originX, int originY) {
    /// From this zoom on, one pixel between cells stays free.
    static final int GAP_FROM = 8;

    private static final double[] STEPS = {0.125, 0.25, 0.5, 1, 2, 3, 4, 6, 8, 10, 12};

    /// The largest zoom at which all of the matrix fits, up to 12.
    public static Viewport fit(int rows, int columns, int width, int height) {
        double room =
                Math.min(
                        (double) width / Math.max(1, columns), (double) height / Math.max(1, rows));
        double zoom = room > 0 ? room : 1;
        if (room >= 1) {
            for (double step : STEPS) {
                zoom = step <= room ? step : zoom;
            }
            zoom = Math.min(Math.floor(zoom), 12);
        }
        return new Viewport(rows, columns, width, height, zoom, 0, 0).clamped();
    }

    /// Returns the next zoom up (`direction` 1) or down (-1), or the same at the ends.
    public double nextZoom(int direction) {
        double smallest = Math.min(1, fit(rows, columns, width, height).zoom);
        if (direction > 0) {
            for (double step : STEPS) {
                if (step > zoom * 1.001) {
                    return step;
                }
            }
            return zoom;
        }
        for (int i = STEPS.length - 1; i >= 0; i--) {
            if (STEPS[i] < zoom * 0.999) {
                return Math.max(STEPS[i], smallest);
            }
        }
        return smallest;
    }

    /// Returns this at another zoom, the cell at `x`, `y` still there unless an edge forbids it.
    public Viewport zoomedAt(double x, double y, double newZoom) {
        int ox = (int) Math.floor((x + originX) / zoom * newZoom + 1e-9) - (int) x;
        int oy = (int) Math.floor((y + originY) / zoom * newZoom + 1e-9) - (int) y;
        return new Viewport(rows, columns, width, height, newZoom, ox, oy).clamped();
    }

    /// Returns this with the matrix moved by `dx`, `dy` pixels under the place.
    public Viewport panned(int dx, int dy) {
        return new Viewport(rows, columns, width, height, zoom, originX - dx, originY - dy)
                .clamped();
    }

    public Viewport resized(int newWidth, int newHeight) {
        return new Viewport(rows, columns, newWidth, newHeight, zoom, originX, originY).clamped();
    }

    /// Returns this moved as little as shows the cell wholly.
    public Viewport showing(int position, int column) {
        int ox =
                Math.clamp(
                        originX,
                        right(column) - width,
                        Math.max(right(column) - width, left(column)));
        int oy =
                Math.clamp(
                        originY,
                        bottom(position) - height,
                        Math.max(bottom(position) - height, top(position)));
        return new Viewport(rows, columns, width, height, zoom, ox, oy).clamped();
    }

    /// Returns this with the cell in the middle as far as edges allow.
    public Viewport centredOn(double position, double column) {
        int ox = (int) Math.floor((column + 0.5) * zoom - width / 2.0);
        int oy = (int) Math.floor((position + 0.5) * zoom - height / 2.0);
        return new Viewport(rows, columns, width, height, zoom, ox, oy).clamped();
    }

    private Viewport clamped() {
        int x = clamp(originX, contentWidth(), width);
        int y = clamp(originY, contentHeight(), height);
        return x == originX && y == originY
                ? this
                : new Viewport(rows, columns, width, height, zoom, x, y);
    }

    private static int clamp(int origin, int content, int place) {
        return content <= place ? -((place - content) / 2) : Math.clamp(origin, 0, content - place);
    }

    /// Returns how many pixels wide all columns are.
    public int contentWidth() {
        return Math.max(1, (int) Math.round(columns * zoom));
    }

    public int contentHeight() {
        return Math.max(1, (int) Math.round(rows * zoom));
    }

    private int left(int column) {
        return (int) Math.floor(column * zoom);
    }

    private int right(int column) {
        return (int) Math.ceil((column + 1) * zoom);
    }

    private int top(int position) {
        return (int) Math.floor(position * zoom);
    }

    private int bottom(int position) {
        return (int) Math.ceil((position + 1) * zoom);
    }

    /// Returns the left edge of a column on screen; it may lie outside.
    public int x(int column) {
        return left(column) - originX;
    }

    /// Returns the upper edge of the row at a position on screen; it may lie outside.
    public int y(int position) {
        return top(position) - originY;
    }

    /// Returns the column at `x`, perhaps outside of 0..columns - 1.
    public int column(double x) {
        return (int) Math.floor((Math.floor(x) + originX) / zoom + 1e-9);
    }

    /// Returns the position of the row at `y`, perhaps outside of 0..rows - 1.
    public int position(double y) {
        return (int) Math.floor((Math.floor(y) + originY) / zoom + 1e-9);
    }

    /// Returns whether a cell lies at `x`, `y`.
    public boolean holds(double x, double y) {
        int c = column(x);
        int p = position(y);
        return c >= 0 && c < columns && p >= 0 && p < rows;
    }

    public int firstColumn() {
        return Math.clamp(column(0), 0, Math.max(0, columns - 1));
    }

    public int lastColumn() {
        return Math.clamp(column(width - 1), 0, Math.max(0, columns - 1));
    }

    /// The first row's position on screen order.
    public int firstRow() {
        return Math.clamp(position(0), 0, Math.max(0, rows - 1));
    }

    public int lastRow() {
        return Math.clamp(position(height - 1), 0, Math.max(0, rows - 1));
    }

    /// Returns the left edge of the matrix on screen, 0 or more.
    public int visibleX() {
        return Math.max(0, -originX);
    }

    public int visibleY() {
        return Math.max(0, -originY);
    }

    /// Returns how many pixels of the place the matrix covers from left to right.
    public int visibleWidth() {
        return Math.min(width, contentWidth());
    }

    public int visibleHeight() {
        return Math.min(height, contentHeight());
    }

    /// Returns whether the whole matrix is on screen.
    public boolean showsAll() {
        return contentWidth() <= width && contentHeight() <= height;
    }
}
