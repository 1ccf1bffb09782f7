package filigree.model.kernel;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.lang.foreign.MemorySegment;

/// Products with a single column without wide registers: four rows of a slice at a time.
final class ScalarColumn {
    private ScalarColumn() {}

    /// `y = max(W x + b, floor)`.
    static void multiply(
            SlicedRows w, MemorySegment bias, MemorySegment x, MemorySegment y, float floor) {
        for (int g = 0; g < w.slices; g++) {
            for (int lane = 0; lane < SlicedRows.LANES; lane += 4) {
                fourRows(w, g, lane, bias, x, y, floor);
            }
        }
    }

    private static void fourRows(
            SlicedRows w,
            int g,
            int lane,
            MemorySegment bias,
            MemorySegment x,
            MemorySegment y,
            float floor) {
        long row = (g * (long) SlicedRows.LANES + lane) * 4;
        float a0 = bias.get(JAVA_FLOAT, row);
        float a1 = bias.get(JAVA_FLOAT, row + 4);
        float a2 = bias.get(JAVA_FLOAT, row + 8);
        float a3 = bias.get(JAVA_FLOAT, row + 12);
        for (int s = w.starts[g]; s < w.starts[g + 1]; s++) {
            long at = s * (long) SlicedRows.LANES + lane;
            a0 += w.values.get(JAVA_FLOAT, 4 * at) * x.get(JAVA_FLOAT, place(w, s, at));
            a1 += w.values.get(JAVA_FLOAT, 4 * at + 4) * x.get(JAVA_FLOAT, place(w, s, at + 1));
            a2 += w.values.get(JAVA_FLOAT, 4 * at + 8) * x.get(JAVA_FLOAT, place(w, s, at + 2));
            a3 += w.values.get(JAVA_FLOAT, 4 * at + 12) * x.get(JAVA_FLOAT, place(w, s, at + 3));
        }
        y.set(JAVA_FLOAT, row, Math.max(a0, floor));
        y.set(JAVA_FLOAT, row + 4, Math.max(a1, floor));
        y.set(JAVA_FLOAT, row + 8, Math.max(a2, floor));
        y.set(JAVA_FLOAT, row + 12, Math.max(a3, floor));
    }

    private static long place(SlicedRows w, int s, long at) {
        int column = w.full ? s % w.columns : w.bases[s] + w.locals.get(JAVA_BYTE, at);
        return 4L * column;
    }
}
