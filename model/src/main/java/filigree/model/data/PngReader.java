package filigree.model.data;

import filigree.model.error.UserFacingException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// Reads PNG pictures: every colour type and depth, without interlacing. Sizes are checked before
/// memory is taken, checksums before content is believed. Transparency is ignored.
///
/// Source: W3C, "Portable Network Graphics (PNG) Specification", sections 5, 9, 10 and 11.
final class PngReader {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final int MOST_PIXELS = 1 << 26;
    private static final int GREY = 0;
    private static final int PALETTE = 3;

    private final String name;
    private final ByteBuffer in;
    private final Inflater inflater = new Inflater();
    private int width;
    private int height;
    private int depth;
    private int samples; // of one pixel
    private int kind;
    private int filled;
    private byte[] palette = {};
    private byte[] rows = {};

    private PngReader(String name, byte[] bytes) {
        this.name = name;
        this.in = ByteBuffer.wrap(bytes);
    }

    /// Returns the picture in a file.
    ///
    /// @param name of the file, for errors
    /// @throws UserFacingException if it is none, too large, damaged or interlaced
    static Picture read(String name, byte[] bytes) {
        var reader = new PngReader(name, bytes);
        try {
            return reader.read();
        } finally {
            reader.inflater.end();
        }
    }

    private Picture read() {
        var signature = new byte[SIGNATURE.length];
        if (in.remaining() < SIGNATURE.length) {
            throw error("png-none");
        }
        in.get(signature);
        if (!Arrays.equals(signature, SIGNATURE)) {
            throw error("png-none");
        }
        for (boolean first = true; ; first = false) {
            if (in.remaining() < 12) {
                throw error("png-damaged");
            }
            int length = in.getInt();
            int start = in.position();
            if (length < 0 || length > in.remaining() - 8) {
                throw error("png-damaged");
            }
            var type = new byte[4];
            in.get(type);
            ByteBuffer data = in.slice(start + 4, length);
            in.position(start + 4 + length);
            var crc = new CRC32();
            crc.update(in.array(), start, 4 + length);
            String chunk = new String(type, StandardCharsets.ISO_8859_1);
            if (in.getInt() != (int) crc.getValue() || first != chunk.equals("IHDR")) {
                throw error("png-damaged");
            }
            switch (chunk) {
                case "IHDR" -> head(data);
                case "PLTE" -> {
                    palette = new byte[length];
                    data.get(palette);
                }
                case "IDAT" -> inflate(data);
                case "IEND" -> {
                    return picture();
                }
                default -> {
                    if (Character.isUpperCase(chunk.charAt(0))) {
                        throw error("png-damaged"); // a critical chunk that nobody knows
                    }
                }
            }
        }
    }

    private void head(ByteBuffer data) {
        if (data.remaining() != 13) {
            throw error("png-damaged");
        }
        width = data.getInt();
        height = data.getInt();
        depth = data.get();
        kind = data.get();
        boolean standard = data.getShort() == 0; // compression and filter
        if (width < 1 || height < 1) {
            throw error("png-damaged");
        }
        if ((long) width * height > MOST_PIXELS) {
            throw new UserFacingException("png-large", name, width, height, MOST_PIXELS);
        }
        samples =
                switch (kind) {
                    case GREY, PALETTE -> 1;
                    case 2 -> 3;
                    case 4 -> 2;
                    case 6 -> 4;
                    default -> throw error("png-damaged");
                };
        boolean fine =
                depth == 8
                        || (depth == 16 && kind != PALETTE)
                        || ((depth == 1 || depth == 2 || depth == 4) && samples == 1);
        if (!standard || !fine) {
            throw error("png-damaged");
        }
        if (data.get() != 0) {
            throw error("png-interlaced");
        }
        long bytes = (1 + rowBytes()) * (long) height;
        if (bytes > Integer.MAX_VALUE - 8) {
            throw new UserFacingException("png-large", name, width, height, MOST_PIXELS);
        }
        rows = new byte[(int) bytes];
    }

    private int rowBytes() {
        return Math.toIntExact(Math.ceilDiv((long) width * samples * depth, 8));
    }

    private void inflate(ByteBuffer data) {
        inflater.setInput(data);
        try {
            while (filled < rows.length) {
                int n = inflater.inflate(rows, filled, rows.length - filled);
                if (n == 0) {
                    return; // the next chunk goes on, or the picture is too short
                }
                filled += n;
            }
        } catch (DataFormatException _) {
            throw error("png-damaged");
        }
    }

    private Picture picture() {
        if (filled < rows.length || (kind == PALETTE && palette.length % 3 != 0)) {
            throw error("png-damaged");
        }
        int length = rowBytes();
        unfilter(length);
        boolean grey = kind == GREY || kind == 4;
        int channels = grey ? 1 : 3;
        int plane = width * height;
        var pixels = new byte[channels * plane];
        for (int y = 0; y < height; y++) {
            int row = y * (1 + length) + 1;
            for (int x = 0; x < width; x++) {
                for (int c = 0; c < channels; c++) {
                    pixels[c * plane + y * width + x] = value(row, x, c);
                }
            }
        }
        return new Picture(new ImageShape(height, width, channels), pixels);
    }

    /// One channel of one pixel, 0 to 255.
    private byte value(int row, int x, int channel) {
        if (depth >= 8) {
            int at = row + (x * samples + (kind == PALETTE ? 0 : channel)) * (depth / 8);
            return kind == PALETTE ? color(rows[at] & 0xff, channel) : rows[at]; // high byte first
        }
        int bit = x * depth;
        int value = (rows[row + bit / 8] >> (8 - depth - bit % 8)) & ((1 << depth) - 1);
        return kind == PALETTE ? color(value, channel) : (byte) (value * 255 / ((1 << depth) - 1));
    }

    private byte color(int index, int channel) {
        int at = 3 * index + channel;
        if (at >= palette.length) {
            throw error("png-damaged");
        }
        return palette[at];
    }

    private void unfilter(int length) {
        int pixel = Math.max(1, samples * depth / 8);
        for (int y = 0; y < height; y++) {
            int row = y * (1 + length) + 1;
            int above = row - (1 + length);
            int filter = rows[row - 1];
            if (filter < 0 || filter > 4) {
                throw error("png-damaged");
            }
            for (int i = 0; i < length; i++) {
                int a = i < pixel ? 0 : rows[row + i - pixel] & 0xff;
                int b = y == 0 ? 0 : rows[above + i] & 0xff;
                int c = y == 0 || i < pixel ? 0 : rows[above + i - pixel] & 0xff;
                int guess =
                        switch (filter) {
                            case 1 -> a;
                            case 2 -> b;
                            case 3 -> (a + b) / 2;
                            case 4 -> paeth(a, b, c);
                            default -> 0;
                        };
                rows[row + i] += (byte) guess;
            }
        }
    }

    private static int paeth(int a, int b, int c) {
        int p = a + b - c;
        int pa = Math.abs(p - a);
        int pb = Math.abs(p - b);
        int pc = Math.abs(p - c);
        if (pa <= pb && pa <= pc) {
            return a;
        }
        return pb <= pc ? b : c;
    }

    private UserFacingException error(String id) {
        return new UserFacingException(id, name);
    }
}
