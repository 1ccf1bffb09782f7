package filigree.model.kernel;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static jdk.incubator.vector.FloatVector.fromMemorySegment;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// The same loops on the Vector API, for 128, 256 and 512 bits.
///
/// A row of a tile is taken in groups of four registers (the whole row at 512 bits), so that one
/// broadcast weight feeds four independent multiply-adds.
///
/// A vector that passes through a call which C2 does not inline is put into a box: an object each
/// time. So each kernel is one method of its own, since C2 stops inlining past some fifty vector
/// calls in one compilation; and no vector is an argument or a result of a method of ours, however
/// small. C2 always inlines the Vector API, but a method of ours only where it takes the call for a
/// frequent one, and its counts are wrong when a busy machine compiles late.
final class VectorKernels implements Kernels {
    private static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = F.length();
    private static final long V = LANES * 4L; // bytes of one register
    private static final long ROW = Tiles.ROW_BYTES;
    private static final float NO_FLOOR = Float.NEGATIVE_INFINITY;
    private static final float[] NO_BIAS = {};
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private final ImageKernels images = new VectorImageKernels();

    @Override
    public String name() {
        return "vector-" + F.vectorBitSize();
    }

    @Override
    public ImageKernels images() {
        return images;
    }

    @Override
    public void lookUp(
            ByteRows rows,
            int from,
            int to,
            float[] table,
            int tableAt,
            MemorySegment x,
            long xAt) {
        if (LANES == VectorLookup.SIDE && to - from >= VectorLookup.SIDE) {
            VectorLookup.fill(rows, from, to, table, tableAt, x, xAt);
        } else {
            ScalarLookup.fill(rows, from, to, table, tableAt, x, xAt);
        }
    }

    @Override
    public void multiply(
            PanelRows w, float[] bias, MemorySegment x, long xAt, MemorySegment y, long yAt) {
        product(w, bias, x, xAt, y, yAt, NO_FLOOR);
    }

    @Override
    public void multiplyRelu(
            PanelRows w, float[] bias, MemorySegment x, long xAt, MemorySegment y, long yAt) {
        product(w, bias, x, xAt, y, yAt, 0);
    }

    @Override
    public void multiplyWhere(
            PanelRows w,
            MemorySegment on,
            long onAt,
            MemorySegment x,
            long xAt,
            MemorySegment y,
            long yAt) {
        if (w.isWhole()) {
            VectorWhole.multiply(w, NO_BIAS, x, xAt, y, yAt);
            reluBackward(w.rows, on, onAt, y, yAt, y, yAt);
        } else {
            VectorPanels.multiplyWhere(w, on, onAt, x, xAt, y, yAt);
        }
    }

    private void product(
            PanelRows w,
            float[] bias,
            MemorySegment x,
            long xAt,
            MemorySegment y,
            long yAt,
            float floor) {
        if (!w.isWhole()) {
            VectorPanels.multiply(w, bias, x, xAt, y, yAt, floor);
            return;
        }
        VectorWhole.multiply(w, bias, x, xAt, y, yAt);
        if (floor == 0) {
            relu(w.rows, y, yAt, y, yAt);
        }
    }

    @Override
    public void multiplyColumn(
            SlicedRows w, MemorySegment bias, MemorySegment x, MemorySegment y, float floor) {
        if (LANES == SlicedRows.LANES) {
            VectorColumn.multiply(w, bias, x, y, floor);
        } else {
            ScalarColumn.multiply(w, bias, x, y, floor);
        }
    }

    @Override
    public void multiplyIntegers(IntegerRows w, MemorySegment x, int[] sums) {
        if (F.vectorBitSize() == VectorIntegers.BITS) {
            VectorIntegers.multiply(w, x, sums);
        } else {
            ScalarIntegers.multiply(w, x, sums);
        }
    }

    @Override
    public void gradient(
            SparseRows w,
            int from,
            int to,
            float[] gradients,
            MemorySegment x,
            long xTile,
            MemorySegment dy,
            long dyTile,
            int tiles) {
        VectorGradient.gradient(w, from, to, gradients, x, xTile, dy, dyTile, tiles);
    }

    @Override
    public void wholeGradient(
            int from,
            int to,
            int columns,
            float[] gradients,
            MemorySegment x,
            long xTile,
            MemorySegment dy,
            long dyTile,
            int tiles) {
        if (LANES == VectorOuter.LANES) {
            VectorOuter.gradient(from, to, columns, gradients, x, xTile, dy, dyTile, tiles);
        } else {
            VectorGradient.denseGradient(
                    from, to, columns, gradients, from * columns, x, xTile, dy, dyTile, tiles);
        }
    }

    @Override
    public void denseGradient(
            int from,
            int to,
            int columns,
            float[] gradients,
            MemorySegment x,
            long xTile,
            MemorySegment dy,
            long dyTile,
            int tiles) {
        VectorGradient.denseGradient(from, to, columns, gradients, 0, x, xTile, dy, dyTile, tiles);
    }

    @Override
    public void rowSums(int from, int to, float[] sums, MemorySegment dy, long dyTile, int tiles) {
        VectorSum.channels(1, from, to, sums, dy, dyTile, tiles);
    }

    @Override
    public void relu(int rows, MemorySegment x, long xAt, MemorySegment y, long yAt) {
        for (long v = 0; v < rows * ROW; v += V) {
            fromMemorySegment(F, x, xAt + v, ORDER).max(0).intoMemorySegment(y, yAt + v, ORDER);
        }
    }

    @Override
    public void reluBackward(
            int rows,
            MemorySegment y,
            long yAt,
            MemorySegment dy,
            long dyAt,
            MemorySegment dx,
            long dxAt) {
        FloatVector zero = FloatVector.zero(F);
        for (long v = 0; v < rows * ROW; v += V) {
            VectorMask<Float> on =
                    fromMemorySegment(F, y, yAt + v, ORDER).compare(VectorOperators.GT, 0);
            zero.blend(fromMemorySegment(F, dy, dyAt + v, ORDER), on)
                    .intoMemorySegment(dx, dxAt + v, ORDER);
        }
    }

    @Override
    public void softmax(int rows, MemorySegment z, long zAt, MemorySegment p, long pAt) {
        VectorSoftmax.softmax(rows, z, zAt, p, pAt);
    }

    @Override
    public void countPositive(int rows, int columns, long[] counts, MemorySegment y, long yAt) {
        for (int i = 0; i < rows; i++) {
            int c = 0;
            long row = yAt + i * ROW;
            long n = 0;
            for (; c <= columns - LANES; c += LANES) {
                n +=
                        fromMemorySegment(F, y, row + c * 4L, ORDER)
                                .compare(VectorOperators.GT, 0)
                                .trueCount();
            }
            for (; c < columns; c++) {
                n += y.get(JAVA_FLOAT, row + c * 4L) > 0 ? 1 : 0;
            }
            counts[i] += n;
        }
    }
}
