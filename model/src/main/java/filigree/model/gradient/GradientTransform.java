package filigree.model.gradient;

import filigree.model.method.Method;

/// What happens to gradients between backward pass and optimizer.
public interface GradientTransform extends Method {
    /// Whether every gradient stays as it is. Then gradient and optimizer of a row share a task.
    default boolean keepsAll() {
        return false;
    }

    /// Changes the gradients of one step in place.
    void apply(Gradients gradients);
}
