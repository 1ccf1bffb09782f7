package filigree.model.kernel;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.lang.foreign.MemorySegment;

/// The reference for [ImageKernels]: plain loops, in the order the formula says.
final class ScalarImageKernels implements ImageKernels {
    @Override
    public void convolve(
            Convolution g,
            SparseRows w,
            int from,
            int to,
            float[] bias,
            MemorySegment x,
            long xAt,
            MemorySegment y,
            long yAt) {
        for (int i = from; i < to; i++) {
            for (int p = 0; p < g.outPixels(); p++) {
                int oy = p / g.outWidth;
                int ox = p % g.outWidth;
                for (int c = 0; c < Tiles.COLUMNS; c++) {
                    float sum = bias[i];
                    for (int k = w.starts[i]; k < w.starts[i + 1]; k++) {
                        int tap = w.column(k);
                        if (g.reads(tap, oy, ox)) {
                            sum += w.values[k] * get(x, xAt, g.corner(oy, ox) + g.offset[tap], c);
                        }
                    }
                    set(y, yAt, i * g.outPixels() + p, c, sum);
                }
            }
        }
    }

    @Override
    public void convolveBackward(
            Convolution g,
            SparseRows columns,
            int from,
            int to,
            MemorySegment dy,
            long dyAt,
            MemorySegment dx,
            long dxAt) {
        clear(dx, dxAt, from, to, g.height * g.width);
        int window = g.kernelHeight * g.kernelWidth;
        for (int tap = from * window; tap < to * window; tap++) {
            for (int p = 0; p < g.outPixels(); p++) {
                int oy = p / g.outWidth;
                int ox = p % g.outWidth;
                if (!g.reads(tap, oy, ox)) {
                    continue;
                }
                int pixel = g.corner(oy, ox) + g.offset[tap];
                for (int k = columns.starts[tap]; k < columns.starts[tap + 1]; k++) {
                    int row = columns.column(k) * g.outPixels() + p;
                    for (int c = 0; c < Tiles.COLUMNS; c++) {
                        float sum = get(dx, dxAt, pixel, c);
                        set(dx, dxAt, pixel, c, sum + columns.values[k] * get(dy, dyAt, row, c));
                    }
                }
            }
        }
    }

    @Override
    public void convolutionGradient(
            Convolution g,
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
                gradients[k] = dot(g, i, w.column(k), x, xTile, dy, dyTile, tiles);
            }
        }
    }

    @Override
    public void denseConvolutionGradient(
            Convolution g,
            int from,
            int to,
            float[] gradients,
            MemorySegment x,
            long xTile,
            MemorySegment dy,
            long dyTile,
            int tiles) {
        int at = 0;
        for (int i = from; i < to; i++) {
            for (int tap : g.taps) {
                gradients[at++] = dot(g, i, tap, x, xTile, dy, dyTile, tiles);
            }
        }
    }

    @Override
    public void channelSums(
            int pixels, int from, int to, float[] sums, MemorySegment dy, long dyTile, int tiles) {
        for (int i = from; i < to; i++) {
            double sum = 0; // tens of thousands of terms that may cancel
            for (int t = 0; t < tiles; t++) {
                for (int p = 0; p < pixels; p++) {
                    for (int c = 0; c < Tiles.COLUMNS; c++) {
                        sum += get(dy, t * dyTile, i * pixels + p, c);
                    }
                }
            }
            sums[i] = (float) sum;
        }
    }

    @Override
    public void maxPool(
            Pooling g, int from, int to, MemorySegment x, long xAt, MemorySegment y, long yAt) {
        for (int o = from * outPixels(g); o < to * outPixels(g); o++) {
            int corner = corner(g, o);
            for (int c = 0; c < Tiles.COLUMNS; c++) {
                float max = get(x, xAt, corner, c);
                for (int n = 1; n < g.size() * g.size(); n++) {
                    max = Math.max(max, get(x, xAt, corner + inWindow(g, n), c));
                }
                set(y, yAt, o, c, max);
            }
        }
    }

    @Override
    public void maxPoolBackward(
            Pooling g,
            int from,
            int to,
            MemorySegment x,
            long xAt,
            MemorySegment y,
            long yAt,
            MemorySegment dy,
            long dyAt,
            MemorySegment dx,
            long dxAt) {
        clear(dx, dxAt, from, to, g.height() * g.width());
        for (int o = from * outPixels(g); o < to * outPixels(g); o++) {
            int corner = corner(g, o);
            for (int c = 0; c < Tiles.COLUMNS; c++) {
                for (int n = 0; n < g.size() * g.size(); n++) {
                    int pixel = corner + inWindow(g, n);
                    if (get(x, xAt, pixel, c) == get(y, yAt, o, c)) {
                        set(dx, dxAt, pixel, c, get(dy, dyAt, o, c));
                        break;
                    }
                }
            }
        }
    }

    @Override
    public void averagePool(
            Pooling g, int from, int to, MemorySegment x, long xAt, MemorySegment y, long yAt) {
        int size = g.size() * g.size();
        for (int o = from * outPixels(g); o < to * outPixels(g); o++) {
            int corner = corner(g, o);
            for (int c = 0; c < Tiles.COLUMNS; c++) {
                float sum = 0;
                for (int n = 0; n < size; n++) {
                    sum += get(x, xAt, corner + inWindow(g, n), c);
                }
                set(y, yAt, o, c, sum * (1f / size));
            }
        }
    }

    @Override
    public void averagePoolBackward(
            Pooling g, int from, int to, MemorySegment dy, long dyAt, MemorySegment dx, long dxAt) {
        int size = g.size() * g.size();
        clear(dx, dxAt, from, to, g.height() * g.width());
        for (int o = from * outPixels(g); o < to * outPixels(g); o++) {
            int corner = corner(g, o);
            for (int c = 0; c < Tiles.COLUMNS; c++) {
                for (int n = 0; n < size; n++) {
                    set(dx, dxAt, corner + inWindow(g, n), c, get(dy, dyAt, o, c) * (1f / size));
                }
            }
        }
    }

    private static int outPixels(Pooling g) {
        return g.outHeight() * g.outWidth();
    }

    private static int corner(Pooling g, int o) {
        int row = o / g.outWidth();
        return g.corner(row / g.outHeight(), row % g.outHeight(), o % g.outWidth());
    }

    private static int inWindow(Pooling g, int n) {
        return n / g.size() * g.width() + n % g.size();
    }

    private static float dot(
            Convolution g,
            int i,
            int tap,
            MemorySegment x,
            long xTile,
            MemorySegment dy,
            long dyTile,
            int tiles) {
        float[] sums = new float[Tiles.COLUMNS]; // one a column: fewer roundings of large sums
        for (int t = 0; t < tiles; t++) {
            for (int p = 0; p < g.outPixels(); p++) {
                int oy = p / g.outWidth;
                int ox = p % g.outWidth;
                if (!g.reads(tap, oy, ox)) {
                    continue;
                }
                int pixel = g.corner(oy, ox) + g.offset[tap];
                for (int c = 0; c < Tiles.COLUMNS; c++) {
                    sums[c] +=
                            get(dy, t * dyTile, i * g.outPixels() + p, c)
                                    * get(x, t * xTile, pixel, c);
                }
            }
        }
        float sum = 0;
        for (float s : sums) {
            sum += s;
        }
        return sum;
    }

    /// @param pixels of each channel
    private static void clear(MemorySegment m, long at, int from, int to, int pixels) {
        long channel = pixels * Tiles.ROW_BYTES;
        m.asSlice(at + from * channel, (to - from) * channel).fill((byte) 0);
    }

    private static float get(MemorySegment m, long at, int row, int c) {
        return m.get(JAVA_FLOAT, at + row * Tiles.ROW_BYTES + c * 4L);
    }

    private static void set(MemorySegment m, long at, int row, int c, float value) {
        m.set(JAVA_FLOAT, at + row * Tiles.ROW_BYTES + c * 4L, value);
    }
}
