package filigree.model.gradient;

import filigree.model.method.Method;

/// What happens to gradients between backward pass and optimizer.
public interface GradientTransform extends Method {
    /// Whether every gradient stays as it is. Then gradient and optimizer of a row share a task.
    default boolean keepsAll() {
        return false;
    }

    /// How many workers share a batch.
    default int workers() {
        return 1;
    }

    /// Whether it stands for what workers send to one another; then bytes are counted.
    default boolean isExchange() {
        return false;
    }

    /// Refuses what cannot be trained with it.
    ///
    /// @param momentum of the optimizer: how much of an update lives on in the next; 0 for none
    /// @throws filigree.model.error.UserFacingException with the reason
    default void check(double momentum) {}

    /// Changes the gradients of one worker in one step, in place.
    void apply(Gradients gradients);

    /// Whether it also has a say in what the optimizer does, see [#restrict].
    default boolean restrictsUpdates() {
        return false;
    }

    /// Decides which updates of the optimizer count.
    ///
    /// @param updates in place of gradients: what the optimizer has added to each weight; in the
    ///   end, what is to be added
    default void restrict(Gradients updates) {}
}
