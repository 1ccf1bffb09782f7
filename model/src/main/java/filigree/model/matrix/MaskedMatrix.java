package filigree.model.matrix;

import filigree.model.kernel.PanelRows;
import filigree.model.kernel.SparseRows;
import filigree.model.sparsity.Mask;
import java.util.Optional;

/// Dense storage under a mask: every weight lives, `values[row * columns + column]`.
///
/// For methods that need the weights behind the mask and say so with
/// `MaskUpdater.needsDenseWeights`: an inactive weight takes no part in the products, but gets the
/// gradient that its connection would have (a straight-through estimate, Bengio et al. 2013,
/// arXiv:1308.3432), is moved by the optimizer, and comes back as it then is.
///
/// The products read a copy of the active weights, row by row and column by column, so their cost
/// is that of the active weights; the gradient's is that of all. Under a full mask there is no
/// copy: products read [#values()] itself. Memory while training with momentum: 14 bytes a weight,
/// and 20 an active one, 26 in panels unless the layer is large.
public final class MaskedMatrix implements WeightMatrix {
    private final float[] values;
    private float[] effective; // values itself, unless there is a reparameterization
    private Optional<Reparameterization> function = Optional.empty();
    private final float[] gradients;
    private final Slots slots;
    private final SparseRows stored;
    private Optional<TrainedRuns> trained = Optional.empty();
    private Mask mask;
    private SparseRows rows;
    private final ProductCopies copies = new ProductCopies(0, false);
    private int[] places; // in values, of each active weight
    private long version;

    /// All weights 0.
    public MaskedMatrix(Mask mask) {
        int size = Math.toIntExact(mask.size());
        this.mask = mask;
        this.values = new float[size];
        this.effective = values;
        this.gradients = new float[size];
        this.slots = new Slots(size);
        Mask full = Mask.full(mask.rows(), mask.columns());
        this.stored =
                new SparseRows(
                        full.rows(),
                        full.columns(),
                        full.rowStarts(),
                        full.lowColumns(),
                        full.highColumns(),
                        values);
        this.rows = rowsUnder(mask);
        this.places = placesOf(mask);
    }

    @Override
    public Mask mask() {
        return mask;
    }

    @Override
    public float[] values() {
        return values;
    }

    @Override
    public float[] effective() {
        return effective;
    }

    @Override
    public Optional<Reparameterization> reparameterization() {
        return function;
    }

    @Override
    public void reparameterize(Reparameterization next) {
        function = Optional.of(next);
        effective = new float[values.length];
        rebuild();
    }

    @Override
    public float[] gradients() {
        return gradients;
    }

    @Override
    public Slots slots() {
        return slots;
    }

    @Override
    public Optional<TrainedRuns> trained() {
        return trained;
    }

    /// Has only some weights train from now on. Those that rest keep their values and lose their
    /// gradients and what the optimizer knows of them.
    ///
    /// @param next the weights that train, or empty for all
    public void train(Optional<Mask> next) {
        trained = next.filter(m -> m.activeCount() < values.length).map(TrainedRuns::new);
        trained.ifPresent(runs -> {
            runs.clearOthers(gradients);
            slots.names().forEach(name -> runs.clearOthers(slots.get(name)));
        });
    }

    @Override
    public SparseRows rows() {
        return rows;
    }

    @Override
    public SparseRows columns() {
        return copies.columns(effective, places);
    }

    @Override
    public PanelRows packed() {
        return copies.packed();
    }

    @Override
    public PanelRows transposed() {
        return copies.transposed(effective, places);
    }

    @Override
    public ProductPath path() {
        return copies.path(mask);
    }

    @Override
    public void use(ProductForm form) {
        copies.use(form, rows, mask);
        publish();
    }

    @Override
    public SparseRows stored() {
        return stored;
    }

    @Override
    public long version() {
        return version;
    }

    @Override
    public int position(int row, int active) {
        return row * mask.columns() + mask.column(active);
    }

    @Override
    public void positions(int from, int to, int[] positions) {
        for (int k = 0; k < (to - from) * mask.columns(); k++) {
            positions[k] = from * mask.columns() + k;
        }
    }

    @Override
    public void publish(int from, int to) {
        copies.publish(effective, places, from, to);
        if (rows.values != effective) {
            for (int k = from; k < to; k++) {
                rows.values[k] = effective[places[k]];
            }
        }
    }

    private static int[] placesOf(Mask mask) {
        int[] places = mask.columnIndices();
        for (int i = 0; i < mask.rows(); i++) {
            for (int k = mask.rowStarts()[i]; k < mask.rowStarts()[i + 1]; k++) {
                places[k] += i * mask.columns();
            }
        }
        return places;
    }

    @Override
    public void setMask(Mask next) {
        if (next.equals(mask)) {
            return;
        }
        mask = next;
        rebuild();
    }

    /// Makes anew what follows from mask and reparameterization.
    private void rebuild() {
        rows = rowsUnder(mask);
        places = placesOf(mask);
        copies.rebuild(rows, mask);
        publish();
        version++;
    }

    private SparseRows rowsUnder(Mask mask) {
        int n = mask.activeCount();
        boolean full = n == values.length;
        return full && effective == values
                ? stored
                : new SparseRows(
                        mask.rows(),
                        mask.columns(),
                        mask.rowStarts(),
                        mask.lowColumns(),
                        mask.highColumns(),
                        full ? effective : new float[n]);
    }
}
