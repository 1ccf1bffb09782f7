package filigree.views.run;

import filigree.model.sparsity.Mask;
import filigree.model.topology.TopologyUpdate.LayerChange;
import filigree.model.train.Floats;
import filigree.model.train.Snapshot.LayerSnapshot;
import filigree.views.control.CellChanges;
import filigree.views.control.MatrixPicture;
import filigree.views.control.SparsePicture;
import filigree.views.theme.DataColor;
import filigree.views.theme.DataColors;
import java.util.Arrays;

/// Pictures of a layer's weights, made from a snapshot. Cost: the active weights.
public final class LayerPictures {
    /// How a weight becomes a colour.
    public enum Mode {
        /// Active or not; what is on no path from input to output is pale.
        MASK,
        /// Sign and size.
        VALUE,
        /// Steps since it grew.
        AGE,
        /// Size of dL/dw, of every weight.
        GRADIENT
    }

    private static final double LIMIT_QUANTILE = 0.985;
    private static final double LIMIT_STEPS = 50; // a unit
    private static final int MOST_STEPS = 5_000;

    private LayerPictures() {}

    /// @param step of the snapshot, for ages
    public static MatrixPicture of(LayerSnapshot layer, Mode mode, long step) {
        return switch (mode) {
            case MASK -> mask(layer);
            case VALUE ->
                    layer.values().size() == 0
                            ? mask(layer)
                            : sparse(
                                    layer.mask(),
                                    array(layer.values()),
                                    SparsePicture.signed(limit(layer)));
            case AGE -> age(layer, step);
            case GRADIENT ->
                    layer.gradient().size() == 0
                            ? mask(layer)
                            : new DensePicture(layer.gradient(), layer.mask().columns());
        };
    }

    /// A picture of a bare mask, for thumbnails of the past.
    public static MatrixPicture of(Mask mask) {
        return sparse(mask, new float[mask.activeCount()], SparsePicture.mask());
    }

    private static MatrixPicture mask(LayerSnapshot layer) {
        Mask mask = layer.mask();
        float[] working = new float[mask.activeCount()];
        int[] at = mask.positionsIn(layer.onPath());
        for (int k = 0; k < working.length; k++) {
            working[k] = at[k] < 0 ? 0 : 1;
        }
        return sparse(
                mask,
                working,
                (colors, value) ->
                        value > 0
                                ? colors.argb(DataColor.ACTIVE)
                                : DataColors.mix(
                                        colors.argb(DataColor.PRUNED),
                                        colors.argb(DataColor.ACTIVE),
                                        0.35));
    }

    private static MatrixPicture age(LayerSnapshot layer, long step) {
        float[] ages = new float[layer.born().size()];
        for (int k = 0; k < ages.length; k++) {
            ages[k] = step - layer.born().get(k);
        }
        return sparse(layer.mask(), ages, SparsePicture.magnitude(Math.max(1, step)));
    }

    private static MatrixPicture sparse(Mask mask, float[] values, SparsePicture.Paint paint) {
        return new SparsePicture(mask, values, paint);
    }

    /// The size at the ends of the signed scale: a quantile of |w| rounded up to 1/50, so that a
    /// few large weights do not turn all others grey. At most 100.
    ///
    /// Rounding keeps the order, so weights are counted by rounded size instead of sorted: this
    /// runs many times a second.
    public static double limit(LayerSnapshot layer) {
        Floats weights = layer.values();
        if (weights.size() == 0) {
            return 0.1;
        }
        int[] counts = new int[MOST_STEPS + 1];
        for (int k = 0; k < weights.size(); k++) {
            double steps = Math.ceil((double) Math.abs(weights.get(k)) * LIMIT_STEPS);
            counts[(int) Math.min(steps, MOST_STEPS)]++;
        }
        int left = (int) (LIMIT_QUANTILE * (weights.size() - 1));
        int size = 0;
        while (left >= counts[size]) {
            left -= counts[size++];
        }
        return Math.max(0.01, size / LIMIT_STEPS);
    }

    public static CellChanges changes(LayerChange change) {
        return CellChanges.of(
                change.after().columns(),
                flat(change.grown().minus(change.regrown())),
                flat(change.dropped()),
                flat(change.regrown()));
    }

    private static int[] flat(Mask mask) {
        return Arrays.stream(mask.flatIndices()).mapToInt(Math::toIntExact).toArray();
    }

    public static float[] array(Floats floats) {
        float[] copy = new float[floats.size()];
        for (int k = 0; k < copy.length; k++) {
            copy[k] = floats.get(k);
        }
        return copy;
    }

    public static int[] fanIn(Mask mask) {
        int[] counts = new int[mask.rows()];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = mask.rowStarts()[i + 1] - mask.rowStarts()[i];
        }
        return counts;
    }

    public static int[] fanOut(Mask mask) {
        int[] counts = new int[mask.columns()];
        for (int k = 0; k < mask.activeCount(); k++) {
            counts[mask.column(k)]++;
        }
        return counts;
    }

    /// Every weight of a matrix by the size of one number.
    private static final class DensePicture implements MatrixPicture {
        private final Floats numbers;
        private final int columns;
        private final double limit;

        DensePicture(Floats numbers, int columns) {
            this.numbers = numbers;
            this.columns = columns;
            double largest = 1e-12;
            for (int k = 0; k < numbers.size(); k++) {
                largest = Math.max(largest, Math.abs(numbers.get(k)));
            }
            this.limit = largest;
        }

        @Override
        public int rows() {
            return numbers.size() / columns;
        }

        @Override
        public int columns() {
            return columns;
        }

        @Override
        public int cells(DataColors colors, int row, int first, int end, int[] at, int[] argb) {
            int n = 0;
            for (int j = first; j < end; j++) {
                at[n] = j;
                double size = Math.abs(numbers.get(row * columns + j)) / limit;
                argb[n++] = colors.magnitude().argb(Math.sqrt(size)); // most gradients are tiny
            }
            return n;
        }

        @Override
        public boolean negative(int row, int column) {
            return numbers.get(row * columns + column) < 0;
        }
    }
}
