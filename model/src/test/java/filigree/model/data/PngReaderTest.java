package filigree.model.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import filigree.model.file.Png;
import filigree.model.text.Refusal;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;

class PngReaderTest {
    @Test
    void readsWhatWeWrite() {
        int[] argb = new int[5 * 3];
        for (int i = 0; i < argb.length; i++) {
            argb[i] = 0xff000000 | ((i * 7) << 16) | ((255 - i) << 8) | (i * 16);
        }
        var picture = PngReader.read("a.png", Png.encode(argb, 5, 3));
        assertEquals(new ImageShape(3, 5, 3), picture.shape());
        for (int i = 0; i < argb.length; i++) {
            assertEquals((argb[i] >> 16) & 0xff, picture.pixels()[i] & 0xff);
            assertEquals((argb[i] >> 8) & 0xff, picture.pixels()[15 + i] & 0xff);
            assertEquals(argb[i] & 0xff, picture.pixels()[30 + i] & 0xff);
        }
    }

    @Test
    void undoesEveryFilter() {
        // rows of 3 grey pixels; each row filtered in another way, results worked out by hand
        byte[] rows = {
            0, 10, 20, 30, // none:    10 20 30
            1, 5, 5, 5, //    sub:      5 10 15
            2, 1, 1, 1, //    up:       6 11 16
            3, 4, 4, 4, //    average:  7 13 18
            4, 1, 1, 1, //    paeth:    8 14 19
        };
        byte[] expected = {10, 20, 30, 5, 10, 15, 6, 11, 16, 7, 13, 18, 8, 14, 19};
        var picture = PngReader.read("a.png", png(3, 5, 8, 0, rows));
        assertArrayEquals(expected, picture.pixels());
    }

    @Test
    void readsFewBitsManyBitsAndPalettes() {
        byte[] bits = {0, (byte) 0b1011_0000};
        assertArrayEquals(
                new byte[] {-1, 0, -1, -1}, PngReader.read("a", png(4, 1, 1, 0, bits)).pixels());
        byte[] two = {0, (byte) 0b11_10_01_00};
        assertArrayEquals(
                new byte[] {-1, (byte) 170, 85, 0},
                PngReader.read("a", png(4, 1, 2, 0, two)).pixels());
        byte[] sixteen = {0, 1, 2, (byte) 200, 7};
        assertArrayEquals(
                new byte[] {1, (byte) 200},
                PngReader.read("a", png(2, 1, 16, 0, sixteen)).pixels());
        byte[] greyAlpha = {0, 9, 0, 8, -1};
        assertArrayEquals(
                new byte[] {9, 8}, PngReader.read("a", png(2, 1, 8, 4, greyAlpha)).pixels());
        byte[] indices = {0, (byte) 0b0000_0001};
        assertArrayEquals(
                new byte[] {1, 4, 2, 5, 3, 6},
                PngReader.read("a", png(2, 1, 4, 3, indices)).pixels());
        byte[] beyond = {0, (byte) 0b0000_0010};
        Refusal.of("png-damaged", () -> PngReader.read("a", png(2, 1, 4, 3, beyond)));
    }

    @Test
    void refusesEveryCutAndEveryFlippedBit() {
        byte[] whole = png(3, 2, 8, 0, new byte[] {0, 1, 2, 3, 1, 4, 5, 6});
        for (int n = 0; n < whole.length; n++) {
            byte[] cut = Arrays.copyOf(whole, n);
            Refusal.of(n < 8 ? "png-none" : "png-damaged", () -> PngReader.read("a", cut));
            byte[] flipped = whole.clone();
            flipped[n] ^= 4;
            Refusal.of(n < 8 ? "png-none" : "png-damaged", () -> PngReader.read("a", flipped));
        }
    }

    @Test
    void refusesASizeThatOnlyTheHeadClaims() {
        Refusal.of("png-large", () -> PngReader.read("a", png(30_000, 30_000, 8, 2, new byte[9])));
        Refusal.of("png-damaged", () -> PngReader.read("a", png(3_000, 3_000, 8, 2, new byte[9])));
        byte[] interlaced = png(3, 1, 8, 0, new byte[] {0, 1, 2, 3}, 1);
        Refusal.of("png-interlaced", () -> PngReader.read("a", interlaced));
        Refusal.of(
                "png-none", () -> PngReader.read("a", new byte[] {-1, -40, -1, -32, 0, 0, 0, 0}));
    }

    @Test
    void aSmallerPictureIsTheMeanOfWhatItCovers() {
        byte[] rows = {0, 0, 10, 20, 0, 30, 40, 50, 0, 60, 70, 80};
        var picture = PngReader.read("a", png(3, 3, 8, 0, rows));
        assertEquals(40, picture.withSize(1, 1).pixels()[0]);
        // 2 x 2 of 3 x 3: weights 4, 2, 2, 1 of 9
        assertEquals(
                Math.round((4 * 0 + 2 * 10 + 2 * 30 + 40) / 9.0),
                picture.withSize(2, 2).pixels()[0]);
        assertArrayEquals(picture.pixels(), picture.withSize(6, 6).withSize(3, 3).pixels());
        var grey = picture.withChannels(3).withChannels(1);
        assertArrayEquals(picture.pixels(), grey.pixels());
    }

    static byte[] png(int width, int height, int depth, int kind, byte[] rows) {
        return png(width, height, depth, kind, rows, 0);
    }

    private static byte[] png(
            int width, int height, int depth, int kind, byte[] rows, int interlace) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
        var head = ByteBuffer.allocate(13).putInt(width).putInt(height);
        head.put((byte) depth).put((byte) kind).putShort((short) 0).put((byte) interlace);
        chunk(out, "IHDR", head.array());
        if (kind == 3) {
            chunk(out, "PLTE", new byte[] {1, 2, 3, 4, 5, 6});
        }
        var deflater = new Deflater();
        deflater.setInput(rows);
        deflater.finish();
        var packed = new byte[rows.length + 100];
        int n = deflater.deflate(packed);
        deflater.end();
        chunk(out, "IDAT", Arrays.copyOf(packed, n / 2)); // content may be cut anywhere
        chunk(out, "IDAT", Arrays.copyOfRange(packed, n / 2, n));
        chunk(out, "IEND", new byte[0]);
        return out.toByteArray();
    }

    private static void chunk(ByteArrayOutputStream out, String type, byte[] content) {
        byte[] name = type.getBytes(StandardCharsets.ISO_8859_1);
        var crc = new CRC32();
        crc.update(name);
        crc.update(content);
        out.writeBytes(ByteBuffer.allocate(4).putInt(content.length).array());
        out.writeBytes(name);
        out.writeBytes(content);
        out.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
    }
}
