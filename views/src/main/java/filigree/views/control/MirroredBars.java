package filigree.views.control;

import filigree.views.theme.DataColor;

/// Draws one bar up for grown and one down for dropped, per update; several that share a pixel
/// become their largest.
final class MirroredBars {
    private MirroredBars() {}

    /// @param plot x in steps, y from -most to most
    /// @param gap pixels left free on each side of the middle line
    static void draw(Drawing d, Plot plot, UpdateLog log, double spacing, double gap) {
        double pitch = plot.x(spacing) - plot.x(0);
        boolean apart = pitch >= 3;
        double thick = apart ? Math.clamp(Math.floor(pitch * 0.6), 2, 8) : Math.max(1, pitch);
        double middle = Drawing.snap(plot.y(0));
        double room = plot.height() / 2 - gap;
        for (int i = log.firstAtLeast(plot.lowX()); i < log.size(); ) {
            double from = plot.x((double) log.step(i)) - thick / 2;
            double x = Drawing.snap(from);
            double width = apart ? thick : Math.max(1, Drawing.snap(from + pitch) - x);
            int next = i + 1;
            if (pitch < 1) {
                next =
                        Math.clamp(
                                log.firstAtLeast(plot.valueAt(x + 1 + thick / 2)),
                                i + 1,
                                log.size());
            }
            double up = height(log.mostGrown(i, next), plot, room);
            double down = height(log.mostDropped(i, next), plot, room);
            d.fill(DataColor.GROWN, x, middle - gap - up, width, up);
            d.fill(DataColor.DROPPED, x, middle + gap, width, down);
            i = next;
        }
    }

    /// A bar that is not zero has at least one pixel.
    private static double height(double weights, Plot plot, double room) {
        double pixels = Math.rint(weights / plot.highY() * room);
        return weights > 0 ? Math.clamp(pixels, 1, room) : 0;
    }
}
