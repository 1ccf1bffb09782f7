package filigree.views.control;

import filigree.views.theme.DataColor;
import filigree.views.theme.DataColors;
import java.util.Arrays;

/// Turns a matrix picture into pixels: whole pixels a cell from zoom 1 up, averages under 1.
final class CellRaster {
    /// From this zoom on a negative weight carries a bar at its foot.
    private static final int FOOT_FROM = 12;

    private final AreaAverage average = new AreaAverage();
    private int[] columns = {};
    private int[] argb = {};

    /// Paints pixel rows `fromY` to `endY` - 1 of the viewport into `out`, viewport.width() wide.
    ///
    /// Outside of the matrix pixels become 0.
    void paint(
            MatrixPicture picture,
            RowOrder order,
            Viewport view,
            DataColors colors,
            int[] out,
            int fromY,
            int endY) {
        Arrays.fill(out, fromY * view.width(), endY * view.width(), 0);
        if (view.rows() == 0 || view.columns() == 0 || view.width() == 0 || endY <= fromY) {
            return;
        }
        room(view);
        if (view.zoom() >= 1) {
            paintCells(picture, order, view, colors, out, fromY, endY);
        } else {
            paintAreas(picture, order, view, colors, out, fromY, endY);
        }
    }

    private void room(Viewport view) {
        int cells = view.lastColumn() - view.firstColumn() + 1;
        if (columns.length < cells) {
            columns = new int[cells];
            argb = new int[cells];
        }
    }

    private void paintCells(
            MatrixPicture picture,
            RowOrder order,
            Viewport view,
            DataColors colors,
            int[] out,
            int fromY,
            int endY) {
        int w = view.width();
        int z = (int) view.zoom();
        int size = z >= Viewport.GAP_FROM ? z - 1 : z;
        int pruned = colors.argb(DataColor.PRUNED);
        int dark = colors.argb(DataColor.TEXT);
        int left = view.visibleX();
        int right = left + view.visibleWidth();
        int top = Math.max(fromY, view.visibleY());
        int bottom = Math.min(endY, view.visibleY() + view.visibleHeight());
        for (int y = top; y < bottom; ) {
            int position = view.position(y);
            int cellTop = view.y(position);
            int next = Math.min(bottom, cellTop + z);
            int line = y * w;
            Arrays.fill(out, line + left, line + right, pruned);
            int row = order.row(position);
            int n =
                    y < cellTop + size
                            ? picture.cells(
                                    colors,
                                    row,
                                    view.firstColumn(),
                                    view.lastColumn() + 1,
                                    columns,
                                    argb)
                            : 0;
            paintLine(view, n, size, out, line);
            for (int copy = y + 1; copy < Math.min(next, cellTop + size); copy++) {
                System.arraycopy(out, line, out, copy * w, w);
            }
            for (int gap = Math.max(y + 1, cellTop + size); gap < next; gap++) {
                Arrays.fill(out, gap * w + left, gap * w + right, pruned);
            }
            int foot = cellTop + size - 1;
            if (z >= FOOT_FROM && foot >= y && foot < next) {
                paintFeet(picture, row, view, n, size, out, foot * w, dark);
            }
            y = next;
        }
    }

    private void paintLine(Viewport view, int n, int size, int[] out, int line) {
        if (size == 1) {
            int shift = line - view.originX();
            for (int k = 0; k < n; k++) {
                out[shift + columns[k]] = argb[k];
            }
            return;
        }
        int left = view.visibleX();
        int right = left + view.visibleWidth();
        for (int k = 0; k < n; k++) {
            int x = view.x(columns[k]);
            Arrays.fill(out, line + Math.max(left, x), line + Math.min(right, x + size), argb[k]);
        }
    }

    private void paintFeet(
            MatrixPicture picture,
            int row,
            Viewport view,
            int n,
            int size,
            int[] out,
            int line,
            int color) {
        for (int k = 0; k < n; k++) {
            if (picture.negative(row, columns[k])) {
                int x = view.x(columns[k]);
                int from = Math.clamp(x, 0, view.width());
                int end = Math.clamp(x + size, 0, view.width());
                Arrays.fill(out, line + from, line + end, color);
            }
        }
    }

    private void paintAreas(
            MatrixPicture picture,
            RowOrder order,
            Viewport view,
            DataColors colors,
            int[] out,
            int fromY,
            int endY) {
        int left = view.visibleX();
        int top = Math.max(fromY, view.visibleY());
        int bottom = Math.min(endY, view.visibleY() + view.visibleHeight());
        average.paint(
                picture,
                order,
                colors,
                view.zoom(),
                view.zoom(),
                view.originX() + left,
                view.originY() + top,
                view.visibleWidth(),
                Math.max(0, bottom - top),
                out,
                top * view.width() + left,
                view.width());
    }
}
