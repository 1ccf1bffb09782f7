package filigree.model.data;

import filigree.model.error.UserFacingException;
import filigree.model.file.ReadErrors;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;

/// Reads IDX files of unsigned bytes: a magic number that names the rank, one big-endian 32-bit
/// number a dimension, then exactly as many bytes as these say.
///
/// Source: Y. LeCun, C. Cortes, C. J. C. Burges, "The MNIST database of handwritten digits", file
/// formats.
final class IdxReader {
    private static final int UNSIGNED_BYTES = 0x0800;

    private IdxReader() {}

    /// Reads one file, compressed or not, and closes it.
    ///
    /// @param name of the file, for errors
    /// @param rank number of dimensions the file must have
    /// @param limitBytes most bytes the array may have; checked before reading them
    /// @throws UserFacingException naming the file, what was expected and what was found
    static IdxArray read(String name, InputStream raw, int rank, long limitBytes) {
        try (var in = new Unpacked(name, raw)) {
            checkMagic(name, in.read(Integer.BYTES), rank);
            int[] shape = shape(name, in.read(rank * Integer.BYTES), rank);
            int size = size(name, shape, limitBytes);
            byte[] values = in.read(size);
            long header = (1 + rank) * (long) Integer.BYTES;
            if (values.length < size) {
                throw new UserFacingException("idx-short", name, header + size, in.count());
            }
            if (!in.atEnd()) {
                throw new UserFacingException("idx-trailing", name, header + size);
            }
            return new IdxArray(shape, values, in.checksum());
        } catch (IOException e) {
            throw ReadErrors.of(name, e);
        }
    }

    private static void checkMagic(String name, byte[] found, int rank) {
        byte[] expected = ByteBuffer.allocate(Integer.BYTES).putInt(UNSIGNED_BYTES | rank).array();
        if (!Arrays.equals(found, expected)) {
            var hex = HexFormat.of();
            throw new UserFacingException(
                    "idx-magic", name, hex.formatHex(found), hex.formatHex(expected));
        }
    }

    private static int[] shape(String name, byte[] bytes, int rank) {
        if (bytes.length < rank * Integer.BYTES) {
            throw new UserFacingException(
                    "idx-short", name, (1 + rank) * Integer.BYTES, Integer.BYTES + bytes.length);
        }
        var shape = new int[rank];
        ByteBuffer.wrap(bytes).asIntBuffer().get(shape);
        return shape;
    }

    private static int size(String name, int[] shape, long limitBytes) {
        long size = 1;
        for (int n : shape) {
            long dimension = Integer.toUnsignedLong(n);
            if (dimension == 0) {
                throw new UserFacingException("idx-empty", name);
            }
            // Both factors are below 2^32 and size is below the limit of an array: no overflow.
            size *= dimension;
            if (size > Math.min(limitBytes, Integer.MAX_VALUE - 8)) {
                throw new UserFacingException("idx-too-large", name, shapeText(shape), limitBytes);
            }
        }
        return (int) size;
    }

    private static String shapeText(int[] shape) {
        var text = new StringBuilder();
        for (int n : shape) {
            text.append(text.isEmpty() ? "" : " x ").append(Integer.toUnsignedString(n));
        }
        return text.toString();
    }
}
