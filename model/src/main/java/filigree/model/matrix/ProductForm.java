package filigree.model.matrix;

/// In which form products read a weight matrix.
public enum ProductForm {
    /// Never multiplied, as a bias.
    NONE,
    /// Row by row and column by column, for convolutions.
    ROWS,
    /// Packed in panels, for linear layers.
    PANELS
}
