package filigree.model.sparsity;

/// What a sparsity distribution may know about a layer: its name and its weight's sizes.
///
/// @param name unique within the network, for example `fc1`
/// @param out neurons or output channels
/// @param in inputs or input channels
/// @param kernelHeight 1 for a linear layer
/// @param kernelWidth 1 for a linear layer
public record LayerShape(String name, int out, int in, int kernelHeight, int kernelWidth) {
    /// A linear layer.
    public static LayerShape linear(String name, int out, int in) {
        return new LayerShape(name, out, in, 1, 1);
    }

    /// Rows of the weight matrix.
    public int rows() {
        return out;
    }

    /// Columns of the weight matrix: in x kernel height x kernel width.
    public int columns() {
        return in * kernelHeight * kernelWidth;
    }

    /// Number of weights, active or not.
    public long size() {
        return (long) rows() * columns();
    }
}
