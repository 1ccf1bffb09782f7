package filigree.model.regularize;

import filigree.model.method.Method;

/// A penalty on weights, beside the optimizer's own weight decay. It sees active weights alone;
/// biases are left out. The loss that is shown does not contain it.
public interface Regularizer extends Method {
    /// Adds the penalty's gradient, before gradients are transformed and the optimizer reads them.
    ///
    /// @param weights only read
    /// @param gradients same length, changed at positions from … to
    default void addGradient(float[] weights, float[] gradients, int from, int to) {}

    /// Moves weights after the optimizer: the proximal form of a penalty.
    ///
    /// @param rate learning rate of this step
    /// @param weights updated in place
    /// @param starts where each row begins in `weights`, and the end
    /// @param from first row
    /// @param to one past the last row
    default void shrink(double rate, float[] weights, int[] starts, int from, int to) {}
}
