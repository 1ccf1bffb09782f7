package filigree.model.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.model.sparsity.LayerShape;
import filigree.model.sparsity.Mask;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Against files that are really written, of int8 values, and read back.
class StoredTest {
    static Stream<Mask> masks() {
        List<Mask> masks = new ArrayList<>();
        var random = new SplittableRandom(4);
        for (double density : new double[] {0, 0.002, 0.03, 0.3, 0.8, 1}) {
            masks.add(Mask.where(13, 700, _ -> random.nextDouble() < density));
            masks.add(Mask.where(16, 32, _ -> random.nextDouble() < density));
        }
        masks.add(Mask.where(8, 64, i -> i % 4 < 2));
        masks.add(Mask.where(8, 64, i -> i / 64 / 4 == 1 && i % 64 / 4 % 3 == 0));
        masks.add(Mask.where(3, 1_000, i -> i == 2_999));
        masks.add(Mask.where(2, 300, i -> i > 250));
        return masks.stream();
    }

    private static long bytes(Mask mask, int bits, String id) {
        return Stored.all(mask, bits).stream()
                .filter(s -> s.id().equals(id))
                .findFirst()
                .orElseThrow()
                .bytes();
    }

    private static byte value(long flat) {
        return (byte) (flat % 127 + 1);
    }

    private static byte[] dense(Mask mask) {
        byte[] dense = new byte[Math.toIntExact(mask.size())];
        for (long flat : mask.flatIndices()) {
            dense[(int) flat] = value(flat);
        }
        return dense;
    }

    @ParameterizedTest
    @MethodSource("masks")
    void compressedRowsWithOneByteIndicesAreAsLongAsTheFile(Mask mask) {
        byte[] dense = dense(mask);
        var file = new ByteArrayOutputStream();
        byte[] back = new byte[dense.length];
        for (int i = 0; i < mask.rows(); i++) {
            file.writeBytes(new byte[4]); // where the row starts
            int zeros = 0;
            int at = i * mask.columns();
            for (int j = 0; j < mask.columns(); j++) {
                byte v = dense[i * mask.columns() + j];
                boolean ends =
                        Arrays.equals(
                                dense,
                                i * mask.columns() + j,
                                (i + 1) * mask.columns(),
                                new byte[mask.columns() - j],
                                0,
                                mask.columns() - j);
                if (ends) {
                    break; // nothing is left of this row
                }
                if (v != 0 || zeros == 255) {
                    file.write(zeros);
                    file.write(v);
                    at += zeros;
                    back[at++] = v;
                    zeros = 0;
                } else {
                    zeros++;
                }
            }
        }
        file.writeBytes(new byte[4]);
        assertArrayEquals(dense, back);
        assertEquals(file.size(), bytes(mask, 8, "csr-delta"));
    }

    @ParameterizedTest
    @MethodSource("masks")
    void runLengthsAreAsLongAsTheFile(Mask mask) {
        byte[] dense = dense(mask);
        var file = new ByteArrayOutputStream();
        int last = dense.length;
        while (last > 0 && dense[last - 1] == 0) {
            last--; // the size is known, so zeros at the end need no run
        }
        boolean active = false;
        int run = 0;
        for (int k = 0; k < last; k++) {
            if ((dense[k] != 0) != active) {
                leb(file, run);
                run = 0;
                active = !active;
            }
            run++;
        }
        if (last > 0) {
            leb(file, run);
        }
        assertEquals(file.size() + (long) mask.activeCount(), bytes(mask, 8, "run-length"));
    }

    private static void leb(ByteArrayOutputStream file, int number) {
        int left = number;
        do {
            file.write(left & 127);
            left >>>= 7;
        } while (left != 0);
    }

    @ParameterizedTest
    @MethodSource("masks")
    void blocksAreCountedOneByOne(Mask mask) {
        for (int[] b : new int[][] {{1, 4}, {4, 1}, {4, 4}, {8, 8}, {16, 16}}) {
            int blockRows = (mask.rows() + b[0] - 1) / b[0];
            int blockColumns = (mask.columns() + b[1] - 1) / b[1];
            long bytes = 4L * (blockRows + 1);
            for (int row = 0; row < blockRows; row++) {
                for (int column = 0; column < blockColumns; column++) {
                    boolean any = false;
                    for (int i = row * b[0]; i < Math.min(mask.rows(), (row + 1) * b[0]); i++) {
                        for (int j = column * b[1];
                                j < Math.min(mask.columns(), (column + 1) * b[1]);
                                j++) {
                            any |= mask.isActive(i, j);
                        }
                    }
                    bytes += any ? 2 + 4L * b[0] * b[1] : 0;
                }
            }
            assertEquals(bytes, bytes(mask, 32, "bsr-" + b[0] + "x" + b[1]));
        }
    }

    @ParameterizedTest
    @MethodSource("masks")
    void plainFormatsAreThoseOfTheLayer(Mask mask) {
        var layer =
                new LayerCost(
                        LayerShape.linear("fc", mask.rows(), mask.columns()), mask.activeCount());
        for (int bytes : new int[] {1, 4}) {
            assertEquals(layer.denseBytes(bytes), bytes(mask, 8 * bytes, "dense"));
            assertEquals(layer.bitmaskBytes(bytes), bytes(mask, 8 * bytes, "bitmask"));
            assertEquals(layer.csrBytes(bytes), bytes(mask, 8 * bytes, "csr"));
        }
    }

    /// 2:4 of 512 weights: 256 values, each with two bits.
    @Test
    void groupsAreCountedWhereTheMaskFits() {
        Mask two = Mask.where(8, 64, i -> i % 4 < 2);
        assertEquals(256 * 4 + 256 * 2 / 8, bytes(two, 32, "n-m-2:4"));
        assertEquals(256 + 64, bytes(two, 8, "n-m-2:4"));
        assertEquals(256 / 2 + 256 * 3 / 8, bytes(two, 4, "n-m-4:8"));
        assertTrue(Stored.smallest(Stored.all(Mask.full(8, 64), 32), Format.N_M).isEmpty());
        Mask odd = Mask.where(8, 63, i -> i % 4 < 2);
        assertTrue(Stored.smallest(Stored.all(odd, 32), Format.N_M).isEmpty());
        assertEquals(Format.DENSE, Stored.smallest(Stored.all(Mask.full(8, 64), 8)).format());
    }

    @ParameterizedTest
    @MethodSource("masks")
    void valuesOfFewBitsShareBytes(Mask mask) {
        long active = mask.activeCount();
        long places = bytes(mask, 8, "bitmask") - active;
        for (int bits = 1; bits <= 32; bits++) {
            assertEquals(places + (active * bits + 7) / 8, bytes(mask, bits, "bitmask"));
        }
    }

    @ParameterizedTest
    @MethodSource("masks")
    void zippedIsWhatUnzipsToTheWeights(Mask mask) throws DataFormatException {
        float[] active = new float[mask.activeCount()];
        var random = new SplittableRandom(9);
        for (int k = 0; k < active.length; k++) {
            active[k] = (float) random.nextDouble(-1, 1);
        }
        Zipped zipped = Zipped.of(mask, active);
        assertEquals(zip(denseFloats(mask, active)), zipped.dense(), 64.0);
        long bound = 4L * active.length + mask.size() / 8 + 64;
        assertTrue(zipped.packed() <= bound * 1.001 + 64, zipped.toString());
        // random mantissas cannot shrink: 23 of 32 bits at least
        assertTrue(zipped.packed() >= 23 * active.length / 8, zipped.toString());
    }

    private static byte[] denseFloats(Mask mask, float[] active) {
        var buffer =
                java.nio.ByteBuffer.allocate(4 * Math.toIntExact(mask.size()))
                        .order(java.nio.ByteOrder.LITTLE_ENDIAN);
        long[] flat = mask.flatIndices();
        for (int k = 0; k < flat.length; k++) {
            buffer.putFloat(4 * (int) flat[k], active[k]);
        }
        return buffer.array();
    }

    /// At once instead of row by row, and unzipped again.
    private static long zip(byte[] bytes) throws DataFormatException {
        var deflater = new java.util.zip.Deflater(9);
        deflater.setInput(bytes);
        deflater.finish();
        byte[] out = new byte[bytes.length + 1_000];
        int n = deflater.deflate(out);
        deflater.end();
        var inflater = new Inflater();
        inflater.setInput(out, 0, n);
        byte[] back = new byte[bytes.length];
        assertEquals(bytes.length, inflater.inflate(back));
        inflater.end();
        assertArrayEquals(bytes, back);
        return n;
    }
}
