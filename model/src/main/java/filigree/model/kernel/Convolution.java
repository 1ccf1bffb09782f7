package filigree.model.kernel;

/// Where the weights of a two-dimensional convolution look, for kernels.
///
/// Input feature `(c * height + y) * width + x`, output feature likewise with the output's sizes.
/// Column `(c * kernelHeight + ky) * kernelWidth + kx` of the weight is a *tap*: at output pixel
/// (oy, ox) it reads input pixel `(oy * stride - padding + ky, ox * stride - padding + kx)` of
/// channel c, and 0 beyond the edge. Immutable.
public final class Convolution {
    private static final int MOST_TAPS = 1 << 16; // kernels know them by 16 bits

    public final int channels;
    public final int height;
    public final int width;
    public final int kernelHeight;
    public final int kernelWidth;
    public final int stride;
    public final int padding;
    public final int outHeight;
    public final int outWidth;

    final int[] offset; // of each tap: features from the window's corner in channel 0
    final int[] tapRow; // ky of each tap
    final int[] tapColumn; // kx of each tap
    final char[] taps; // all of them, ascending

    /// @param channels of the input, at least 1
    /// @param height of the input in pixels
    /// @param width of the input in pixels
    /// @param stride pixels from one window to the next, at least 1
    /// @param padding pixels of 0 around the input, at least 0 and less than the kernel
    /// @throws IllegalArgumentException if the kernel does not fit into the padded input, or has
    ///   more than 65,536 taps
    public Convolution(
            int channels,
            int height,
            int width,
            int kernelHeight,
            int kernelWidth,
            int stride,
            int padding) {
        if (channels < 1
                || kernelHeight < 1
                || kernelWidth < 1
                || stride < 1
                || padding < 0
                || padding >= Math.min(kernelHeight, kernelWidth)
                || height + 2 * padding < kernelHeight
                || (long) channels * kernelHeight * kernelWidth > MOST_TAPS
                || width + 2 * padding < kernelWidth) {
            throw new IllegalArgumentException(
                    "%d x %d x %d under a kernel of %d x %d, stride %d, padding %d"
                            .formatted(
                                    channels,
                                    height,
                                    width,
                                    kernelHeight,
                                    kernelWidth,
                                    stride,
                                    padding));
        }
        this.channels = channels;
        this.height = height;
        this.width = width;
        this.kernelHeight = kernelHeight;
        this.kernelWidth = kernelWidth;
        this.stride = stride;
        this.padding = padding;
        this.outHeight = (height + 2 * padding - kernelHeight) / stride + 1;
        this.outWidth = (width + 2 * padding - kernelWidth) / stride + 1;
        int n = channels * kernelHeight * kernelWidth;
        this.offset = new int[n];
        this.tapRow = new int[n];
        this.tapColumn = new int[n];
        this.taps = new char[n];
        for (int j = 0; j < n; j++) {
            int channel = j / (kernelHeight * kernelWidth);
            taps[j] = (char) j;
            tapRow[j] = j / kernelWidth % kernelHeight;
            tapColumn[j] = j % kernelWidth;
            offset[j] = (channel * height + tapRow[j]) * width + tapColumn[j];
        }
    }

    /// Features coming in.
    public int inputSize() {
        return channels * height * width;
    }

    /// Pixels of one output channel.
    public int outPixels() {
        return outHeight * outWidth;
    }

    /// Columns of the weight matrix.
    public int columns() {
        return taps.length;
    }

    /// The input feature that a tap reads at an output pixel; -1 beyond the edge.
    ///
    /// @param tap column of the weight
    /// @param pixel `oy * outWidth + ox`
    public int featureOf(int tap, int pixel) {
        int oy = pixel / outWidth;
        int ox = pixel % outWidth;
        return reads(tap, oy, ox) ? corner(oy, ox) + offset[tap] : -1;
    }

    /// The input row that a tap reads for output row `oy`; outside [0, height) it is padding.
    int rowOf(int tap, int oy) {
        return oy * stride - padding + tapRow[tap];
    }

    int columnOf(int tap, int ox) {
        return ox * stride - padding + tapColumn[tap];
    }

    boolean reads(int tap, int oy, int ox) {
        int y = rowOf(tap, oy);
        int x = columnOf(tap, ox);
        return y >= 0 && y < height && x >= 0 && x < width;
    }

    /// Whether every tap of the windows of output pixels (oy, ox … lastOx) lies inside the input.
    boolean isInside(int oy, int ox, int lastOx) {
        int y = oy * stride - padding;
        int x = ox * stride - padding;
        return y >= 0
                && y + kernelHeight <= height
                && x >= 0
                && lastOx * stride - padding + kernelWidth <= width;
    }

    /// First feature of the window of output pixel (oy, ox) in channel 0; it may lie outside.
    int corner(int oy, int ox) {
        return (oy * stride - padding) * width + ox * stride - padding;
    }

    /// First output column that reads inside the input through taps of kernel column kx.
    int firstColumn(int kx) {
        return Math.max(0, Math.ceilDiv(padding - kx, stride));
    }

    /// One past the last such column.
    int endColumn(int kx) {
        return Math.min(outWidth, Math.floorDiv(width - 1 + padding - kx, stride) + 1);
    }
}
