package filigree.model.topology;

import filigree.model.layer.Measurements;
import filigree.model.layer.Parameter;
import filigree.model.matrix.WeightMatrix;
import filigree.model.random.RandomStreams;
import filigree.model.sparsity.LayerShape;
import filigree.model.sparsity.Mask;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Set;

/// One layer on an update step, as a mask updater sees it: its weights, block by block.
///
/// The view is the same over both storages. It holds one block at a time, so scoring a layer costs
/// memory for the block and the chosen weights, never for the layer. Good until the mask changes.
public final class LayerView {
    private static final int BLOCK = 1 << 15; // entries: a handful of such arrays fit the L2 cache

    private final LayerShape shape;
    private final Parameter parameter;
    private final WeightMatrix matrix;
    private final Measurements measurements;
    private final long randomKey;
    private final boolean inverted;
    private float[] norms = {}; // measured once, when first asked for

    /// @param parameter the weight
    /// @param measurements of this layer at this step
    /// @param randomKey of this layer and step, from [RandomStreams#key]
    public LayerView(Parameter parameter, Measurements measurements, long randomKey) {
        this(parameter, measurements, randomKey, false);
    }

    private LayerView(
            Parameter parameter, Measurements measurements, long randomKey, boolean inverted) {
        this.inverted = inverted;
        this.shape = parameter.shape();
        this.parameter = parameter;
        this.matrix = parameter.matrix();
        this.measurements = measurements;
        this.randomKey = randomKey;
    }

    /// The same layer with every score negated, so that what is lowest counts as highest.
    LayerView inverted() {
        return new LayerView(parameter, measurements, randomKey, true);
    }

    /// The same layer with scores as they are.
    LayerView upright() {
        return new LayerView(parameter, measurements, randomKey, false);
    }

    boolean isInverted() {
        return inverted;
    }

    public LayerShape shape() {
        return shape;
    }

    public Mask mask() {
        return matrix.mask();
    }

    /// The active weights. Cost: the active weights, and with [Signal#GRADIENT] a dense gradient.
    public Iterable<Entries> active(Set<Signal> signals) {
        return () -> new Active(signals);
    }

    /// Every weight, a block of whole rows at a time. Cost: the whole layer, and with
    /// [Signal#GRADIENT] a dense gradient.
    public Iterable<Entries> all(Set<Signal> signals) {
        return () -> new All(signals);
    }

    Parameter parameter() {
        return parameter;
    }

    /// Fills every signal that is stored, or follows from the flat index.
    private void fill(Entries e, Signal signal, float[] array) {
        switch (signal) {
            case Signal.Measured.WEIGHT -> gather(e, matrix.values(), array);
            case Signal.Measured.GRADIENT -> measure(e, array);
            case Signal.Slot(String name) -> gather(e, matrix.slots().get(name), array);
            case Signal.Measured.RANDOM -> draw(randomKey, e.index, e.size, array);
            case Signal.Measured.INPUT_NORM -> {
                if (norms.length == 0) {
                    norms = new float[shape.columns()];
                    measurements.inputNorms(norms);
                }
                for (int k = 0; k < e.size; k++) {
                    array[k] = norms[(int) (e.index[k] % shape.columns())];
                }
            }
        }
    }

    private static void draw(long key, long[] index, int n, float[] array) {
        for (int k = 0; k < n; k++) {
            array[k] = RandomStreams.uniform(key, index[k]);
        }
    }

    /// Not stored: measured row by row, then forgotten.
    private void measure(Entries e, float[] array) {
        float[] gradients = new float[shape.columns()];
        int measured = -1;
        for (int k = 0; k < e.size; k++) {
            int row = (int) (e.index[k] / shape.columns());
            if (row != measured) {
                measurements.denseGradient(row, row + 1, gradients);
                measured = row;
            }
            array[k] = gradients[(int) (e.index[k] % shape.columns())];
        }
    }

    private static void gather(Entries e, float[] stored, float[] array) {
        for (int k = 0; k < e.size; k++) {
            array[k] = e.position[k] < 0 ? 0 : stored[e.position[k]];
        }
    }

    private final class Active implements Iterator<Entries> {
        private final Entries e;
        private int next; // active weight
        private int row; // its row, or one before

        Active(Set<Signal> signals) {
            e = new Entries(Math.clamp(mask().activeCount(), 1, BLOCK), signals, inverted);
        }

        @Override
        public boolean hasNext() {
            return next < mask().activeCount();
        }

        @Override
        public Entries next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            int[] starts = mask().rowStarts();
            e.size = Math.min(e.index.length, mask().activeCount() - next);
            for (int k = 0; k < e.size; k++, next++) {
                while (next >= starts[row + 1]) {
                    row++;
                }
                e.index[k] = (long) row * shape.columns() + mask().column(next);
                e.position[k] = matrix.position(row, next);
            }
            e.signals.forEach((signal, array) -> fill(e, signal, array));
            return e;
        }
    }

    private final class All implements Iterator<Entries> {
        private final Entries e;
        private int row; // first of the next block

        All(Set<Signal> signals) {
            int rows = Math.clamp(BLOCK / shape.columns(), 1, shape.rows());
            e = new Entries(rows * shape.columns(), signals, inverted);
        }

        @Override
        public boolean hasNext() {
            return row < shape.rows();
        }

        @Override
        public Entries next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            int from = row;
            row = Math.min(from + e.index.length / shape.columns(), shape.rows());
            e.size = (row - from) * shape.columns();
            long first = (long) from * shape.columns();
            for (int k = 0; k < e.size; k++) {
                e.index[k] = first + k;
            }
            if (e.readsStored()) {
                matrix.positions(from, row, e.position);
            }
            e.signals.forEach((signal, array) -> {
                if (signal.equals(
                        Signal.GRADIENT)) { // not stored: measured for these rows, then forgotten
                    measurements.denseGradient(from, row, array);
                } else {
                    fill(e, signal, array);
                }
            });
            return e;
        }
    }
}
