package filigree.model.matrix;

import filigree.model.kernel.SparseRows;
import filigree.model.sparsity.Mask;
import java.util.Arrays;

/// Sparse storage: only active weights exist.
///
/// `values[k]` is the weight at `mask.columnIndices()[k]`; gradients and the optimizer's [Slots]
/// are aligned with it. Beside it stands the same matrix column by column, for the products with W
/// transposed; it is built by counting sort when the mask changes and its values follow through
/// [#publish]. A topology update moves what stays and starts what is grown at 0.
///
/// Gradients and the values of the column-by-column copy are one array, since they are never needed
/// together: the copy serves backward up to the activations, then the gradient of the weights
/// overwrites it, the optimizer reads that, and [#publish] makes the copy anew. So training with
/// momentum costs 24 bytes an active weight: value, momentum and column 4 each; gradient or copy,
/// its row and its place in mask order 4 each. Training thread only, except where a method says
/// otherwise.
public final class CsrMatrix implements WeightMatrix {
    private Mask mask;
    private float[] values;
    private final Slots slots;
    private SparseRows rows;
    private Transpose transpose;
    private boolean copyIsGradient; // written by several threads, all the same value
    private long version;

    /// All weights 0.
    public CsrMatrix(Mask mask) {
        this.mask = mask;
        this.values = new float[mask.activeCount()];
        this.slots = new Slots(mask.activeCount());
        this.rows = rowsOf(mask, values);
        this.transpose = new Transpose(mask);
    }

    @Override
    public Mask mask() {
        return mask;
    }

    @Override
    public float[] values() {
        return values;
    }

    /// dL/dw for each element of [#values()]. Whoever asks for it takes it away from [#columns()]
    /// until the next [#publish].
    @Override
    public float[] gradients() {
        copyIsGradient = true;
        return transpose.columns().values;
    }

    @Override
    public Slots slots() {
        return slots;
    }

    @Override
    public SparseRows rows() {
        return rows;
    }

    /// The matrix column by column, for kernels: row j of it is column j of this.
    ///
    /// @throws IllegalStateException between [#gradients()] and [#publish]
    @Override
    public SparseRows columns() {
        if (copyIsGradient) {
            throw new IllegalStateException("gradients are in place of the copy: publish first");
        }
        return transpose.columns();
    }

    @Override
    public SparseRows stored() {
        return rows;
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
        transpose.gather(values, from, to);
        copyIsGradient = false;
    }

    @Override
    public void positions(int from, int to, int[] positions) {
        Arrays.fill(positions, 0, (to - from) * mask.columns(), -1);
        for (int i = from; i < to; i++) {
            for (int k = mask.rowStarts()[i]; k < mask.rowStarts()[i + 1]; k++) {
                positions[(i - from) * mask.columns() + mask.columnIndices()[k]] = k;
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
        rows = rowsOf(mask, values);
        transpose = new Transpose(mask);
        publish();
        version++;
    }

    private static SparseRows rowsOf(Mask mask, float[] values) {
        return new SparseRows(mask.rows(), mask.rowStarts(), mask.columnIndices(), values);
    }
}
