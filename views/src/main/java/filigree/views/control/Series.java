package filigree.views.control;

import java.util.Arrays;

/// One curve's points, appended in order of x. For the JavaFX thread only.
///
/// Beside the points it keeps the smallest and largest y of every 8, 64, 512 … points, so that a
/// chart asks for the extremes of any stretch without reading all of it. Appending costs a constant
/// on average; a point takes 16 bytes and these blocks about 3 more. A y that is not finite is a
/// gap.
public final class Series {
    private static final int BLOCK = 8;
    private static final int LEVELS = 10;

    private double[] xs = new double[64];
    private double[] ys = new double[64];
    private final double[][] lows = new double[LEVELS][8];
    private final double[][] highs = new double[LEVELS][8];
    private int size;
    private long changes;

    /// Adds a point.
    ///
    /// @param x not less than the x before
    public void append(double x, double y) {
        if (size > 0 && !(x >= xs[size - 1])) {
            throw new IllegalArgumentException("x " + x + " after " + xs[size - 1]);
        }
        if (size == xs.length) {
            xs = Arrays.copyOf(xs, size * 2);
            ys = Arrays.copyOf(ys, size * 2);
        }
        xs[size] = x;
        ys[size] = y;
        int block = size;
        for (int level = 0; level < LEVELS; level++) {
            block /= BLOCK;
            note(level, block, y);
        }
        size++;
        changes++;
    }

    private void note(int level, int block, double y) {
        if (block == lows[level].length) {
            lows[level] = Arrays.copyOf(lows[level], block * 2);
            highs[level] = Arrays.copyOf(highs[level], block * 2);
        }
        int first = block * blockSize(level);
        if (size == first) {
            lows[level][block] = Double.POSITIVE_INFINITY;
            highs[level][block] = Double.NEGATIVE_INFINITY;
        }
        if (Double.isFinite(y)) {
            lows[level][block] = Math.min(lows[level][block], y);
            highs[level][block] = Math.max(highs[level][block], y);
        }
    }

    private static int blockSize(int level) {
        return 1 << (3 * (level + 1));
    }

    /// Forgets all points at x or later: after looking back, the run goes on from there.
    public void truncateFrom(double x) {
        int keep = firstAtLeast(x);
        double[] oldX = Arrays.copyOf(xs, keep);
        double[] oldY = Arrays.copyOf(ys, keep);
        size = 0;
        changes++;
        for (int i = 0; i < keep; i++) {
            append(oldX[i], oldY[i]);
        }
    }

    /// Grows with every change, so that a chart can tell whether it is up to date.
    long changes() {
        return changes;
    }

    public int size() {
        return size;
    }

    public boolean isEmpty() {
        return size == 0;
    }

    public double x(int i) {
        return xs[checked(i)];
    }

    public double y(int i) {
        return ys[checked(i)];
    }

    private int checked(int i) {
        if (i < 0 || i >= size) {
            throw new IndexOutOfBoundsException("point " + i + " of " + size);
        }
        return i;
    }

    public double lastX() {
        return x(size - 1);
    }

    public double lastY() {
        return y(size - 1);
    }

    /// Returns the first point whose x is at least `x`, or size().
    public int firstAtLeast(double x) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (xs[middle] < x) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /// Returns the point nearest to `x`, or -1 without points; of two as near, the later.
    public int nearest(double x) {
        int i = firstAtLeast(x);
        if (i == size) {
            return size - 1;
        }
        return i > 0 && x - xs[i - 1] < xs[i] - x ? i - 1 : i;
    }

    /// Returns the smallest finite y of points `from` to `end` - 1, or infinity.
    public double min(int from, int end) {
        return extreme(from, end, lows, true);
    }

    /// Returns the largest finite y of points `from` to `end` - 1, or minus infinity.
    public double max(int from, int end) {
        return extreme(from, end, highs, false);
    }

    private double extreme(int from, int end, double[][] blocks, boolean least) {
        double best = least ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
        int i = Math.max(0, from);
        int stop = Math.min(end, size);
        while (i < stop) {
            int level = 0;
            while (level < LEVELS && fits(i, stop, level)) {
                level++;
            }
            double value = level == 0 ? ys[i] : blocks[level - 1][i / blockSize(level - 1)];
            if (level > 0 || Double.isFinite(value)) {
                best = least ? Math.min(best, value) : Math.max(best, value);
            }
            i += level == 0 ? 1 : blockSize(level - 1);
        }
        return best;
    }

    private static boolean fits(int i, int stop, int level) {
        int block = blockSize(level);
        return i % block == 0 && stop - i >= block;
    }
}
