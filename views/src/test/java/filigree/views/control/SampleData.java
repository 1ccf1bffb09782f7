package filigree.views.control;

import filigree.model.sparsity.Mask;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// Made-up data with the shape of a real training: denser in the middle of the image, some neurons
/// with many inputs.
final class SampleData {
    static final int ROWS = 300;
    static final int COLUMNS = 784;

    private final SplittableRandom random = new SplittableRandom(7);
    private final int[] rowStarts;
    private final int[] columnOf;
    private final float[] values;
    private final int width;

    private SampleData(int rows, int columns, double density) {
        width = columns;
        rowStarts = new int[rows + 1];
        int[] cells = new int[rows * columns];
        int n = 0;
        for (int r = 0; r < rows; r++) {
            double liking = 0.25 + 1.5 * random.nextDouble() * random.nextDouble() * 2;
            for (int c = 0; c < columns; c++) {
                if (random.nextDouble() < density * liking * middle(c, columns)) {
                    cells[n++] = c;
                }
            }
            rowStarts[r + 1] = n;
        }
        columnOf = java.util.Arrays.copyOf(cells, n);
        values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = (float) (gaussian() * 0.12);
        }
    }

    static SampleData layer(int rows, int columns, double density) {
        return new SampleData(rows, columns, density);
    }

    private static double middle(int c, int columns) {
        if (columns != COLUMNS) {
            return 1;
        }
        double x = (c % 28 - 13.5) / 14;
        double y = (Math.floorDiv(c, 28) - 13.5) / 14;
        return 0.35 + 1.4 * Math.exp(-2.2 * (x * x + 0.6 * y * y));
    }

    private double gaussian() {
        double sum = 0;
        for (int i = 0; i < 12; i++) {
            sum += random.nextDouble();
        }
        return sum - 6;
    }

    SparsePicture picture(SparsePicture.Paint paint) {
        return new SparsePicture(
                Mask.ofRows(rows(), columns(), rowStarts, columnOf), values, paint);
    }

    int rows() {
        return rowStarts.length - 1;
    }

    int columns() {
        return width;
    }

    int active() {
        return columnOf.length;
    }

    int[] fanIn() {
        return IntStream.range(0, rows()).map(r -> rowStarts[r + 1] - rowStarts[r]).toArray();
    }

    int[] fanOut() {
        int[] counts = new int[columns()];
        for (int c : columnOf) {
            counts[c]++;
        }
        return counts;
    }

    /// Runs of changes, as a drop and grow step leaves them.
    CellChanges changes() {
        int[] grown = runs(60, 4);
        int[] dropped = runs(190, 8);
        int[] regrown = runs(150, 8);
        return CellChanges.of(columns(), grown, dropped, regrown);
    }

    private int[] runs(int count, int length) {
        int[] flat = new int[count * length];
        int n = 0;
        for (int i = 0; i < count; i++) {
            int row = (int) (random.nextDouble() * random.nextDouble() * rows());
            int start = random.nextInt(columns() - length);
            for (int k = 0; k < length; k++) {
                flat[n++] = row * columns() + start + k;
            }
        }
        return flat;
    }

    float[] image(int row) {
        float[] image = new float[columns()];
        java.util.Arrays.fill(image, Float.NaN);
        for (int k = rowStarts[row]; k < rowStarts[row + 1]; k++) {
            image[columnOf[k]] = values[k];
        }
        return image;
    }

    int[] histogram(double limit, int bins) {
        int[] counts = new int[bins];
        for (float v : values) {
            counts[Math.clamp((int) ((v / limit + 1) / 2 * bins), 0, bins - 1)]++;
        }
        return counts;
    }

    static Series accuracy(int points, double every, double top, long seed) {
        var random = new SplittableRandom(seed);
        var series = new Series();
        for (int i = 0; i < points; i++) {
            double rise = 1 - Math.exp(-i / (points * 0.08 + 1));
            series.append(i * every, 70 + (top - 70) * rise + (random.nextDouble() - 0.5) * 2);
        }
        return series;
    }

    static UpdateLog updates(int count, int every) {
        var random = new SplittableRandom(3);
        var log = new UpdateLog();
        for (int i = 1; i <= count; i++) {
            double cosine = 0.5 + 0.5 * Math.cos(Math.PI * i / 63);
            long n = (long) (7000 * cosine * (0.85 + 0.15 * random.nextDouble()));
            log.append((long) i * every, n, (long) (n * (0.95 + 0.1 * random.nextDouble())));
        }
        return log;
    }
}
