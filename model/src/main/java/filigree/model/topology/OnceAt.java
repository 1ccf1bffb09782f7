package filigree.model.topology;

import filigree.model.schedule.Span;
import java.util.OptionalDouble;

/// The only update of a pruner that acts once: at a fraction of the run, after the first step at
/// the earliest, before the last at the latest.
final class OnceAt {
    private OnceAt() {}

    static Span span(double at, long steps) {
        long step = Math.max(1, Span.within(at, at, steps).end());
        return new Span(step, step);
    }

    static OptionalDouble planned(double at, long step, long steps, double sparsity) {
        return OptionalDouble.of(step < span(at, steps).end() ? 0 : sparsity);
    }
}
