package filigree.model.method;

/// Anything a recipe can name: a data set, a schedule, a mask updater, an optimizer.
///
/// Implementations are immutable records without mutable state: the numbers a person chose, and
/// pure functions over them. Whatever changes during training lives in the training state.
public interface Method {
    /// Returns the descriptor that names this method and its parameters.
    MethodType<?> type();
}
