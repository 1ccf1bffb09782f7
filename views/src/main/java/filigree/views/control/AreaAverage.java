package filigree.views.control;

import filigree.views.theme.DataColor;
import filigree.views.theme.DataColors;
import java.util.Arrays;

/// A matrix at fewer pixels than weights: each pixel averages the cells under it.
///
/// A pixel over n cells of which k are active with mean colour m becomes
///
/// ```
/// pruned + (m - pruned) sqrt(min(1, (k / n) / (2.5 density)))
/// ```
///
/// so that a sparse matrix still shows, and where it is denser shows more. Along an axis with more
/// pixels than cells a cell covers several. The cost follows active cells and pixels.
final class AreaAverage {
    private static final double HEADROOM = 2.5;
    private static final double EPSILON = 1e-9;

    private int[] columns = {};
    private int[] argb = {};
    private int[] red = {};
    private int[] green = {};
    private int[] blue = {};
    private int[] active = {};
    private int[] across = {};
    private int[] fromOf = {}; // pixels of each column of the matrix
    private int[] toOf = {};

    /// Paints `rowsOut` x `columnsOut` pixels of the matrix scaled by `sx`, `sy`, beginning
    /// `originX`, `originY` pixels into it, at `out[offset]`, `stride` pixels a line.
    void paint(
            MatrixPicture picture,
            RowOrder order,
            DataColors colors,
            double sx,
            double sy,
            int originX,
            int originY,
            int columnsOut,
            int rowsOut,
            int[] out,
            int offset,
            int stride) {
        int firstColumn = cell(originX, sx, picture.columns());
        int endColumn = end(originX + columnsOut - 1, sx, picture.columns());
        room(columnsOut, endColumn - firstColumn);
        countAcross(sx, originX, columnsOut, firstColumn, endColumn);
        double reference = Math.min(1, HEADROOM * density(picture, colors, firstColumn, endColumn));
        int pruned = colors.argb(DataColor.PRUNED);
        int painted = -1;
        for (int y = 0; y < rowsOut; y++) {
            int first = cell(originY + y, sy, picture.rows());
            int end = end(originY + y, sy, picture.rows());
            int line = offset + y * stride;
            if (sy >= 1 && first == painted) {
                System.arraycopy(out, line - stride, out, line, columnsOut);
                continue;
            }
            painted = first;
            clear(columnsOut);
            for (int p = first; p < end; p++) {
                int n = picture.cells(colors, order.row(p), firstColumn, endColumn, columns, argb);
                add(n, firstColumn);
            }
            for (int x = 0; x < columnsOut; x++) {
                int k = active[x];
                double share = (double) k / ((end - first) * Math.max(1, across[x]));
                double gain = Math.sqrt(Math.min(1, share / reference));
                out[line + x] = k == 0 ? pruned : DataColors.mix(pruned, mean(x), gain);
            }
        }
    }

    /// Returns the first cell that falls on a pixel, or the one that covers it.
    private static int cell(int pixel, double scale, int cells) {
        double at = pixel / scale;
        double first = scale < 1 ? Math.ceil(at - EPSILON) : Math.floor(at + EPSILON);
        return Math.clamp((long) first, 0, cells - 1);
    }

    /// Returns the cell after the last that falls on a pixel.
    private static int end(int pixel, double scale, int cells) {
        double next = Math.ceil((pixel + 1) / scale - EPSILON);
        int first = cell(pixel, scale, cells);
        return scale < 1 ? Math.clamp((long) next, first + 1, cells) : first + 1;
    }

    private static int pixel(int cell, double scale, int origin) {
        return (int) Math.floor(cell * scale + EPSILON) - origin;
    }

    private void room(int pixels, int cells) {
        if (active.length < pixels) {
            red = new int[pixels];
            green = new int[pixels];
            blue = new int[pixels];
            active = new int[pixels];
            across = new int[pixels];
        }
        if (columns.length < cells) {
            columns = new int[cells];
            argb = new int[cells];
            fromOf = new int[cells];
            toOf = new int[cells];
        }
    }

    private void countAcross(double sx, int origin, int pixels, int first, int end) {
        Arrays.fill(across, 0, pixels, 0);
        for (int c = first; c < end; c++) {
            int from = Math.max(0, pixel(c, sx, origin));
            int to = Math.min(pixels, Math.max(from + 1, pixel(c + 1, sx, origin)));
            fromOf[c - first] = from;
            toOf[c - first] = to;
            for (int x = from; x < to; x++) {
                across[x]++;
            }
        }
    }

    /// Measures the share of active cells on 32 rows: counting all would cost as much as painting.
    private double density(MatrixPicture picture, DataColors colors, int first, int end) {
        int step = Math.max(1, picture.rows() / 32);
        long count = 0;
        long all = 0;
        for (int row = 0; row < picture.rows(); row += step) {
            count += picture.cells(colors, row, first, end, columns, argb);
            all += end - first;
        }
        return Math.max(1e-3, (double) count / all);
    }

    private void clear(int pixels) {
        Arrays.fill(red, 0, pixels, 0);
        Arrays.fill(green, 0, pixels, 0);
        Arrays.fill(blue, 0, pixels, 0);
        Arrays.fill(active, 0, pixels, 0);
    }

    private void add(int n, int first) {
        for (int k = 0; k < n; k++) {
            int to = toOf[columns[k] - first];
            for (int x = fromOf[columns[k] - first]; x < to; x++) {
                active[x]++;
                red[x] += (argb[k] >> 16) & 0xff;
                green[x] += (argb[k] >> 8) & 0xff;
                blue[x] += argb[k] & 0xff;
            }
        }
    }

    private int mean(int x) {
        int k = active[x];
        return DataColors.opaque(red[x] / k, green[x] / k, blue[x] / k);
    }
}
