package filigree.views.control;

/// Where values of a chart fall on its canvas.
///
/// @param left of the plot in pixels
/// @param top of the plot
/// @param width of the plot
/// @param height of the plot
/// @param lowX value at the left
/// @param highX value at the right
/// @param lowY value at the bottom
/// @param highY value at the top
record Plot(
        double left,
        double top,
        double width,
        double height,
        double lowX,
        double highX,
        double lowY,
        double highY) {
    double x(double value) {
        return left + (value - lowX) / (highX - lowX) * width;
    }

    double y(double value) {
        return top + height - (value - lowY) / (highY - lowY) * height;
    }

    /// Returns the x value at a pixel.
    double valueAt(double pixel) {
        return lowX + (pixel - left) / width * (highX - lowX);
    }

    double right() {
        return left + width;
    }

    double bottom() {
        return top + height;
    }
}
