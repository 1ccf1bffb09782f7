package filigree.views.control;

import filigree.views.theme.DataColor;

/// What is drawn over a matrix without hiding data: carets, frames.
final class HeatmapMarks {
    private static final double CARET = 7;

    private HeatmapMarks() {}

    /// Two triangles at the sides point at the row.
    static void carets(Drawing d, Viewport view, int position) {
        double y = view.y(position) + Math.max(1, view.zoom()) / 2;
        if (y < 0 || y > view.height()) {
            return;
        }
        double left = view.visibleX();
        double right = left + view.visibleWidth();
        var g = d.g();
        g.setFill(d.color(DataColor.ACCENT));
        g.fillPolygon(new double[] {left, left + CARET, left}, new double[] {y - 6, y, y + 6}, 3);
        g.fillPolygon(
                new double[] {right, right - CARET, right}, new double[] {y - 6, y, y + 6}, 3);
    }

    /// A frame of two pixels in accent around an area.
    static void frame(Drawing d, Viewport view, CellArea area) {
        double x = view.x(area.column());
        double y = view.y(area.position());
        double w = view.x(area.column() + area.columns()) - x;
        double h = view.y(area.position() + area.rows()) - y;
        var g = d.g();
        g.setStroke(d.color(DataColor.ACCENT));
        g.setLineWidth(2);
        g.strokeRoundRect(x - 1, y - 1, w + 2, h + 2, 4, 4);
    }

    /// A dark frame around one cell, with a light one within.
    static void cell(Drawing d, Viewport view, int position, int column) {
        double size = view.zoom();
        double x = view.x(column) - 1;
        double y = view.y(position) - 1;
        var g = d.g();
        g.setStroke(d.color(DataColor.PANEL));
        g.setLineWidth(1);
        g.strokeRect(x + 1.5, y + 1.5, size - 2, size - 2);
        g.setStroke(d.color(DataColor.TEXT));
        g.setLineWidth(2);
        g.strokeRoundRect(x, y, size + 1, size + 1, 4, 4);
    }
}
