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
/// Gradients and the values of the column-by-column copy are one array, since they are never
/// needed together: the copy serves backward up to the activations, then the gradient of the
/// weights overwrites it, the optimizer reads that, and [#publish] makes the copy anew. So training
/// with momentum costs 24 bytes an active weight: value, momentum and column 4 each; gradient or
/// copy, its row and its place in mask order 4 each. Training thread only, except where a method
/// says otherwise.
public final class CsrMatrix {
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

    public Mask mask() {
        return mask;
    }

    /// The live weights. [#setMask] replaces the array: ask anew after a topology update. Whoever
    /// writes into it calls [#publish].
    public float[] values() {
        return values;
    }

    /// dL/dw for each element of [#values()]. Whoever asks for it takes it away from [#columns()]
    /// until the next [#publish].
    public float[] gradients() {
        copyIsGradient = true;
        return transpose.columns().values;
    }

    /// The optimizer's buffers, aligned with [#values()].
    public Slots slots() {
        return slots;
    }

    /// The matrix row by row, for kernels.
    public SparseRows rows() {
        return rows;
    }

    /// The matrix column by column, for kernels: row j of it is column j of this.
    ///
    /// @throws IllegalStateException between [#gradients()] and [#publish]
    public SparseRows columns() {
        if (copyIsGradient) {
            throw new IllegalStateException("gradients are in place of the copy: publish first");
        }
        return transpose.columns();
    }

    /// Counts topology changes: what is derived from the mask is stale when it moves on.
    public long version() {
        return version;
    }

    /// Carries changed values over into the column-by-column copy, place by place. Disjoint ranges
    /// may be published by several threads, once all values are written.
    ///
    /// @param from first place in the copy, from 0 to the number of active weights
    /// @param to one past the last
    public void publish(int from, int to) {
        transpose.gather(values, from, to);
        copyIsGradient = false;
    }

    /// Where every weight of some rows lives in [#values()], active or not; -1 where none is
    /// stored.
    ///
    /// @param from first row
    /// @param to one past the last row
    /// @param positions `[to - from, columns]`, row-major, overwritten
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
        publish(0, values.length);
        version++;
    }

    /// Sets the active weights from a whole matrix, for files and tests.
    ///
    /// @param dense `[rows, columns]`, row-major; what lies outside the mask is ignored
    public void load(float[] dense) {
        for (int i = 0; i < mask.rows(); i++) {
            for (int k = mask.rowStarts()[i]; k < mask.rowStarts()[i + 1]; k++) {
                values[k] = dense[i * mask.columns() + mask.columnIndices()[k]];
            }
        }
        publish(0, values.length);
    }

    /// Returns a new whole matrix, `[rows, columns]`, row-major, 0 outside the mask: for pictures
    /// and tests.
    ///
    /// @param aligned [#values()] or any array aligned with it
    public float[] toDense(float[] aligned) {
        float[] dense = new float[Math.toIntExact(mask.size())];
        for (int i = 0; i < mask.rows(); i++) {
            for (int k = mask.rowStarts()[i]; k < mask.rowStarts()[i + 1]; k++) {
                dense[i * mask.columns() + mask.columnIndices()[k]] = aligned[k];
            }
        }
        return dense;
    }

    private static SparseRows rowsOf(Mask mask, float[] values) {
        return new SparseRows(mask.rows(), mask.rowStarts(), mask.columnIndices(), values);
    }
}
