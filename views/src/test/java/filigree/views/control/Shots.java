package filigree.views.control;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import javafx.scene.image.Image;
import javafx.scene.image.PixelFormat;

/// Writes pictures of a scene as PNG files.
final class Shots {
    private Shots() {}

    static void write(Image image, Path file) {
        int w = (int) image.getWidth();
        int h = (int) image.getHeight();
        byte[] raw = new byte[(w * 3 + 1) * h];
        int[] line = new int[w];
        int n = 0;
        for (int y = 0; y < h; y++) {
            image.getPixelReader()
                    .getPixels(0, y, w, 1, PixelFormat.getIntArgbInstance(), line, 0, w);
            raw[n++] = 0;
            for (int argb : line) {
                raw[n++] = (byte) (argb >> 16);
                raw[n++] = (byte) (argb >> 8);
                raw[n++] = (byte) argb;
            }
        }
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            try (var out =
                    new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
                out.write(new byte[] {(byte) 137, 80, 78, 71, 13, 10, 26, 10});
                byte[] head = new byte[13];
                java.nio.ByteBuffer.wrap(head).putInt(w).putInt(h).put((byte) 8).put((byte) 2);
                chunk(out, "IHDR", head);
                chunk(out, "IDAT", deflated(raw));
                chunk(out, "IEND", new byte[0]);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] deflated(byte[] raw) {
        var deflater = new Deflater();
        deflater.setInput(raw);
        deflater.finish();
        byte[] out = new byte[raw.length + 1000];
        int n = deflater.deflate(out);
        deflater.end();
        return java.util.Arrays.copyOf(out, n);
    }

    private static void chunk(DataOutputStream out, String type, byte[] data) throws IOException {
        byte[] name = type.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        var crc = new CRC32();
        crc.update(name);
        crc.update(data);
        out.writeInt(data.length);
        out.write(name);
        out.write(data);
        out.writeInt((int) crc.getValue());
    }
}
