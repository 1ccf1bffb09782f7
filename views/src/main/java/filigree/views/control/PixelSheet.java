package filigree.views.control;

import java.nio.IntBuffer;
import javafx.geometry.Rectangle2D;
import javafx.scene.image.ImageView;
import javafx.scene.image.PixelBuffer;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;

/// Pixels in memory that an image on screen shows without a copy.
final class PixelSheet {
    private final ImageView view = new ImageView();
    private int width;
    private int height;
    private int[] argb = {};
    private PixelBuffer<IntBuffer> buffer = buffer(1, 1, new int[1]);

    PixelSheet() {
        view.setSmooth(false);
        view.setManaged(false);
        view.setMouseTransparent(true);
    }

    ImageView view() {
        return view;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /// Row by row, 0xAARRGGBB, opaque or 0; write here, then say what changed with [#update].
    int[] argb() {
        return argb;
    }

    /// Makes the sheet `width` x `height`.
    ///
    /// @return whether that was a change; then all pixels are 0
    boolean resize(int newWidth, int newHeight) {
        if (newWidth == width && newHeight == height) {
            return false;
        }
        width = newWidth;
        height = newHeight;
        argb = new int[width * height];
        if (argb.length == 0) {
            view.setImage(null);
        } else {
            buffer = buffer(width, height, argb);
            view.setImage(new WritableImage(buffer));
        }
        return true;
    }

    private static PixelBuffer<IntBuffer> buffer(int width, int height, int[] argb) {
        return new PixelBuffer<>(
                width, height, IntBuffer.wrap(argb), PixelFormat.getIntArgbPreInstance());
    }

    /// Shows what was written in the rectangle.
    void update(int x, int y, int w, int h) {
        if (argb.length > 0 && w > 0 && h > 0) {
            buffer.updateBuffer(_ -> new Rectangle2D(x, y, w, h));
        }
    }

    void updateAll() {
        update(0, 0, width, height);
    }
}
