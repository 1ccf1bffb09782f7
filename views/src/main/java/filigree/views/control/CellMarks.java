package filigree.views.control;

import filigree.views.theme.DataColor;
import filigree.views.theme.DataColors;

/// Marks just changed cells in pixels: a block of at least 2 x 2, from 8 pixels on a ring with its
/// sign, so that the change is read without colour too.
final class CellMarks {
    private static final int LEAST = 2;

    private CellMarks() {}

    /// Returns the first pixel and the size of a mark along one axis.
    static int size(Viewport view) {
        int z = (int) Math.max(1, view.zoom());
        return z >= Viewport.GAP_FROM ? z - 1 : Math.max(LEAST, z);
    }

    /// Draws all marks that are on screen.
    ///
    /// @param base the pixels underneath
    /// @param out receives them mixed with the marks
    /// @param strength 1 for a fresh mark, 0 for none
    static void draw(
            CellChanges changes,
            RowOrder order,
            Viewport view,
            DataColors colors,
            double strength,
            int[] base,
            int[] out) {
        int size = size(view);
        boolean ring = view.zoom() >= Viewport.GAP_FROM;
        for (int i = 0; i < changes.size(); i++) {
            int x = view.x(changes.column(i));
            int y = view.y(order.position(changes.row(i)));
            if (x + size <= 0 || y + size <= 0 || x >= view.width() || y >= view.height()) {
                continue;
            }
            int color = colors.argb(changes.kind(i).color());
            for (int dy = 0; dy < size; dy++) {
                for (int dx = 0; dx < size; dx++) {
                    int px = x + dx;
                    int py = y + dy;
                    if (px < 0 || py < 0 || px >= view.width() || py >= view.height()) {
                        continue;
                    }
                    int at = py * view.width() + px;
                    int mark =
                            ring
                                    ? ringed(changes.kind(i), dx, dy, size, color, base[at], colors)
                                    : color;
                    if (base[at] != 0) {
                        out[at] = strength >= 1 ? mark : DataColors.mix(base[at], mark, strength);
                    }
                }
            }
        }
    }

    private static int ringed(
            CellChanges.Kind kind,
            int dx,
            int dy,
            int size,
            int color,
            int under,
            DataColors colors) {
        int edge = Math.min(Math.min(dx, dy), Math.min(size - 1 - dx, size - 1 - dy));
        if (edge == 0) {
            return color;
        }
        if (sign(kind, dx, dy, size)) {
            return legible(color, under, colors);
        }
        return under;
    }

    /// Whether the pixel belongs to the sign: + grown, - dropped, dot regrown.
    private static boolean sign(CellChanges.Kind kind, int dx, int dy, int size) {
        int low = (size - 1) / 2;
        int high = size / 2;
        int arm = Math.max(1, size / 2 - 2);
        boolean midX = dx >= low && dx <= high;
        boolean midY = dy >= low && dy <= high;
        boolean armX = dx >= low - arm && dx <= high + arm;
        boolean armY = dy >= low - arm && dy <= high + arm;
        return switch (kind) {
            case GROWN -> (midX && armY) || (midY && armX);
            case DROPPED -> midY && armX;
            case REGROWN -> Math.abs(2 * dx - size + 1) <= 2 && Math.abs(2 * dy - size + 1) <= 2;
        };
    }

    /// Takes the ring's colour for the sign unless it is too near to what is under it.
    private static int legible(int wanted, int under, DataColors colors) {
        if (Math.abs(light(wanted) - light(under)) > 600) {
            return wanted;
        }
        int text = colors.argb(DataColor.TEXT);
        int panel = colors.argb(DataColor.PANEL);
        return Math.abs(light(under) - light(text)) > Math.abs(light(under) - light(panel))
                ? text
                : panel;
    }

    /// Lightness from 0 to 2,550.
    private static int light(int argb) {
        return 3 * ((argb >> 16) & 0xff) + 6 * ((argb >> 8) & 0xff) + (argb & 0xff);
    }
}
