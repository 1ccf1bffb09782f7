package filigree.model.matrix;

import filigree.model.kernel.SparseRows;
import filigree.model.sparsity.Mask;
import java.util.Arrays;

/// Dense storage under a mask: every weight lives, `values[row * columns + column]`.
///
/// For methods that need the weights behind the mask and say so with
/// `MaskUpdater.needsDenseWeights`: an inactive weight takes no part in the products, but gets the
/// gradient that its connection would have (a straight-through estimate, Bengio et al. 2013,
/// arXiv:1308.3432), is moved by the optimizer, and comes back as it then is.
///
/// The products read a copy of the active weights, row by row and column by column, so their cost
/// is that of the active weights; the gradient's is that of all. Under a full mask [#rows()] is
/// [#values()] itself: there a packed dense product may take the place of `rows()` in `Linear`,
/// without a copy. Memory while training with momentum: 16 bytes a weight, and 16 to 20 an active
/// one.
public final class MaskedMatrix implements WeightMatrix {
    private final float[] values;
    private final float[] gradients;
    private final Slots slots;
    private final SparseRows stored;
    private Mask mask;
    private SparseRows rows;
    private Transpose transpose;
    private long version;

    /// All weights 0.
    public MaskedMatrix(Mask mask) {
        int size = Math.toIntExact(mask.size());
        this.mask = mask;
        this.values = new float[size];
        this.gradients = new float[size];
        this.slots = new Slots(size);
        Mask full = Mask.full(mask.rows(), mask.columns());
        this.stored = new SparseRows(full.rows(), full.rowStarts(), full.columnIndices(), values);
        this.rows = rowsUnder(mask);
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

    @Override
    public float[] gradients() {
        return gradients;
    }

    @Override
    public Slots slots() {
        return slots;
    }

    @Override
    public SparseRows rows() {
        return rows;
    }

    @Override
    public SparseRows columns() {
        return transpose.columns();
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
        return row * mask.columns() + mask.columnIndices()[active];
    }

    @Override
    public void positions(int from, int to, int[] positions) {
        for (int k = 0; k < (to - from) * mask.columns(); k++) {
            positions[k] = from * mask.columns() + k;
        }
    }

    @Override
    public void publish(int from, int to) {
        float[] copy = transpose.columns().values;
        int[] rowOf = transpose.columns().indices;
        for (int k = from; k < to; k++) {
            copy[k] = values[position(rowOf[k], transpose.active(k))];
        }
        if (rows != stored) {
            int row = rowAt(from);
            for (int k = from; k < to; k++) {
                while (k >= rows.starts[row + 1]) {
                    row++;
                }
                rows.values[k] = values[position(row, k)];
            }
        }
    }

    /// The row of the k-th active weight, or a row without any before it.
    private int rowAt(int k) {
        int found = Arrays.binarySearch(rows.starts, k);
        return Math.min(found < 0 ? -found - 2 : found, mask.rows() - 1);
    }

    @Override
    public void setMask(Mask next) {
        if (next.equals(mask)) {
            return;
        }
        mask = next;
        rows = rowsUnder(next);
        transpose = new Transpose(next);
        publish();
        version++;
    }

    private SparseRows rowsUnder(Mask mask) {
        int n = mask.activeCount();
        return n == values.length
                ? stored
                : new SparseRows(mask.rows(), mask.rowStarts(), mask.columnIndices(), new float[n]);
    }
}
