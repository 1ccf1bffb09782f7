package filigree.views.control;

import java.util.Arrays;

/// A curve as pixels: every point when there are few, else entry, extremes and exit of each column.
///
/// So its cost follows the width of the plot, and no peak is lost, however long the run.
final class Polyline {
    /// More points than this are reduced.
    static final int MOST_POINTS = 2000;

    private double[] xs = new double[256];
    private double[] ys = new double[256];
    private int size;

    double[] xs() {
        return xs;
    }

    double[] ys() {
        return ys;
    }

    int size() {
        return size;
    }

    void clear() {
        size = 0;
    }

    void add(double x, double y) {
        if (size == xs.length) {
            xs = Arrays.copyOf(xs, size * 2);
            ys = Arrays.copyOf(ys, size * 2);
        }
        xs[size] = x;
        ys[size++] = y;
    }

    /// Fills this with the part of `series` in the plot's x range.
    ///
    /// @param stepped whether a value holds until the next point
    /// @param to receives each unbroken stretch
    void draw(Series series, Plot plot, boolean stepped, Runnable to) {
        clear();
        int from = Math.max(0, series.firstAtLeast(plot.lowX()) - 1);
        int end = Math.min(series.size(), series.firstAtLeast(plot.highX()) + 1);
        if (end - from <= MOST_POINTS) {
            exact(series, plot, stepped, from, end, to);
        } else {
            reduced(series, plot, from, end, to);
        }
        flush(to);
    }

    private void exact(Series series, Plot plot, boolean stepped, int from, int end, Runnable to) {
        for (int i = from; i < end; i++) {
            double y = series.y(i);
            if (!Double.isFinite(y)) {
                flush(to);
                continue;
            }
            double x = plot.x(series.x(i));
            if (stepped) {
                addStep(Drawing.snap(x), Drawing.snap(plot.y(y)));
            } else {
                add(x, plot.y(y));
            }
        }
    }

    /// Holds the value before until `x`; all on whole pixels, so that a line of two stays crisp.
    private void addStep(double x, double y) {
        if (size > 0) {
            add(x, ys[size - 1]);
        }
        add(x, y);
    }

    private void reduced(Series series, Plot plot, int from, int end, Runnable to) {
        int i = from;
        while (i < end) {
            double column = Math.floor(plot.x(series.x(i)));
            int next =
                    Math.max(i + 1, Math.min(end, series.firstAtLeast(plot.valueAt(column + 1))));
            double low = series.min(i, next);
            double high = series.max(i, next);
            if (low > high) {
                flush(to);
            } else {
                double x = column + 0.5;
                addFinite(x, plot, series.y(i));
                add(x, plot.y(low));
                add(x, plot.y(high));
                addFinite(x, plot, series.y(next - 1));
            }
            i = next;
        }
    }

    private void addFinite(double x, Plot plot, double y) {
        if (Double.isFinite(y)) {
            add(x, plot.y(y));
        }
    }

    private void flush(Runnable to) {
        if (size > 0) {
            to.run();
            clear();
        }
    }
}
