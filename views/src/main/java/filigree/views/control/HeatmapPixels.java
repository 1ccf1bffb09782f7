package filigree.views.control;

import filigree.views.theme.DataColors;
import javafx.scene.image.ImageView;

/// A heatmap's pixels in two layers: the matrix, and above it the marks of what just changed.
///
/// The matrix is painted only when something about it changed; a fading mark touches its own pixels
/// alone, and only the part of the picture that holds marks is shown anew.
final class HeatmapPixels {
    static final long FADE_NANOS = 1_000_000_000;

    private final PixelSheet sheet = new PixelSheet();
    private final CellRaster raster = new CellRaster();
    private int[] base = {};
    private boolean stale = true;
    private CellChanges changes = CellChanges.none();
    private long since;
    private double strength;
    private boolean marked;

    ImageView view() {
        return sheet.view();
    }

    /// Says that the matrix must be painted again.
    void invalidate() {
        stale = true;
    }

    void mark(CellChanges now, long nanos) {
        stale = true;
        changes = now;
        since = nanos;
        strength = now.size() == 0 ? 0 : 1;
    }

    /// Returns whether the strength of the marks changed.
    boolean fade(long nanos) {
        double now = changes.size() == 0 ? 0 : 1 - (double) (nanos - since) / FADE_NANOS;
        double next = Math.clamp(now, 0.0, 1.0);
        boolean changed = next != strength;
        strength = next;
        return changed;
    }

    void draw(
            MatrixPicture picture, RowOrder order, Viewport view, DataColors colors, boolean hold) {
        if (sheet.resize(view.width(), view.height())) {
            base = new int[view.width() * view.height()];
            stale = true;
        }
        if (order.size() != view.rows() || picture.rows() != view.rows()) {
            return;
        }
        boolean whole = stale;
        if (stale) {
            raster.paint(picture, order, view, colors, base, 0, view.height());
            System.arraycopy(base, 0, sheet.argb(), 0, base.length);
            stale = false;
        }
        double shown = hold && changes.size() > 0 ? 1 : strength;
        boolean marks = shown > 0 || marked;
        if (marks) {
            CellMarks.draw(changes, order, view, colors, shown, base, sheet.argb());
        }
        marked = shown > 0;
        if (whole) {
            sheet.updateAll();
        } else if (marks) {
            updateMarked(order, view);
        }
    }

    private void updateMarked(RowOrder order, Viewport view) {
        int size = CellMarks.size(view);
        int left = view.width();
        int top = view.height();
        int right = 0;
        int bottom = 0;
        for (int i = 0; i < changes.size(); i++) {
            int x = view.x(changes.column(i));
            int y = view.y(order.position(changes.row(i)));
            left = Math.min(left, x);
            top = Math.min(top, y);
            right = Math.max(right, x + size);
            bottom = Math.max(bottom, y + size);
        }
        left = Math.max(0, left);
        top = Math.max(0, top);
        sheet.update(
                left,
                top,
                Math.min(view.width(), right) - left,
                Math.min(view.height(), bottom) - top);
    }
}
