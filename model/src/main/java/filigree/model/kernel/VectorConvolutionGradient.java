package filigree.model.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.nio.ByteOrder;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Gradients of the weights and biases of convolutions.
final class VectorConvolutionGradient {
    private static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;
    private static final long V = F.length() * 4L; // bytes of one register
    private static final long GROUP = 4 * V;
    private static final long ROW = Tiles.ROW_BYTES;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private VectorConvolutionGradient() {}

    static void convolutionGradient(
            Convolution g,
            SparseRows w,
            int from,
            int to,
            float[] gradients,
            MemorySegment x,
            long xTile,
            MemorySegment dy,
            long dyTile,
            int tiles) {
        if (tiles == 0) {
            return;
        }
        long xFrom = Unchecked.at(x, 0, (tiles - 1) * xTile + g.inputSize() * ROW);
        long dyFrom = Unchecked.at(dy, 0, (tiles - 1) * dyTile + (long) to * g.outPixels() * ROW);
        try {
            for (int i = from; i < to; i++) {
                int n = w.starts[i + 1] - w.starts[i];
                rowGradient(
                        g,
                        i,
                        w.indices,
                        w.starts[i],
                        n,
                        gradients,
                        w.starts[i],
                        x,
                        xFrom,
                        xTile,
                        dy,
                        dyFrom,
                        dyTile,
                        tiles);
            }
        } finally {
            Reference.reachabilityFence(x);
            Reference.reachabilityFence(dy);
        }
    }

    static void denseConvolutionGradient(
            Convolution g,
            int from,
            int to,
            float[] gradients,
            MemorySegment x,
            long xTile,
            MemorySegment dy,
            long dyTile,
            int tiles) {
        if (tiles == 0) {
            return;
        }
        long xFrom = Unchecked.at(x, 0, (tiles - 1) * xTile + g.inputSize() * ROW);
        long dyFrom = Unchecked.at(dy, 0, (tiles - 1) * dyTile + (long) to * g.outPixels() * ROW);
        try {
            int n = g.columns();
            for (int i = from; i < to; i++) {
                rowGradient(
                        g,
                        i,
                        g.taps,
                        0,
                        n,
                        gradients,
                        (i - from) * n,
                        x,
                        xFrom,
                        xTile,
                        dy,
                        dyFrom,
                        dyTile,
                        tiles);
            }
        } finally {
            Reference.reachabilityFence(x);
            Reference.reachabilityFence(dy);
        }
    }

    /// Output channel i: pixel by pixel, each pixel's dy held in registers for all taps.
    private static void rowGradient(
            Convolution g,
            int i,
            int[] taps,
            int first,
            int count,
            float[] gradients,
            int at,
            MemorySegment x,
            long xFrom,
            long xTile,
            MemorySegment dy,
            long dyFrom,
            long dyTile,
            int tiles) {
        Arrays.fill(gradients, at, at + count, 0);
        for (int t = 0; t < tiles; t++) {
            long d = dyFrom + t * dyTile + (long) i * g.outPixels() * ROW;
            for (int oy = 0; oy < g.outHeight; oy++) {
                for (int ox = 0; ox < g.outWidth; d += ROW) {
                    if (ox + 1 < g.outWidth && g.isInside(oy, ox, ox + 1)) {
                        long corner = xFrom + t * xTile + g.corner(oy, ox) * ROW;
                        for (long v = 0; v < ROW; v += GROUP) {
                            pairGradient(
                                    g, taps, first, count, gradients, at, x, corner + v, dy, d + v);
                        }
                        d += ROW;
                        ox += 2;
                    } else {
                        for (long v = 0; v < ROW; v += GROUP) {
                            singleGradient(
                                    g,
                                    oy,
                                    ox,
                                    taps,
                                    first,
                                    count,
                                    gradients,
                                    at,
                                    x,
                                    xFrom + t * xTile + v,
                                    dy,
                                    d + v);
                        }
                        ox++;
                    }
                }
            }
        }
    }

    private static void pairGradient(
            Convolution g,
            int[] taps,
            int first,
            int count,
            float[] gradients,
            int to,
            MemorySegment x,
            long corner,
            MemorySegment dy,
            long dyAt) {
        x = Unchecked.memory(x);
        dy = Unchecked.memory(dy);
        int[] offset = g.offset;
        long next = g.stride * ROW;
        FloatVector d0 = load(dy, dyAt);
        FloatVector d1 = load(dy, dyAt + V);
        FloatVector d2 = load(dy, dyAt + 2 * V);
        FloatVector d3 = load(dy, dyAt + 3 * V);
        FloatVector e0 = load(dy, dyAt + ROW);
        FloatVector e1 = load(dy, dyAt + ROW + V);
        FloatVector e2 = load(dy, dyAt + ROW + 2 * V);
        FloatVector e3 = load(dy, dyAt + ROW + 3 * V);
        for (int k = 0; k < count; k++) {
            long at = corner + offset[taps[first + k]] * ROW;
            FloatVector s = d0.mul(load(x, at));
            FloatVector u = e0.mul(load(x, at + next));
            s = d1.fma(load(x, at + V), s);
            u = e1.fma(load(x, at + next + V), u);
            s = d2.fma(load(x, at + 2 * V), s);
            u = e2.fma(load(x, at + next + 2 * V), u);
            s = d3.fma(load(x, at + 3 * V), s);
            u = e3.fma(load(x, at + next + 3 * V), u);
            gradients[to + k] += VectorSum.of(s.add(u));
        }
    }

    private static void singleGradient(
            Convolution g,
            int oy,
            int ox,
            int[] taps,
            int first,
            int count,
            float[] gradients,
            int to,
            MemorySegment x,
            long xAt,
            MemorySegment dy,
            long dyAt) {
        x = Unchecked.memory(x);
        dy = Unchecked.memory(dy);
        FloatVector d0 = load(dy, dyAt);
        FloatVector d1 = load(dy, dyAt + V);
        FloatVector d2 = load(dy, dyAt + 2 * V);
        FloatVector d3 = load(dy, dyAt + 3 * V);
        for (int k = 0; k < count; k++) {
            int tap = taps[first + k];
            if (g.reads(tap, oy, ox)) {
                long at = xAt + (g.corner(oy, ox) + g.offset[tap]) * ROW;
                FloatVector s = d0.mul(load(x, at));
                FloatVector u = d1.mul(load(x, at + V));
                s = d2.fma(load(x, at + 2 * V), s);
                u = d3.fma(load(x, at + 3 * V), u);
                gradients[to + k] += VectorSum.of(s.add(u));
            }
        }
    }

    static void channelSums(
            int pixels, int from, int to, float[] sums, MemorySegment dy, long dyTile, int tiles) {
        long dyFrom =
                Unchecked.at(dy, 0, Math.max(0, (tiles - 1) * dyTile + (long) to * pixels * ROW));
        MemorySegment m = Unchecked.memory(dy);
        float[] lanes = VectorSum.lanes();
        try {
            for (int i = from; i < to; i++) {
                FloatVector s = FloatVector.zero(F);
                for (int t = 0; t < tiles; t++) {
                    long at = dyFrom + t * dyTile + (long) i * pixels * ROW;
                    for (long v = 0; v < pixels * ROW; v += V) {
                        s = s.add(load(m, at + v));
                    }
                }
                s.intoArray(lanes, 0);
                sums[i] = VectorSum.of(lanes);
            }
        } finally {
            Reference.reachabilityFence(dy);
        }
    }

    private static FloatVector load(MemorySegment m, long at) {
        return FloatVector.fromMemorySegment(F, m, at, ORDER);
    }
}
