package filigree.model.kernel;

import static filigree.model.kernel.VectorSum.F128;
import static filigree.model.kernel.VectorSum.F256;
import static filigree.model.kernel.VectorSum.SWAP_1;
import static filigree.model.kernel.VectorSum.SWAP_2;
import static filigree.model.kernel.VectorSum.SWAP_4;
import static filigree.model.kernel.VectorSum.SWAP_8;
import static jdk.incubator.vector.FloatVector.fromMemorySegment;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.nio.ByteOrder;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Gradients of the weights and biases of convolutions.
final class VectorConvolutionGradient {
    private static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = F.length();
    private static final long V = LANES * 4L; // bytes of one register
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
                        w.narrow(),
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
            char[] taps,
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
            char[] taps,
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
        FloatVector d0 = fromMemorySegment(F, dy, dyAt, ORDER);
        FloatVector d1 = fromMemorySegment(F, dy, dyAt + V, ORDER);
        FloatVector d2 = fromMemorySegment(F, dy, dyAt + 2 * V, ORDER);
        FloatVector d3 = fromMemorySegment(F, dy, dyAt + 3 * V, ORDER);
        FloatVector e0 = fromMemorySegment(F, dy, dyAt + ROW, ORDER);
        FloatVector e1 = fromMemorySegment(F, dy, dyAt + ROW + V, ORDER);
        FloatVector e2 = fromMemorySegment(F, dy, dyAt + ROW + 2 * V, ORDER);
        FloatVector e3 = fromMemorySegment(F, dy, dyAt + ROW + 3 * V, ORDER);
        for (int k = 0; k < count; k++) {
            long at = corner + offset[taps[first + k]] * ROW;
            FloatVector s = d0.mul(fromMemorySegment(F, x, at, ORDER));
            FloatVector u = e0.mul(fromMemorySegment(F, x, at + next, ORDER));
            s = d1.fma(fromMemorySegment(F, x, at + V, ORDER), s);
            u = e1.fma(fromMemorySegment(F, x, at + next + V, ORDER), u);
            s = d2.fma(fromMemorySegment(F, x, at + 2 * V, ORDER), s);
            u = e2.fma(fromMemorySegment(F, x, at + next + 2 * V, ORDER), u);
            s = d3.fma(fromMemorySegment(F, x, at + 3 * V, ORDER), s);
            u = e3.fma(fromMemorySegment(F, x, at + next + 3 * V, ORDER), u);
            FloatVector r = s.add(u); // the tree of VectorSum
            r = LANES < 16 ? r : (FloatVector) r.add(r.rearrange(SWAP_8)).reinterpretShape(F256, 0);
            r = LANES < 8 ? r : (FloatVector) r.add(r.rearrange(SWAP_4)).reinterpretShape(F128, 0);
            r = r.add(r.rearrange(SWAP_2));
            gradients[to + k] += r.add(r.rearrange(SWAP_1)).lane(0);
        }
    }

    private static void singleGradient(
            Convolution g,
            int oy,
            int ox,
            char[] taps,
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
        FloatVector d0 = fromMemorySegment(F, dy, dyAt, ORDER);
        FloatVector d1 = fromMemorySegment(F, dy, dyAt + V, ORDER);
        FloatVector d2 = fromMemorySegment(F, dy, dyAt + 2 * V, ORDER);
        FloatVector d3 = fromMemorySegment(F, dy, dyAt + 3 * V, ORDER);
        for (int k = 0; k < count; k++) {
            int tap = taps[first + k];
            if (g.reads(tap, oy, ox)) {
                long at = xAt + (g.corner(oy, ox) + g.offset[tap]) * ROW;
                FloatVector s = d0.mul(fromMemorySegment(F, x, at, ORDER));
                FloatVector u = d1.mul(fromMemorySegment(F, x, at + V, ORDER));
                s = d2.fma(fromMemorySegment(F, x, at + 2 * V, ORDER), s);
                u = d3.fma(fromMemorySegment(F, x, at + 3 * V, ORDER), u);
                FloatVector r = s.add(u); // the tree of VectorSum
                r =
                        LANES < 16
                                ? r
                                : (FloatVector)
                                        r.add(r.rearrange(SWAP_8)).reinterpretShape(F256, 0);
                r =
                        LANES < 8
                                ? r
                                : (FloatVector)
                                        r.add(r.rearrange(SWAP_4)).reinterpretShape(F128, 0);
                r = r.add(r.rearrange(SWAP_2));
                gradients[to + k] += r.add(r.rearrange(SWAP_1)).lane(0);
            }
        }
    }
}
