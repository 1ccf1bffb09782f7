package filigree.model.train;

import filigree.model.kernel.Kernels;
import filigree.model.kernel.SlicedRows;
import filigree.model.layer.Linear;
import filigree.model.layer.Parameter;
import filigree.model.matrix.Activations;
import filigree.model.matrix.CsrMatrix;
import filigree.model.matrix.WeightMatrix;
import filigree.model.sparsity.LayerShape;
import filigree.model.sparsity.Mask;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/// One layer under one mask, which is timed again and again.
final class SpeedCase {
    private static final long TURN_NANOS = 4_000_000;

    private final LayerShape layer;
    private final int batch;
    private final String pattern;
    private final double density;
    private final Runnable forward;
    private final Runnable rest;
    private final List<Double> micros = new ArrayList<>();
    private final List<Double> products = new ArrayList<>();

    /// @param pattern id of the mask's
    /// @param density as it was asked for
    /// @param weights `[rows, columns]`
    SpeedCase(
            LayerShape layer,
            int batch,
            String pattern,
            double density,
            Mask mask,
            float[] weights,
            Kernels kernels) {
        this.layer = layer;
        this.batch = batch;
        this.pattern = pattern;
        this.density = density;
        if (batch == 1) {
            var alone = new CsrMatrix(mask);
            alone.load(weights);
            SlicedRows sliced = SlicedRows.of(alone.rows());
            MemorySegment x = SlicedRows.column(layer.columns());
            MemorySegment y = SlicedRows.column(layer.rows());
            MemorySegment bias = SlicedRows.column(layer.rows());
            forward = () -> kernels.multiplyColumn(sliced, bias, x, y, 0);
            rest = () -> {};
            return;
        }
        var linear =
                new Linear(
                        layer.name(),
                        Parameter.weight(layer, mask, false),
                        Parameter.bias(layer.name() + ".bias", layer.rows()),
                        kernels);
        WeightMatrix w = linear.weight().matrix();
        w.load(weights);
        Activations in = filled(layer.columns());
        Activations out = filled(layer.rows());
        Activations dOut = filled(layer.rows());
        Activations dIn = filled(layer.columns());
        forward =
                () -> {
                    for (int tile = 0; tile < in.tiles(); tile++) {
                        linear.forwardRelu(in, out, tile);
                    }
                };
        rest =
                () -> {
                    for (int tile = 0; tile < in.tiles(); tile++) {
                        linear.backwardRelu(in, out, dOut, dIn, tile);
                    }
                    linear.gradient(in, dOut, 0, layer.rows());
                    w.publish(0, mask.activeCount());
                };
    }

    private Activations filled(int features) {
        var a = new Activations(features, batch);
        for (int f = 0; f < features; f++) {
            for (int c = 0; c < batch; c++) {
                a.set(f, c, (f * 31 + c) % 17 - 8);
            }
        }
        return a;
    }

    LayerShape layer() {
        return layer;
    }

    int batch() {
        return batch;
    }

    String pattern() {
        return pattern;
    }

    double density() {
        return density;
    }

    /// Microseconds of a layer's part of a step, one a round.
    List<Double> micros() {
        return micros;
    }

    /// Microseconds of the forward product in it.
    List<Double> products() {
        return products;
    }

    /// Works for some milliseconds and keeps the mean time of what was done over and over.
    ///
    /// @param counts whether it is kept; if not, it warms up
    void turn(boolean counts) {
        long product = 0;
        long all = 0;
        int times = 0;
        for (; all < TURN_NANOS; times++) {
            long start = System.nanoTime();
            forward.run();
            product += System.nanoTime() - start;
            rest.run();
            all += System.nanoTime() - start;
        }
        if (counts) {
            micros.add(all / 1e3 / times);
            products.add(product / 1e3 / times);
        }
    }
}
