package filigree.model.file;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

/// Pictures as PNG bytes, without a window system.
///
/// Source: W3C, "Portable Network Graphics (PNG) Specification", sections 5, 9 and 11.
public final class Png {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final byte BITS = 8;
    private static final byte RGB = 2;
    private static final byte RGBA = 6;

    private Png() {}

    /// Returns the PNG file of a picture: 8 bits a channel, with transparency only if a pixel has
    /// some.
    ///
    /// @param argb `width * height` pixels, row by row from the top left, 0xAARRGGBB, not
    ///   premultiplied
    /// @throws IllegalArgumentException if the sizes do not fit
    public static byte[] encode(int[] argb, int width, int height) {
        if (width < 1 || height < 1 || (long) width * height != argb.length) {
            throw new IllegalArgumentException(
                    argb.length + " pixels are not " + width + " x " + height);
        }
        boolean alpha = false;
        for (int pixel : argb) {
            alpha |= pixel >>> 24 != 0xff;
        }
        var out = new ByteArrayOutputStream();
        out.writeBytes(SIGNATURE);
        var head =
                ByteBuffer.allocate(13)
                        .putInt(width)
                        .putInt(height)
                        .put(BITS)
                        .put(alpha ? RGBA : RGB);
        chunk(out, "IHDR", head.array());
        chunk(out, "IDAT", deflate(argb, width, alpha));
        chunk(out, "IEND", new byte[0]);
        return out.toByteArray();
    }

    // Each row begins with its filter, 0: none. Our pictures are few flat colours, which Deflate
    // finds by itself.
    private static byte[] deflate(int[] argb, int width, boolean alpha) {
        var out = new ByteArrayOutputStream();
        var row = ByteBuffer.allocate(1 + width * (alpha ? 4 : 3));
        try (var deflater = new DeflaterOutputStream(out)) {
            for (int from = 0; from < argb.length; from += width) {
                row.clear().put((byte) 0);
                for (int i = from; i < from + width; i++) {
                    row.put((byte) (argb[i] >> 16)).put((byte) (argb[i] >> 8)).put((byte) argb[i]);
                    if (alpha) {
                        row.put((byte) (argb[i] >>> 24));
                    }
                }
                deflater.write(row.array());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return out.toByteArray();
    }

    private static void chunk(ByteArrayOutputStream out, String type, byte[] data) {
        byte[] typeAndData =
                ByteBuffer.allocate(4 + data.length)
                        .put(type.getBytes(StandardCharsets.US_ASCII))
                        .put(data)
                        .array();
        var crc = new CRC32();
        crc.update(typeAndData);
        out.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
        out.writeBytes(typeAndData);
        out.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
    }
}
