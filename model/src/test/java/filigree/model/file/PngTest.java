package filigree.model.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
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
    void everyChunkHasTheChecksumOfItsTypeAndData() {
        byte[] png = Png.encode(random(5, 4, 0), 5, 4);
        var bytes = ByteBuffer.wrap(png).position(8);
        int chunks = 0;
        while (bytes.hasRemaining()) {
            int length = bytes.getInt();
            var crc = new CRC32();
            crc.update(png, bytes.position(), 4 + length);
            bytes.position(bytes.position() + 4 + length);
            assertEquals((int) crc.getValue(), bytes.getInt());
            chunks++;
        }
        assertEquals(3, chunks);
        // The end is the same in every PNG file there is.
        assertEquals(0xae426082, bytes.getInt(png.length - 4));
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
