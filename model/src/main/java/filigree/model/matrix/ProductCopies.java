package filigree.model.matrix;

import filigree.model.kernel.PanelRows;
import filigree.model.kernel.SparseRows;
import filigree.model.sparsity.Mask;
import org.jspecify.annotations.Nullable;

/// The copies of a weight matrix that products read; those of a [CsrMatrix] share an array with its
/// gradients.
final class ProductCopies {
    private ProductForm form = ProductForm.NONE;
    private @Nullable Transpose transpose; // form ROWS
    private @Nullable PanelRows packed; // form PANELS
    private @Nullable PanelRows transposed;
    private float[] gradients; // form NONE; made here, since several threads ask for it
    private boolean copyIsGradient; // written by several threads, all the same value

    /// @param count of weights
    ProductCopies(int count) {
        this.gradients = new float[count];
    }

    void use(ProductForm wanted, SparseRows rows, Mask mask) {
        form = wanted;
        rebuild(rows, mask);
    }

    /// Takes over another structure; values are 0 until [#publish].
    void rebuild(SparseRows rows, Mask mask) {
        gradients = new float[form == ProductForm.NONE ? rows.values.length : 0];
        transpose = form == ProductForm.ROWS ? new Transpose(mask) : null;
        packed = form == ProductForm.PANELS ? PanelRows.of(rows) : null;
        transposed = form == ProductForm.PANELS ? PanelRows.transposed(rows) : null;
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
