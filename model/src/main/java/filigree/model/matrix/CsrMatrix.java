package filigree.model.matrix;

import filigree.model.kernel.PanelRows;
import filigree.model.kernel.SparseRows;
import filigree.model.sparsity.Mask;
import java.util.Arrays;

/// The trainable weights of one layer, `[rows, columns]`: only the active ones exist.
///
/// `values[k]` is the weight at `mask.columnIndices()[k]`; gradients and the optimizer's [Slots]
/// are aligned with it. Beside it stand copies packed for the products with W and with W
/// transposed; they are built by counting sort when the mask changes and their values follow
/// through [#publish]. A topology update moves what stays and starts what is grown at 0. Training
/// thread only, except where a method says otherwise.
public final class CsrMatrix {
    private Mask mask;
    private float[] values;
    private float[] gradients;
    private final Slots slots;
    private SparseRows rows;
    private PanelRows packed;
    private PanelRows transposed;
    private long version;

    /// All weights 0.
    public CsrMatrix(Mask mask) {
        this.mask = mask;
        this.values = new float[mask.activeCount()];
        this.gradients = new float[mask.activeCount()];
        this.slots = new Slots(mask.activeCount());
        this.rows = rowsOf(mask, values);
        this.packed = PanelRows.of(rows);
        this.transposed = PanelRows.transposed(rows);
    }

    public Mask mask() {
        return mask;
    }

    /// The live weights. [#setMask] replaces the array: ask anew after a topology update. Whoever
    /// writes into it calls [#publish].
    public float[] values() {
        return values;
    }

    /// dL/dw for each element of [#values()], for one step.
    public float[] gradients() {
        return gradients;
    }

    /// The optimizer's buffers, aligned with [#values()].
    public Slots slots() {
        return slots;
    }

    /// The matrix row by row, for kernels.
    public SparseRows rows() {
        return rows;
    }

    /// The matrix packed for products, as of the last [#publish].
    public PanelRows packed() {
        return packed;
    }

    /// The transposed matrix packed for products, as of the last [#publish].
    public PanelRows transposed() {
        return transposed;
    }

    /// Counts topology changes: what is derived from the mask is stale when it moves on.
    public long version() {
        return version;
    }

    /// Carries changed values over into the packed copies, place by place. Disjoint ranges may be
    /// published by several threads, once all values are written.
    ///
    /// @param from first place in the copies, from 0 to the number of active weights
    /// @param to one past the last
    public void publish(int from, int to) {
        packed.publish(values, from, to);
        transposed.publish(values, from, to);
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

    /// Takes over a new topology. Weights active before and after keep value, gradient and slots;
    /// grown ones start at 0.
    public void setMask(Mask next) {
        if (next.equals(mask)) {
            return;
        }
        int[] from = next.positionsIn(mask);
        values = Slots.gathered(values, from);
        gradients = Slots.gathered(gradients, from);
        slots.gather(from);
        mask = next;
        rows = rowsOf(mask, values);
        packed = PanelRows.of(rows);
        transposed = PanelRows.transposed(rows);
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
        return new SparseRows(
                mask.rows(), mask.columns(), mask.rowStarts(), mask.columnIndices(), values);
    }
}
