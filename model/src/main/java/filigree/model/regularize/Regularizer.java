package filigree.model.regularize;

import filigree.model.matrix.Reparameterization;
import filigree.model.method.Method;
import filigree.model.random.RandomStreams;
import filigree.model.sparsity.LayerShape;
import java.util.Optional;

/// A penalty on weights, beside the optimizer's own weight decay. It sees active weights alone;
/// biases are left out. The loss that is shown does not contain it.
public interface Regularizer extends Method {
    /// Refuses to train with weights of which some do not exist.
    ///
    /// @param updater id of the method that decides which weights exist
    /// @param all whether all of them do
    /// @throws filigree.model.error.UserFacingException with the reason
    default void check(String updater, boolean all) {}

    /// Makes what stands between the stored weights of a layer and those that its products read;
    /// nothing with a penalty on the weights themselves.
    ///
    /// @param layer index among those with weights
    /// @param examples of the training part
    default Optional<Reparameterization> weights(
            int layer, LayerShape shape, long examples, RandomStreams random) {
        return Optional.empty();
    }

    /// Has a function that a method of this kind made go on with these numbers.
    default void adjust(Reparameterization function) {}

    /// Adds the penalty's gradient, before gradients are transformed and the optimizer reads them.
    ///
    /// @param weights only read
    /// @param gradients same length, changed at positions from … to
    /// @param starts where each row begins in `weights`, and the end
    /// @param row in which these positions lie
    /// @param from first position of some weights that train
    /// @param to one past the last of them
    default void addGradient(
            float[] weights, float[] gradients, int[] starts, int row, int from, int to) {}

    /// Moves weights after the optimizer: the proximal form of a penalty.
    ///
    /// @param rate learning rate of this step
    /// @param weights updated in place
    /// @param starts where each row begins in `weights`, and the end
    /// @param from first row
    /// @param to one past the last row
    default void shrink(double rate, float[] weights, int[] starts, int from, int to) {}
}
