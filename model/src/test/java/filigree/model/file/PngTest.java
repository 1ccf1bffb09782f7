package filigree.model.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class PngTest {
    @Test
    void anotherDecoderSeesTheSamePixels() throws IOException {
        assertSamePixels(random(17, 9, 0xff000000), 17, 9, false);
        assertSamePixels(random(1, 1, 0xff000000), 1, 1, false);
        assertSamePixels(random(3, 50, 0), 3, 50, true);
    }

    @Test
    void refusesSizesThatDoNotFit() {
        assertThrows(IllegalArgumentException.class, () -> Png.encode(new int[6], 2, 2));
        assertThrows(IllegalArgumentException.class, () -> Png.encode(new int[0], 0, 0));
    }

    private static int[] random(int width, int height, int or) {
        return new SplittableRandom(1).ints((long) width * height).map(p -> p | or).toArray();
    }

    private static void assertSamePixels(int[] argb, int width, int height, boolean alpha)
            throws IOException {
        var image = ImageIO.read(new ByteArrayInputStream(Png.encode(argb, width, height)));
        assertEquals(width, image.getWidth());
        assertEquals(height, image.getHeight());
        assertEquals(alpha, image.getColorModel().hasAlpha());
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                assertEquals(argb[y * width + x], image.getRGB(x, y), "pixel " + x + ", " + y);
            }
        }
    }
}
