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

    static void maxPool(
            Pooling g,
            int from,
            int to,
            MemorySegment x,
            long xOffset,
            MemorySegment y,
            long yOffset) {
        long xAt = Unchecked.at(x, xOffset, g.inputSize() * ROW);
        long yAt = Unchecked.at(y, yOffset, g.outputSize() * ROW);
        MemorySegment xM = Unchecked.memory(x);
        MemorySegment yM = Unchecked.memory(y);
        try {
            long out = yAt + from * outPixels(g) * ROW;
            for (int line = from * g.outHeight(); line < to * g.outHeight(); line++) {
                for (int ox = 0; ox < g.outWidth(); ox++, out += ROW) {
                    long corner = xAt + corner(g, line, ox) * ROW;
                    for (long v = 0; v < ROW; v += V) {
                        FloatVector max = fromMemorySegment(F, xM, corner + v, ORDER);
                        for (int wy = 0; wy < g.size(); wy++) {
                            long row = corner + (long) wy * g.width() * ROW + v;
                            for (int wx = 0; wx < g.size(); wx++) {
                                max = max.max(fromMemorySegment(F, xM, row + wx * ROW, ORDER));
                            }
                        }
                        max.intoMemorySegment(yM, out + v, ORDER);
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
            int from,
            int to,
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
        clearRest(g, from, to, dx, dxAt);
        MemorySegment xM = Unchecked.memory(x);
        MemorySegment yM = Unchecked.memory(y);
        MemorySegment dyM = Unchecked.memory(dy);
        MemorySegment dxM = Unchecked.memory(dx);
        try {
            FloatVector zero = FloatVector.zero(F);
            long out = from * outPixels(g) * ROW;
            for (int line = from * g.outHeight(); line < to * g.outHeight(); line++) {
                for (int ox = 0; ox < g.outWidth(); ox++, out += ROW) {
                    long corner = corner(g, line, ox) * ROW;
                    for (long v = 0; v < ROW; v += V) {
                        FloatVector max = fromMemorySegment(F, yM, yAt + out + v, ORDER);
                        FloatVector left =
                                fromMemorySegment(
                                        F,
                                        dyM,
                                        dyAt + out + v,
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
            Pooling g,
            int from,
            int to,
            MemorySegment x,
            long xOffset,
            MemorySegment y,
            long yOffset) {
        long xAt = Unchecked.at(x, xOffset, g.inputSize() * ROW);
        long yAt = Unchecked.at(y, yOffset, g.outputSize() * ROW);
        MemorySegment xM = Unchecked.memory(x);
        MemorySegment yM = Unchecked.memory(y);
        try {
            float scale = 1f / (g.size() * g.size());
            long out = yAt + from * outPixels(g) * ROW;
            for (int line = from * g.outHeight(); line < to * g.outHeight(); line++) {
                for (int ox = 0; ox < g.outWidth(); ox++, out += ROW) {
                    long corner = xAt + corner(g, line, ox) * ROW;
                    for (long v = 0; v < ROW; v += V) {
                        FloatVector sum = FloatVector.zero(F);
                        for (int wy = 0; wy < g.size(); wy++) {
                            long row = corner + (long) wy * g.width() * ROW + v;
                            for (int wx = 0; wx < g.size(); wx++) {
                                sum = sum.add(fromMemorySegment(F, xM, row + wx * ROW, ORDER));
                            }
                        }
                        sum.mul(scale).intoMemorySegment(yM, out + v, ORDER);
                    }
                }
            }
        } finally {
            Reference.reachabilityFence(x);
            Reference.reachabilityFence(y);
        }
    }

    static void averagePoolBackward(
            Pooling g,
            int from,
            int to,
            MemorySegment dy,
            long dyOffset,
            MemorySegment dx,
            long dxOffset) {
        long dyAt = Unchecked.at(dy, dyOffset, g.outputSize() * ROW);
        long dxAt = Unchecked.at(dx, dxOffset, g.inputSize() * ROW);
        clearRest(g, from, to, dx, dxAt);
        MemorySegment dyM = Unchecked.memory(dy);
        MemorySegment dxM = Unchecked.memory(dx);
        try {
            float scale = 1f / (g.size() * g.size());
            long out = dyAt + from * outPixels(g) * ROW;
            for (int line = from * g.outHeight(); line < to * g.outHeight(); line++) {
                for (int ox = 0; ox < g.outWidth(); ox++, out += ROW) {
                    long corner = dxAt + corner(g, line, ox) * ROW;
                    for (long v = 0; v < ROW; v += V) {
                        FloatVector share = fromMemorySegment(F, dyM, out + v, ORDER).mul(scale);
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

    private static long outPixels(Pooling g) {
        return (long) g.outHeight() * g.outWidth();
    }

    /// @param line output row, counted through all channels
    private static long corner(Pooling g, int line, int ox) {
        return g.corner(line / g.outHeight(), line % g.outHeight(), ox);
    }

    /// Pixels beyond the last windows get no gradient; where there are some, all begin at 0.
    private static void clearRest(Pooling g, int from, int to, MemorySegment dx, long dxAt) {
        if (g.height() % g.size() == 0 && g.width() % g.size() == 0) {
            return;
        }
        MemorySegment m = Unchecked.memory(dx);
        long pixels = (long) g.height() * g.width();
        FloatVector zero = FloatVector.zero(F);
        for (long v = from * pixels * ROW; v < to * pixels * ROW; v += V) {
            zero.intoMemorySegment(m, dxAt + v, ORDER);
        }
    }
}
