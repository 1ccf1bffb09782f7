package filigree.model.matrix;

import filigree.model.kernel.PanelRows;
import filigree.model.kernel.SparseRows;
import filigree.model.sparsity.Mask;
import java.util.Arrays;
import java.util.Optional;

/// Sparse storage: only active weights exist.
///
/// `values[k]` is the weight at `mask.column(k)`; gradients and the optimizer's [Slots] are aligned
/// with it. Beside it stand copies that the products read, in the form that its layer asks for with
/// [#use]; they are built by counting sort when the mask changes and their values follow through
/// [#publish]. A topology update moves what stays and starts what is grown at 0.
///
/// Gradients and the values of the transposed copy are one array, since they are never needed
/// together: the copy serves backward up to the activations, then the gradient of the weights
/// overwrites it, the optimizer reads that, and [#publish] makes the copy anew. So training with
/// momentum costs 20 bytes an active weight: 4 for its value, 4 for its momentum, 2 for its column,
/// and 10 for the transposed copy (value or gradient, row, source); 6 more in panels unless the
/// layer is large, and beside it some bytes a row. A matrix with few zeros has no transposed copy,
/// and a full one none at all: 14 bytes, the gradients included. A [Reparameterization] adds 4 to
/// each. Training thread only, except where a method says otherwise.
public final class CsrMatrix implements WeightMatrix {
    private static final int[] IN_ORDER = {}; // weights stand as in the mask

    private Mask mask;
    private float[] values;
    private float[] effective; // values itself, unless there is a reparameterization
    private Optional<Reparameterization> function = Optional.empty();
    private final Slots slots;
    private SparseRows stored;
    private SparseRows rows; // stored itself, unless there is a reparameterization
    private final ProductCopies copies;
    private long version;

    /// All weights 0.
    public CsrMatrix(Mask mask) {
        this.mask = mask;
        this.values = new float[mask.activeCount()];
        this.effective = values;
        this.slots = new Slots(mask.activeCount());
        this.stored = rowsOf(mask, values);
        this.rows = stored;
        this.copies = new ProductCopies(values.length, true);
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
        rebuild();
    }

    /// dL/dw for each element of [#values()]. Whoever asks for it takes it away from [#columns()]
    /// until the next [#publish].
    @Override
    public float[] gradients() {
        return copies.gradients();
    }

    @Override
    public Slots slots() {
        return slots;
    }

    @Override
    public SparseRows rows() {
        return rows;
    }

    /// @throws IllegalStateException between [#gradients()] and [#publish]
    @Override
    public SparseRows columns() {
        return copies.columns(effective, IN_ORDER);
    }

    @Override
    public PanelRows packed() {
        return copies.packed();
    }

    /// @throws IllegalStateException between [#gradients()] and [#publish]
    @Override
    public PanelRows transposed() {
        return copies.transposed(effective, IN_ORDER);
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
    public int position(int row, int active) {
        return active;
    }

    @Override
    public long version() {
        return version;
    }

    @Override
    public void publish(int from, int to) {
        copies.publish(effective, IN_ORDER, from, to);
    }

    @Override
    public void positions(int from, int to, int[] positions) {
        Arrays.fill(positions, 0, (to - from) * mask.columns(), -1);
        for (int i = from; i < to; i++) {
            for (int k = mask.rowStarts()[i]; k < mask.rowStarts()[i + 1]; k++) {
                positions[(i - from) * mask.columns() + mask.column(k)] = k;
            }
        }
    }

    /// Takes over a new topology. Weights active before and after keep value and slots; grown ones
    /// start at 0. Gradients are lost.
    @Override
    public void setMask(Mask next) {
        if (next.equals(mask)) {
            return;
        }
        int[] from = next.positionsIn(mask);
        values = Slots.gathered(values, from);
        slots.gather(from);
        mask = next;
        rebuild();
    }

    /// Makes anew what follows from mask, values and reparameterization.
    private void rebuild() {
        stored = rowsOf(mask, values);
        effective = function.isPresent() ? new float[values.length] : values;
        rows = function.isPresent() ? rowsOf(mask, effective) : stored;
        copies.rebuild(rows, mask);
        publish();
        version++;
    }

    private static SparseRows rowsOf(Mask mask, float[] values) {
        return new SparseRows(
                mask.rows(),
                mask.columns(),
                mask.rowStarts(),
                mask.lowColumns(),
                mask.highColumns(),
                values);
    }
}
