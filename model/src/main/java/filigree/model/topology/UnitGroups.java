package filigree.model.topology;

import filigree.model.layer.Parameter;
import filigree.model.sparsity.Coupling;
import filigree.model.sparsity.Mask;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/// The dependency groups of one coupling on an update step, as a pruner sees them: everything that
/// belongs to a unit as one vector.
///
/// ```
/// writers' rows, writers' biases, norms' gains and shifts, readers' columns
/// ```
public final class UnitGroups {
    private final Coupling coupling;
    private final List<LayerView> layers;
    private final List<Parameter> biases;
    private final List<Parameter> gains;
    private final List<Parameter> shifts;
    private final Supplier<double[]> firing;

    /// @param layers all prunable layers of the network
    /// @param biases of the writers, in their order
    /// @param gains of the norms, in their order
    /// @param shifts of the norms, in their order
    /// @param firing measures [#firing()]
    public UnitGroups(
            Coupling coupling,
            List<LayerView> layers,
            List<Parameter> biases,
            List<Parameter> gains,
            List<Parameter> shifts,
            Supplier<double[]> firing) {
        this.coupling = coupling;
        this.layers = List.copyOf(layers);
        this.biases = List.copyOf(biases);
        this.gains = List.copyOf(gains);
        this.shifts = List.copyOf(shifts);
        this.firing = firing;
    }

    /// The couplings of a chain of layers without their biases, for want of a network.
    static List<UnitGroups> ofChain(List<LayerView> layers) {
        List<UnitGroups> groups = new ArrayList<>();
        for (Coupling c : Coupling.ofChain(layers.stream().map(LayerView::shape).toList())) {
            groups.add(
                    new UnitGroups(
                            c,
                            layers,
                            List.of(),
                            List.of(),
                            List.of(),
                            () -> {
                                throw new IllegalStateException("nothing passes through a chain");
                            }));
        }
        return groups;
    }

    public Coupling coupling() {
        return coupling;
    }

    /// Which units are left: those with any active weight.
    public boolean[] present() {
        boolean[] present = new boolean[coupling.units()];
        for (int l : coupling.writers()) {
            Mask mask = layers.get(l).mask();
            for (int u = 0; u < present.length; u++) {
                present[u] |= mask.rowStarts()[u] < mask.rowStarts()[u + 1];
            }
        }
        for (int l : coupling.readers()) {
            Mask mask = layers.get(l).mask();
            for (int k = 0; k < mask.activeCount(); k++) {
                present[coupling.unitOf(mask.column(k), mask.columns())] = true;
            }
        }
        return present;
    }

    /// Returns all members of each unit: `[units, members]`, 0 where inactive; new arrays.
    public float[][] members() {
        List<Parameter> single = new ArrayList<>(biases);
        single.addAll(gains);
        single.addAll(shifts);
        int each = single.stream().mapToInt(p -> p.shape().rows() / coupling.units()).sum();
        float[][] vectors = weights(Signal.WEIGHT, Signal.WEIGHT, (w, _) -> w, each);
        int at = vectors[0].length - each;
        for (Parameter p : single) {
            float[] values = p.matrix().values();
            int width = values.length / coupling.units();
            for (int i = 0; i < values.length; i++) {
                vectors[i / width][at + i % width] = values[i];
            }
            at += width;
        }
        return vectors;
    }

    /// Returns `w dL/dw` of all weights of each unit, `[units, weights]`; new arrays.
    public float[][] sensitivities() {
        return weights(Signal.WEIGHT, Signal.GRADIENT, (w, g) -> w * g, 0);
    }

    /// Returns for each unit the sum of `a dL/da`, a its output, over the examples and places that
    /// the gradient is the mean of. It is that of `w dL/dw` over the weights that read it: with z =
    /// W a, both are the sum of `w a dL/dz`.
    public double[] effects() {
        double[] sums = new double[coupling.units()];
        for (int l : coupling.readers()) {
            int columns = layers.get(l).shape().columns();
            for (Entries e : layers.get(l).active(Set.of(Signal.WEIGHT, Signal.GRADIENT))) {
                float[] w = e.get(Signal.WEIGHT);
                float[] g = e.get(Signal.GRADIENT);
                for (int k = 0; k < e.size(); k++) {
                    int unit = coupling.unitOf((int) (e.index(k) % columns), columns);
                    sums[unit] += (double) w[k] * g[k];
                }
            }
        }
        return sums;
    }

    /// Returns the sum of |gain| of each unit over the normalisations behind it.
    public double[] scales() {
        double[] sums = new double[coupling.units()];
        for (Parameter p : gains) {
            float[] values = p.matrix().values();
            for (int i = 0; i < values.length; i++) {
                sums[i / (values.length / sums.length)] += Math.abs(values[i]);
            }
        }
        return sums;
    }

    /// Returns the share of each unit's outputs that are above 0 where layers read them, of some
    /// training examples; measured when asked for.
    public double[] firing() {
        return firing.get();
    }

    /// @param more places to leave at the end of each vector
    private float[][] weights(Signal a, Signal b, Scorer.Formula2 formula, int more) {
        int units = coupling.units();
        int length = more;
        for (int l : coupling.writers()) {
            length += layers.get(l).shape().columns();
        }
        for (int l : coupling.readers()) {
            length += Math.toIntExact(layers.get(l).shape().size() / units);
        }
        float[][] vectors = new float[units][length];
        int at = 0;
        for (int l : coupling.writers()) {
            int columns = layers.get(l).shape().columns();
            for (Entries e : layers.get(l).active(Set.copyOf(List.of(a, b)))) {
                for (int k = 0; k < e.size(); k++) {
                    float value = formula.of(e.get(a)[k], e.get(b)[k]);
                    vectors[(int) (e.index(k) / columns)][at + (int) (e.index(k) % columns)] =
                            value;
                }
            }
            at += columns;
        }
        for (int l : coupling.readers()) {
            int columns = layers.get(l).shape().columns();
            int each = columns / units;
            for (Entries e : layers.get(l).active(Set.copyOf(List.of(a, b)))) {
                for (int k = 0; k < e.size(); k++) {
                    int column = (int) (e.index(k) % columns);
                    int row = (int) (e.index(k) / columns);
                    float value = formula.of(e.get(a)[k], e.get(b)[k]);
                    vectors[column / each][at + row * each + column % each] = value;
                }
            }
            at += layers.get(l).shape().rows() * each;
        }
        return vectors;
    }
}
