package filigree.model.matrix;

/// How a weight matrix takes part in a step. A function of its shape and mask alone, never of the
/// machine, so that a recipe gives the same bits wherever the same kernels run.
public enum ProductPath {
    /// Products and gradient visit active weights and nothing else.
    SPARSE,
    /// Products read the whole matrix, since most of it is active: the same results, sooner. The
    /// gradient visits active weights.
    WHOLE,
    /// Products and gradient read and write the whole matrix, all of which is active; the
    /// gradient's sums are added in another order than on the other paths.
    DENSE
}
