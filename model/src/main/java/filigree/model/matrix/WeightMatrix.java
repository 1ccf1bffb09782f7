package filigree.model.matrix;

import filigree.model.kernel.PanelRows;
import filigree.model.kernel.SparseRows;
import filigree.model.sparsity.Mask;
import java.util.Optional;

/// The trainable weights of one layer, `[rows, columns]`, with their gradients and the optimizer's
/// slots.
///
/// There are two storages. [CsrMatrix] holds the active weights and nothing else; [MaskedMatrix]
/// holds every weight and a mask over them. Both keep their *stored* weights in flat arrays, row
/// after row, columns ascending: [#values()], and aligned with it [#gradients()] and [#slots()].
/// Optimizers need not know which storage they work on; what walks the mask asks [#position] where
/// a weight lives. While the mask stays, active weights train alike in both, bit for bit. Products
/// read the *effective* weights: the stored ones, unless a [Reparameterization] stands between.
/// Training thread only, except where a method says otherwise.
public sealed interface WeightMatrix permits CsrMatrix, MaskedMatrix {
    /// Picks the storage; all weights 0.
    ///
    /// @param dense whether weights behind the mask go on training
    static WeightMatrix of(Mask mask, boolean dense) {
        return dense ? new MaskedMatrix(mask) : new CsrMatrix(mask);
    }

    Mask mask();

    /// The live stored weights. [#setMask] may replace the array: ask anew after a topology update.
    /// Whoever writes into it calls [#publish].
    float[] values();

    /// The live weights that products read, aligned with [#values()]: that array itself, unless
    /// there is a reparameterization.
    float[] effective();

    /// Has products read a function of the stored weights from now on.
    void reparameterize(Reparameterization function);

    /// What stands between stored and effective weights, if anything.
    Optional<Reparameterization> reparameterization();

    /// dL/dw for each element of [#values()], from the gradient of a step to its [#publish].
    float[] gradients();

    /// The optimizer's buffers, aligned with [#values()].
    Slots slots();

    /// The effective active weights row by row, for kernels.
    SparseRows rows();

    /// The effective active weights column by column, for kernels: row j of it is column j of this.
    SparseRows columns();

    /// The effective active weights packed in panels, as of the last [#publish].
    PanelRows packed();

    /// The same of the transposed matrix.
    PanelRows transposed();

    /// How it takes part in a step with its mask as it is.
    ProductPath path();

    /// Says in which form products will read it; until then, in none. A layer says so once, when it
    /// is made.
    void use(ProductForm form);

    /// The stored weights row by row, as the kernel that computes gradients takes them: its k-th
    /// element is the k-th of [#gradients()].
    SparseRows stored();

    /// Which stored weights the optimizer moves, where some rest; empty if none does.
    default Optional<TrainedRuns> trained() {
        return Optional.empty();
    }

    /// Counts topology changes: what is derived from the mask is stale when it moves on.
    long version();

    /// Where the active weight at position `active`, which lies in row `row`, lives in [#values()].
    int position(int row, int active);

    /// Where every weight of some rows lives in [#values()], active or not; -1 where none is
    /// stored.
    ///
    /// @param from first row
    /// @param to one past the last row
    /// @param positions `[to - from, columns]`, row-major, overwritten
    void positions(int from, int to, int[] positions);

    /// Carries changed effective weights over into what kernels read, place by place. Disjoint
    /// ranges may be published by several threads, once all are written.
    ///
    /// @param from first place, from 0 to the number of active weights
    /// @param to one past the last
    void publish(int from, int to);

    /// Carries all stored weights over, through the reparameterization if there is one.
    default void publish() {
        Optional<Reparameterization> function = reparameterization();
        if (function.isPresent()) {
            int rows = mask().rows();
            function.get().measure(this, 0, rows);
            function.get().prepare(this, false);
            function.get().forward(this, effective(), 0, rows);
        }
        publish(0, mask().activeCount());
    }

    /// Takes over a new topology. Weights active before and after keep value and slots. Gradients
    /// are of the past.
    void setMask(Mask next);

    /// Sets the active weights from a whole matrix, for files and tests.
    ///
    /// @param dense `[rows, columns]`, row-major; what lies outside the mask is ignored
    default void load(float[] dense) {
        Mask mask = mask();
        for (int i = 0; i < mask.rows(); i++) {
            for (int k = mask.rowStarts()[i]; k < mask.rowStarts()[i + 1]; k++) {
                values()[position(i, k)] = dense[i * mask.columns() + mask.column(k)];
            }
        }
        publish();
    }

    /// Returns a new whole matrix, `[rows, columns]`, row-major, 0 outside the mask: for pictures
    /// and tests.
    ///
    /// @param aligned [#values()] or any array aligned with it
    default float[] toDense(float[] aligned) {
        Mask mask = mask();
        float[] dense = new float[Math.toIntExact(mask.size())];
        for (int i = 0; i < mask.rows(); i++) {
            for (int k = mask.rowStarts()[i]; k < mask.rowStarts()[i + 1]; k++) {
                dense[i * mask.columns() + mask.column(k)] = aligned[position(i, k)];
            }
        }
        return dense;
    }

    /// Returns a copy with the active weights alone, in mask order.
    ///
    /// @param aligned [#values()] or any array aligned with it
    default float[] active(float[] aligned) {
        Mask mask = mask();
        float[] active = new float[mask.activeCount()];
        for (int i = 0; i < mask.rows(); i++) {
            for (int k = mask.rowStarts()[i]; k < mask.rowStarts()[i + 1]; k++) {
                active[k] = aligned[position(i, k)];
            }
        }
        return active;
    }
}
