package filigree.model.kernel;

/// Square windows side by side over the pixels of each channel; what does not fill a window at the
/// right and lower edge is left out.
///
/// @param channels in and out
/// @param height of the input in pixels
/// @param width of the input in pixels
/// @param size pixels of a window's side, at most height and width
public record Pooling(int channels, int height, int width, int size) {
    public Pooling {
        if (channels < 1 || size < 1 || height < size || width < size) {
            throw new IllegalArgumentException(
                    "%d x %d x %d in windows of %d".formatted(channels, height, width, size));
        }
    }

    public int outHeight() {
        return height / size;
    }

    public int outWidth() {
        return width / size;
    }

    /// Features coming in.
    public int inputSize() {
        return channels * height * width;
    }

    /// Features going out.
    public int outputSize() {
        return channels * outHeight() * outWidth();
    }

    /// First input feature of the window of an output pixel.
    int corner(int channel, int oy, int ox) {
        return (channel * height + oy * size) * width + ox * size;
    }
}
