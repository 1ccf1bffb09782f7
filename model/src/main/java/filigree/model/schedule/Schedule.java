package filigree.model.schedule;

import filigree.model.method.Method;

/// A number as a function of how far its owner has come. It spans its owner: a learning rate the
/// run, a drop fraction the updates.
public interface Schedule extends Method {
    /// Returns the value. Pure.
    ///
    /// @param progress in [0, 1]
    /// @param target what a moving schedule arrives at: 0 for what dies away, the final sparsity
    ///   for a ramp
    double at(double progress, double target);

    /// Returns the value at a step of a span.
    default double at(long step, Span span, double target) {
        return at(span.progress(step), target);
    }

    /// Whether it only rises, up to a target: what a sparsity ramp must do. Only schedules whose
    /// values a person lists may not.
    default boolean neverFalls(double target) {
        return true;
    }

    /// Whether this stands for "equal to the drop fraction" and has no value of its own.
    default boolean isSame() {
        return false;
    }
}
