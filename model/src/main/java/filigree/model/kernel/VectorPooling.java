package filigree.model.kernel;

import static jdk.incubator.vector.FloatVector.fromMemorySegment;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Pooling of a tile, forward and backward.
final class VectorPooling {
    private static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;
    private static final long V = F.length() * 4L; // bytes of one register
    private static final long ROW = Tiles.ROW_BYTES;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private VectorPooling() {}

    static void maxPool(Pooling g, MemorySegment x, long xOffset, MemorySegment y, long yOffset) {
        long xAt = Unchecked.at(x, xOffset, g.inputSize() * ROW);
        long yAt = Unchecked.at(y, yOffset, g.outputSize() * ROW);
        MemorySegment xM = Unchecked.memory(x);
        MemorySegment yM = Unchecked.memory(y);
        try {
            long to = yAt;
            for (int line = 0; line < g.channels() * g.outHeight(); line++) {
                for (int ox = 0; ox < g.outWidth(); ox++, to += ROW) {
                    long corner = xAt + corner(g, line, ox) * ROW;
                    for (long v = 0; v < ROW; v += V) {
                        FloatVector max = fromMemorySegment(F, xM, corner + v, ORDER);
                        for (int wy = 0; wy < g.size(); wy++) {
                            long row = corner + (long) wy * g.width() * ROW + v;
                            for (int wx = 0; wx < g.size(); wx++) {
                                max = max.max(fromMemorySegment(F, xM, row + wx * ROW, ORDER));
                            }
                        }
                        max.intoMemorySegment(yM, to + v, ORDER);
                    }
                }
            }
        } finally {
            Reference.reachabilityFence(x);
            Reference.reachabilityFence(y);
        }
    }

    static void maxPoolBackward(
            Pooling g,
            MemorySegment x,
            long xOffset,
            MemorySegment y,
            long yOffset,
            MemorySegment dy,
            long dyOffset,
            MemorySegment dx,
            long dxOffset) {
        long xAt = Unchecked.at(x, xOffset, g.inputSize() * ROW);
        long yAt = Unchecked.at(y, yOffset, g.outputSize() * ROW);
        long dyAt = Unchecked.at(dy, dyOffset, g.outputSize() * ROW);
        long dxAt = Unchecked.at(dx, dxOffset, g.inputSize() * ROW);
        clear(dx, dxAt, g.inputSize());
        MemorySegment xM = Unchecked.memory(x);
        MemorySegment yM = Unchecked.memory(y);
        MemorySegment dyM = Unchecked.memory(dy);
        MemorySegment dxM = Unchecked.memory(dx);
        try {
            FloatVector zero = FloatVector.zero(F);
            long from = 0;
            for (int line = 0; line < g.channels() * g.outHeight(); line++) {
                for (int ox = 0; ox < g.outWidth(); ox++, from += ROW) {
                    long corner = corner(g, line, ox) * ROW;
                    for (long v = 0; v < ROW; v += V) {
                        FloatVector max = fromMemorySegment(F, yM, yAt + from + v, ORDER);
                        FloatVector left =
                                fromMemorySegment(
                                        F,
                                        dyM,
                                        dyAt + from + v,
                                        ORDER); // 0 once a pixel has taken it
                        for (int wy = 0; wy < g.size(); wy++) {
                            long row = corner + (long) wy * g.width() * ROW + v;
                            for (int wx = 0; wx < g.size(); wx++) {
                                long at = row + wx * ROW;
                                VectorMask<Float> here =
                                        fromMemorySegment(F, xM, xAt + at, ORDER)
                                                .compare(VectorOperators.EQ, max);
                                zero.blend(left, here).intoMemorySegment(dxM, dxAt + at, ORDER);
                                left = left.blend(zero, here);
                            }
                        }
                    }
                }
            }
        } finally {
            Reference.reachabilityFence(x);
            Reference.reachabilityFence(y);
            Reference.reachabilityFence(dy);
            Reference.reachabilityFence(dx);
        }
    }

    static void averagePool(
            Pooling g, MemorySegment x, long xOffset, MemorySegment y, long yOffset) {
        long xAt = Unchecked.at(x, xOffset, g.inputSize() * ROW);
        long yAt = Unchecked.at(y, yOffset, g.outputSize() * ROW);
        MemorySegment xM = Unchecked.memory(x);
        MemorySegment yM = Unchecked.memory(y);
        try {
            float scale = 1f / (g.size() * g.size());
            long to = yAt;
            for (int line = 0; line < g.channels() * g.outHeight(); line++) {
                for (int ox = 0; ox < g.outWidth(); ox++, to += ROW) {
                    long corner = xAt + corner(g, line, ox) * ROW;
                    for (long v = 0; v < ROW; v += V) {
                        FloatVector sum = FloatVector.zero(F);
                        for (int wy = 0; wy < g.size(); wy++) {
                            long row = corner + (long) wy * g.width() * ROW + v;
                            for (int wx = 0; wx < g.size(); wx++) {
                                sum = sum.add(fromMemorySegment(F, xM, row + wx * ROW, ORDER));
                            }
                        }
                        sum.mul(scale).intoMemorySegment(yM, to + v, ORDER);
                    }
                }
            }
        } finally {
            Reference.reachabilityFence(x);
            Reference.reachabilityFence(y);
        }
    }

    static void averagePoolBackward(
            Pooling g, MemorySegment dy, long dyOffset, MemorySegment dx, long dxOffset) {
        long dyAt = Unchecked.at(dy, dyOffset, g.outputSize() * ROW);
        long dxAt = Unchecked.at(dx, dxOffset, g.inputSize() * ROW);
        clear(dx, dxAt, g.inputSize());
        MemorySegment dyM = Unchecked.memory(dy);
        MemorySegment dxM = Unchecked.memory(dx);
        try {
            float scale = 1f / (g.size() * g.size());
            long from = dyAt;
            for (int line = 0; line < g.channels() * g.outHeight(); line++) {
                for (int ox = 0; ox < g.outWidth(); ox++, from += ROW) {
                    long corner = dxAt + corner(g, line, ox) * ROW;
                    for (long v = 0; v < ROW; v += V) {
                        FloatVector share = fromMemorySegment(F, dyM, from + v, ORDER).mul(scale);
                        for (int wy = 0; wy < g.size(); wy++) {
                            long row = corner + (long) wy * g.width() * ROW + v;
                            for (int wx = 0; wx < g.size(); wx++) {
                                share.intoMemorySegment(dxM, row + wx * ROW, ORDER);
                            }
                        }
                    }
                }
            }
        } finally {
            Reference.reachabilityFence(dy);
            Reference.reachabilityFence(dx);
        }
    }

    /// @param line output row, counted through all channels
    private static long corner(Pooling g, int line, int ox) {
        return g.corner(line / g.outHeight(), line % g.outHeight(), ox);
    }

    /// @param rows of 64 numbers
    private static void clear(MemorySegment memory, long at, int rows) {
        MemorySegment m = Unchecked.memory(memory);
        FloatVector zero = FloatVector.zero(F);
        for (long v = 0; v < rows * ROW; v += V) {
            zero.intoMemorySegment(m, at + v, ORDER);
        }
    }
}
