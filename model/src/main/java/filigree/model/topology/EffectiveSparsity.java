package filigree.model.topology;

import filigree.model.sparsity.LayerShape;
import filigree.model.sparsity.Mask;
import filigree.model.sparsity.Wiring;
import java.util.ArrayList;
import java.util.List;

/// Which weights lie on a path from an input to an output through active weights; the others
/// compute nothing (Vysogorets and Kempe 2023, JMLR 24(99)). Biases are ignored: a neuron without
/// an incoming path carries nothing.
///
/// Where branches meet their outputs are added up, so a unit has a way in if some branch brings it
/// one, and a way out through any layer that reads it. Where a layer has a multiple of the inputs
/// that the layer before has outputs, each output feeds as many neighbouring inputs: the pixels of
/// a channel, flattened. Cost: the active weights.
public final class EffectiveSparsity {
    private EffectiveSparsity() {}

    /// Returns the working part of each mask of a chain of layers.
    ///
    /// @param shapes of the layers, from input to output
    /// @param masks one a layer
    public static List<Mask> onPath(List<LayerShape> shapes, List<Mask> masks) {
        return onPath(Wiring.chain(masks.size()), shapes, masks);
    }

    /// Returns the working part of each mask.
    ///
    /// @param wiring which layers feed which
    /// @param shapes of the layers
    /// @param masks one a layer
    public static List<Mask> onPath(Wiring wiring, List<LayerShape> shapes, List<Mask> masks) {
        int n = masks.size();
        List<boolean[]> reached = new ArrayList<>(); // inputs of layer l with a way in
        List<boolean[]> alive = new ArrayList<>(); // its outputs with one
        List<boolean[]> useful = new ArrayList<>(); // its outputs with a way out
        for (int l = 0; l < n; l++) {
            boolean[] in = new boolean[shapes.get(l).in()];
            for (int source : wiring.sources().get(l)) {
                add(source < 0 ? filled(in.length) : spread(alive.get(source), in.length), in);
            }
            reached.add(in);
            alive.add(forward(shapes.get(l), masks.get(l), in));
            int out = shapes.get(l).out();
            useful.add(wiring.outputs().contains(l) ? filled(out) : new boolean[out]);
        }
        List<Mask> working = new ArrayList<>(masks);
        for (int l = n - 1; l >= 0; l--) {
            int kernel = kernelSize(shapes.get(l));
            boolean[] out = useful.get(l);
            working.set(l, masks.get(l).within(out, repeated(reached.get(l), kernel)));
            boolean[] read = backward(shapes.get(l), masks.get(l), out);
            for (int source : wiring.sources().get(l)) {
                if (source >= 0) {
                    add(gathered(read, shapes.get(source).out()), useful.get(source));
                }
            }
        }
        return working;
    }

    /// Returns the fraction of all weights of `masks` that are inactive, in [0, 1].
    public static double sparsityOf(List<Mask> masks) {
        long size = masks.stream().mapToLong(Mask::size).sum();
        long active = masks.stream().mapToLong(Mask::activeCount).sum();
        return size == 0 ? 0 : 1 - (double) active / size;
    }

    private static int kernelSize(LayerShape shape) {
        return shape.kernelHeight() * shape.kernelWidth();
    }

    private static boolean[] filled(int units) {
        boolean[] all = new boolean[units];
        java.util.Arrays.fill(all, true);
        return all;
    }

    private static void add(boolean[] more, boolean[] to) {
        for (int i = 0; i < to.length; i++) {
            to[i] |= more[i];
        }
    }

    private static boolean[] spread(boolean[] units, int inputs) {
        int each = each(units.length, inputs);
        boolean[] spread = new boolean[inputs];
        for (int i = 0; i < inputs; i++) {
            spread[i] = units[i / each];
        }
        return spread;
    }

    /// Each unit `times` over.
    private static boolean[] repeated(boolean[] units, int times) {
        return times == 1 ? units : spread(units, units.length * times);
    }

    private static boolean[] gathered(boolean[] inputs, int units) {
        int each = each(units, inputs.length);
        boolean[] gathered = new boolean[units];
        for (int i = 0; i < inputs.length; i++) {
            gathered[i / each] |= inputs[i];
        }
        return gathered;
    }

    private static int each(int units, int inputs) {
        if (inputs % units != 0) {
            throw new IllegalArgumentException(units + " units feed " + inputs + " inputs");
        }
        return inputs / units;
    }

    private static boolean[] forward(LayerShape shape, Mask mask, boolean[] in) {
        boolean[] out = new boolean[shape.out()];
        int kernel = kernelSize(shape);
        for (int i = 0; i < mask.rows(); i++) {
            for (int k = mask.rowStarts()[i]; k < mask.rowStarts()[i + 1] && !out[i]; k++) {
                out[i] = in[mask.column(k) / kernel];
            }
        }
        return out;
    }

    private static boolean[] backward(LayerShape shape, Mask mask, boolean[] out) {
        boolean[] in = new boolean[shape.in()];
        int kernel = kernelSize(shape);
        for (int i = 0; i < mask.rows(); i++) {
            for (int k = mask.rowStarts()[i]; k < mask.rowStarts()[i + 1] && out[i]; k++) {
                in[mask.column(k) / kernel] = true;
            }
        }
        return in;
    }
}
