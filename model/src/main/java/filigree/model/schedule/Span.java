package filigree.model.schedule;

/// The part of a run that a schedule spans.
///
/// @param begin first step, counted from 0
/// @param end the step at which a schedule has arrived
public record Span(long begin, long end) {
    /// Part of a run given by fractions of it, resolved to steps by rounding half up.
    ///
    /// @param from fraction of the run, in [0, 1]
    /// @param to fraction of the run, in [0, 1]
    /// @param steps of the whole run
    public static Span of(double from, double to, long steps) {
        return new Span(Math.round(from * steps), Math.round(to * steps));
    }

    /// The same, moved so that its end is a step of the run: what is due there does happen, also
    /// where the end is that of the run.
    public static Span within(double from, double to, long steps) {
        long last = Math.max(0, steps - 1);
        Span span = of(from, to, steps);
        return new Span(Math.min(span.begin, last), Math.min(span.end, last));
    }

    public static Span whole(long steps) {
        return new Span(0, steps);
    }

    /// Returns how far `step` is on the way from begin to end, in [0, 1].
    public double progress(long step) {
        if (step >= end) {
            return 1;
        }
        return step <= begin ? 0 : (double) (step - begin) / (end - begin);
    }

    /// Returns whether something due every `every` steps is due now: at the multiples of `every`
    /// with begin <= step <= end, never at step 0.
    public boolean isDue(long step, long every) {
        return step > 0 && step >= begin && step <= end && step % every == 0;
    }

    /// The same with one more at the end itself, so that a schedule is seen to arrive.
    public boolean isDueOrEnds(long step, long every) {
        return isDue(step, every) || (step > 0 && step == end);
    }
}
