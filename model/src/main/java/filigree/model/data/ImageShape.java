package filigree.model.data;

/// The size of every image of a data set.
///
/// @param height in pixels
/// @param width in pixels
/// @param channels 1 for grey, 3 for red, green and blue
public record ImageShape(int height, int width, int channels) {
    public ImageShape {
        if (height < 1 || width < 1 || channels < 1) {
            throw new IllegalArgumentException(height + " x " + width + " x " + channels);
        }
        Math.multiplyExact(Math.multiplyExact(height, width), channels);
    }

    /// Number of values of one image: `height * width * channels`.
    public int features() {
        return height * width * channels;
    }
}
