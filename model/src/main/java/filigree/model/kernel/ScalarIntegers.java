package filigree.model.kernel;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// Products of whole numbers with a single column, lane by lane.
final class ScalarIntegers {
    private ScalarIntegers() {}

    static void multiply(IntegerRows w, MemorySegment x, int[] sums) {
        Arrays.fill(w.sums, 0);
        for (int g = 0; g < w.slices; g++) {
            for (int s = w.starts[g]; s < w.starts[g + 1]; s++) {
                step(w, g * IntegerRows.LANES, s * (long) IntegerRows.LANES, w.bases[s], x);
            }
        }
        w.collect(sums);
    }

    private static void step(IntegerRows w, int lanes, long at, int base, MemorySegment x) {
        for (int l = 0; l < IntegerRows.LANES; l++) {
            int local = w.locals.get(JAVA_BYTE, at + IntegerRows.place(l));
            int number = x.get(JAVA_BYTE, base + local) & 0xff;
            w.sums[lanes + l] += w.codes.get(JAVA_BYTE, at + l) * number;
        }
    }
}
