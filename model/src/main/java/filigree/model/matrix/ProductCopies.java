package filigree.model.matrix;

import filigree.model.kernel.PanelRows;
import filigree.model.kernel.SparseRows;
import filigree.model.sparsity.Mask;
import org.jspecify.annotations.Nullable;

/// The copies of a weight matrix that products read; those of a [CsrMatrix] share an array with its
/// gradients.
///
/// The transposed one follows the weights from the first time that somebody asks for it: the layer
/// that reads the network's input carries nothing back.
final class ProductCopies {
    /// Weights from which a full matrix takes the dense path; below, there is nothing to gain.
    private static final int LARGE = 1 << 14;

    private final boolean holdsGradients;
    private int count; // of weights
    private ProductForm form = ProductForm.NONE;
    private @Nullable Transpose transpose; // form ROWS
    private @Nullable PanelRows packed; // form PANELS
    private @Nullable PanelRows transposed;
    private float[] gradients; // where no copy can hold them; made early: several threads ask
    private volatile boolean isAsked; // whether somebody has asked for the transposed copy
    private boolean copyIsGradient; // written by several threads, all the same value

    /// @param count of weights
    /// @param holdsGradients whether [#gradients()] will be asked for
    ProductCopies(int count, boolean holdsGradients) {
        this.count = count;
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
        count = rows.values.length;
        gradients = new float[ownsGradients() ? count : 0];
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

    /// @param values of all weights, as they were published last
    /// @param places where the k-th active weight stands in them; empty if in mask order
    SparseRows columns(float[] values, int[] places) {
        Transpose copy = made(transpose);
        follow(values, places);
        return copy.columns();
    }

    PanelRows packed() {
        PanelRows p = packed;
        if (p == null) {
            throw new IllegalStateException("used as " + form);
        }
        return p;
    }

    /// The same of the transposed matrix.
    PanelRows transposed(float[] values, int[] places) {
        PanelRows copy = made(transposed);
        follow(values, places);
        return copy;
    }

    private void follow(float[] values, int[] places) {
        if (!isAsked) {
            synchronized (this) { // threads may come at the same time
                if (!isAsked) {
                    publishTransposed(values, places, 0, count);
                    isAsked = true;
                }
            }
        }
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

    /// Carries the values of some places over.
    ///
    /// @param places where the k-th active weight stands in `values`; empty if in mask order
    void publish(float[] values, int[] places, int from, int to) {
        if (packed != null) {
            publish(packed, values, places, from, to);
        }
        if (isAsked) {
            publishTransposed(values, places, from, to);
        }
        copyIsGradient = false;
    }

    private void publishTransposed(float[] values, int[] places, int from, int to) {
        if (transposed != null) {
            publish(transposed, values, places, from, to);
        } else if (transpose != null && places.length == 0) {
            transpose.gather(values, from, to);
        } else if (transpose != null) {
            transpose.gather(values, places, from, to);
        }
    }

    private static void publish(PanelRows copy, float[] values, int[] places, int from, int to) {
        if (places.length == 0) {
            copy.publish(values, from, to);
        } else {
            copy.publish(values, places, from, to);
        }
    }
}
