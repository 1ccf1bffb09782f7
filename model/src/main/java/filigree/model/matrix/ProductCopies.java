package filigree.model.matrix;

import filigree.model.kernel.PanelRows;
import filigree.model.kernel.SparseRows;
import filigree.model.sparsity.Mask;
import org.jspecify.annotations.Nullable;

/// The copies of a weight matrix that products read; those of a [CsrMatrix] share an array with its
/// gradients.
final class ProductCopies {
    /// Weights from which a full matrix takes the dense path; below, there is nothing to gain.
    private static final int LARGE = 1 << 14;

    private final boolean holdsGradients;
    private ProductForm form = ProductForm.NONE;
    private @Nullable Transpose transpose; // form ROWS
    private @Nullable PanelRows packed; // form PANELS
    private @Nullable PanelRows transposed;
    private float[] gradients; // where no copy can hold them; made early: several threads ask
    private boolean copyIsGradient; // written by several threads, all the same value

    /// @param count of weights
    /// @param holdsGradients whether [#gradients()] will be asked for
    ProductCopies(int count, boolean holdsGradients) {
        this.holdsGradients = holdsGradients;
        this.gradients = new float[holdsGradients ? count : 0];
    }

    void use(ProductForm wanted, SparseRows rows, Mask mask) {
        form = wanted;
        rebuild(rows, mask);
    }

    /// Takes over another structure; values are 0 until [#publish].
    void rebuild(SparseRows rows, Mask mask) {
        transpose = form == ProductForm.ROWS ? new Transpose(mask) : null;
        PanelRows straight = form == ProductForm.PANELS ? PanelRows.of(rows) : null;
        packed = straight;
        transposed = straight == null ? null : PanelRows.transposed(rows, straight);
        gradients = new float[ownsGradients() ? rows.values.length : 0];
    }

    private boolean ownsGradients() {
        boolean copied = transpose != null || (transposed != null && !transposed.sharesValues());
        return holdsGradients && !copied;
    }

    ProductPath path(Mask mask) {
        if (packed == null || !packed.isWhole()) {
            return ProductPath.SPARSE;
        }
        boolean dense = mask.activeCount() == mask.size() && mask.size() >= LARGE;
        return dense ? ProductPath.DENSE : ProductPath.WHOLE;
    }

    SparseRows columns() {
        return made(transpose).columns();
    }

    PanelRows packed() {
        PanelRows p = packed;
        if (p == null) {
            throw new IllegalStateException("used as " + form);
        }
        return p;
    }

    PanelRows transposed() {
        return made(transposed);
    }

    private <T> T made(@Nullable T copy) {
        if (copy == null) {
            throw new IllegalStateException("used as " + form);
        }
        if (copyIsGradient) {
            throw new IllegalStateException("gradients are in place of the copy: publish first");
        }
        return copy;
    }

    float[] gradients() {
        if (ownsGradients()) {
            return gradients;
        }
        copyIsGradient = true;
        if (transposed != null) {
            return transposed.values;
        }
        if (transpose != null) {
            return transpose.columns().values;
        }
        return gradients;
    }

    /// The same from an array in which the k-th active weight stands at `places[k]`.
    void publish(float[] values, int[] places, int from, int to) {
        if (packed != null && transposed != null) {
            packed.publish(values, places, from, to);
            transposed.publish(values, places, from, to);
        } else if (transpose != null) {
            transpose.gather(values, places, from, to);
        }
    }

    void publish(float[] values, int from, int to) {
        if (packed != null && transposed != null) {
            packed.publish(values, from, to);
            transposed.publish(values, from, to);
        } else if (transpose != null) {
            transpose.gather(values, from, to);
        }
        copyIsGradient = false;
    }
}
