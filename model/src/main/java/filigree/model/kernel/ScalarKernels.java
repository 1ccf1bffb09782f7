package filigree.model.kernel;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.lang.foreign.MemorySegment;

/// The reference: plain loops, in the order the formula says. Tests compare the others with this.
public final class ScalarKernels implements Kernels {
    private final ImageKernels images = new ScalarImageKernels();

    @Override
    public String name() {
        return "scalar";
    }

    @Override
    public ImageKernels images() {
        return images;
    }

    @Override
    public void lookUp(
            ByteRows rows,
            int from,
            int to,
            float[] table,
            int tableAt,
            MemorySegment x,
            long xAt) {
        ScalarLookup.fill(rows, from, to, table, tableAt, x, xAt);
    }

    @Override
    public void multiply(
            PanelRows w, float[] bias, MemorySegment x, long xAt, MemorySegment y, long yAt) {
        if (w.isWhole()) {
            multiplyWhole(w, bias, x, xAt, y, yAt);
            return;
        }
        for (int q = 0; q < w.order.length; q++) {
            int i = w.order[q];
            int column = w.base(q / w.rows);
            for (int c = 0; c < Tiles.COLUMNS; c++) {
                float sum = q >= w.rows ? get(y, yAt, i, c) : bias.length == 0 ? 0 : bias[i];
                for (int k = w.from[q]; k < w.to[q]; k++) {
                    sum += w.values[k] * get(x, xAt, column + w.low[k], c);
                }
                set(y, yAt, i, c, sum);
            }
        }
    }

    private static void multiplyWhole(
            PanelRows w, float[] bias, MemorySegment x, long xAt, MemorySegment y, long yAt) {
        for (int i = 0; i < w.rows; i++) {
            for (int c = 0; c < Tiles.COLUMNS; c++) {
                float sum = bias.length == 0 ? 0 : bias[i];
                for (int j = 0; j < w.columns; j++) {
                    float weight = w.values[i * w.rowStep + j * w.columnStep];
                    sum += weight * get(x, xAt, j, c);
                }
                set(y, yAt, i, c, sum);
            }
        }
    }

    @Override
    public void multiplyRelu(
            PanelRows w, float[] bias, MemorySegment x, long xAt, MemorySegment y, long yAt) {
        multiply(w, bias, x, xAt, y, yAt);
        relu(w.rows, y, yAt, y, yAt);
    }

    @Override
    public void multiplyWhere(
            PanelRows w,
            MemorySegment on,
            long onAt,
            MemorySegment x,
            long xAt,
            MemorySegment y,
            long yAt) {
        multiply(w, new float[0], x, xAt, y, yAt);
        reluBackward(w.rows, on, onAt, y, yAt, y, yAt);
    }

    @Override
    public void multiplyColumn(
            SlicedRows w, MemorySegment bias, MemorySegment x, MemorySegment y, float floor) {
        ScalarColumn.multiply(w, bias, x, y, floor);
    }

    @Override
    public void multiplyIntegers(IntegerRows w, MemorySegment x, int[] sums) {
        ScalarIntegers.multiply(w, x, sums);
    }

    @Override
    public void gradient(
            SparseRows w,
            int from,
            int to,
            float[] gradients,
            MemorySegment x,
            long xTile,
            MemorySegment dy,
            long dyTile,
            int tiles) {
        for (int i = from; i < to; i++) {
            for (int k = w.starts[i]; k < w.starts[i + 1]; k++) {
                gradients[k] = dot(dy, dyTile, i, x, xTile, w.column(k), tiles);
            }
        }
    }

    @Override
    public void wholeGradient(
            int from,
            int to,
            int columns,
            float[] gradients,
            MemorySegment x,
            long xTile,
            MemorySegment dy,
            long dyTile,
            int tiles) {
        for (int i = from; i < to; i++) {
            for (int j = 0; j < columns; j++) {
                gradients[i * columns + j] = dot(dy, dyTile, i, x, xTile, j, tiles);
            }
        }
    }

    @Override
    public void denseGradient(
            int from,
            int to,
            int columns,
            float[] gradients,
            MemorySegment x,
            long xTile,
            MemorySegment dy,
            long dyTile,
            int tiles) {
        int at = 0;
        for (int i = from; i < to; i++) {
            for (int j = 0; j < columns; j++) {
                gradients[at++] = dot(dy, dyTile, i, x, xTile, j, tiles);
            }
        }
    }

    @Override
    public void rowSums(int from, int to, float[] sums, MemorySegment dy, long dyTile, int tiles) {
        for (int i = from; i < to; i++) {
            float sum = 0;
            for (int t = 0; t < tiles; t++) {
                for (int c = 0; c < Tiles.COLUMNS; c++) {
                    sum += get(dy, t * dyTile, i, c);
                }
            }
            sums[i] = sum;
        }
    }

    @Override
    public void relu(int rows, MemorySegment x, long xAt, MemorySegment y, long yAt) {
        for (int i = 0; i < rows; i++) {
            for (int c = 0; c < Tiles.COLUMNS; c++) {
                set(y, yAt, i, c, Math.max(get(x, xAt, i, c), 0));
            }
        }
    }

    @Override
    public void reluBackward(
            int rows,
            MemorySegment y,
            long yAt,
            MemorySegment dy,
            long dyAt,
            MemorySegment dx,
            long dxAt) {
        for (int i = 0; i < rows; i++) {
            for (int c = 0; c < Tiles.COLUMNS; c++) {
                set(dx, dxAt, i, c, get(y, yAt, i, c) > 0 ? get(dy, dyAt, i, c) : 0);
            }
        }
    }

    @Override
    public void softmax(int rows, MemorySegment z, long zAt, MemorySegment p, long pAt) {
        for (int c = 0; c < Tiles.COLUMNS; c++) {
            float max = Float.NEGATIVE_INFINITY;
            for (int i = 0; i < rows; i++) {
                max = Math.max(max, get(z, zAt, i, c));
            }
            float sum = 0;
            for (int i = 0; i < rows; i++) {
                float e = (float) StrictMath.exp(get(z, zAt, i, c) - max);
                set(p, pAt, i, c, e);
                sum += e;
            }
            for (int i = 0; i < rows; i++) {
                set(p, pAt, i, c, get(p, pAt, i, c) / sum);
            }
        }
    }

    @Override
    public void countPositive(int rows, int columns, long[] counts, MemorySegment y, long yAt) {
        for (int i = 0; i < rows; i++) {
            for (int c = 0; c < columns; c++) {
                counts[i] += get(y, yAt, i, c) > 0 ? 1 : 0;
            }
        }
    }

    private static float dot(
            MemorySegment dy, long dyTile, int i, MemorySegment x, long xTile, int j, int tiles) {
        float sum = 0;
        for (int t = 0; t < tiles; t++) {
            for (int c = 0; c < Tiles.COLUMNS; c++) {
                sum += get(dy, t * dyTile, i, c) * get(x, t * xTile, j, c);
            }
        }
        return sum;
    }

    private static float get(MemorySegment m, long at, int row, int c) {
        return m.get(JAVA_FLOAT, at + row * Tiles.ROW_BYTES + c * 4L);
    }

    private static void set(MemorySegment m, long at, int row, int c, float value) {
        m.set(JAVA_FLOAT, at + row * Tiles.ROW_BYTES + c * 4L, value);
    }
}
