package filigree.model.kernel;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.lang.foreign.MemorySegment;

/// Bytes through a table into a tile, one by one.
final class ScalarLookup {
    private ScalarLookup() {}

    static void fill(
            ByteRows rows,
            int from,
            int to,
            float[] table,
            int tableAt,
            MemorySegment x,
            long xAt) {
        byte[] source = rows.source();
        for (int c = 0; c < rows.count(); c++) {
            int at = rows.start(c);
            for (int f = from; f < to; f++) {
                float value = table[tableAt + (source[at + f] & 0xff)];
                x.set(JAVA_FLOAT, xAt + f * Tiles.ROW_BYTES + c * 4L, value);
            }
        }
    }
}
