package filigree.model.data;

/// One decoded picture.
final class Picture {
    private final ImageShape shape;
    private final byte[] pixels;

    /// @param pixels `[channels][height][width]`, unsigned; owned by this object
    Picture(ImageShape shape, byte[] pixels) {
        this.shape = shape;
        this.pixels = pixels;
    }

    ImageShape shape() {
        return shape;
    }

    /// The pixels themselves, not a copy: hand them on, do not write.
    byte[] pixels() {
        return pixels;
    }

    /// Returns the picture in grey or in colour.
    ///
    /// Grey is the luma of ITU-R BT.601: `0.299 red + 0.587 green + 0.114 blue`, rounded.
    Picture withChannels(int channels) {
        if (channels == shape.channels()) {
            return this;
        }
        int plane = shape.height() * shape.width();
        var changed = new byte[channels * plane];
        for (int i = 0; i < plane; i++) {
            if (channels == 3) {
                changed[i] = pixels[i];
                changed[plane + i] = pixels[i];
                changed[2 * plane + i] = pixels[i];
            } else {
                int red = pixels[i] & 0xff;
                int green = pixels[plane + i] & 0xff;
                int blue = pixels[2 * plane + i] & 0xff;
                changed[i] = (byte) ((299 * red + 587 * green + 114 * blue + 500) / 1000);
            }
        }
        return new Picture(new ImageShape(shape.height(), shape.width(), channels), changed);
    }

    /// Returns the picture in another size: each new pixel is the mean of the area it covers.
    Picture withSize(int height, int width) {
        if (height == shape.height() && width == shape.width()) {
            return this;
        }
        var changed = new byte[shape.channels() * height * width];
        int n = 0;
        for (int c = 0; c < shape.channels(); c++) {
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    changed[n++] = (byte) mean(c, y, x, height, width);
                }
            }
        }
        return new Picture(new ImageShape(height, width, shape.channels()), changed);
    }

    /// In whole numbers, so that it is exact: a new pixel is `shape.height()` by `shape.width()`
    /// units, an old one `height` by `width`.
    private long mean(int channel, int y, int x, int height, int width) {
        long top = (long) y * shape.height();
        long bottom = top + shape.height();
        long left = (long) x * shape.width();
        long right = left + shape.width();
        long sum = 0;
        for (long i = top / height; i * height < bottom; i++) {
            long high = Math.min(bottom, (i + 1) * height) - Math.max(top, i * height);
            for (long j = left / width; j * width < right; j++) {
                long wide = Math.min(right, (j + 1) * width) - Math.max(left, j * width);
                long at = (channel * (long) shape.height() + i) * shape.width() + j;
                sum += high * wide * (pixels[(int) at] & 0xff);
            }
        }
        long area = (long) shape.height() * shape.width();
        return (sum + area / 2) / area;
    }
}
