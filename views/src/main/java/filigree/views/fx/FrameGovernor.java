package filigree.views.fx;

import filigree.views.fx.Refresh.Kind;

/// Decides how often places on screen are refreshed, so that drawing leaves the processor to
/// training.
///
/// Drawing earns time at a steady rate, its budget, and pays with the processor time that it takes.
/// While there is a debt nothing is refreshed, except what has waited five times as long as it
/// wants to: slower than that things would no longer seem alive. So rates follow from what drawing
/// costs on this machine, and all places become slower together. While nothing trains, drawing
/// costs nobody anything and need not save. Plain Java, told the time.
public final class FrameGovernor {
    /// The least rate of a kind, as a share of the wanted one: pictures 4 a second, numbers 2.
    private static final double LEAST = 0.2;

    /// Of the time that all processors have: on two of them .06 of one. The copy to the screen, the
    /// core that waits for a pulse and the cache cost training more again, unseen from here: at
    /// twice this share it was slowed by a quarter.
    private static final double SHARE = 0.03;

    private static final double SECOND = 1e9;

    /// Seconds of earnings that may be saved, and that may be owed.
    private static final double SAVED = 0.1;

    private static final double OWED = 0.5;

    /// Pulses come every 16.7 ms; one that is a third of that early is the one that was meant.
    private static final long EARLY_NANOS = 5_500_000;

    private final double budget;
    private double balance; // nanoseconds, at the latest payment
    private long latest;
    private boolean free;

    public FrameGovernor() {
        this(SHARE * Runtime.getRuntime().availableProcessors());
    }

    /// @param budget seconds of drawing a second, over 0, for example 0.1
    public FrameGovernor(double budget) {
        if (!(budget > 0)) {
            throw new IllegalArgumentException("budget is " + budget);
        }
        this.budget = budget;
    }

    /// Says whether nothing trains, so that drawing is free.
    public void setFree(boolean free) {
        this.free = free;
    }

    /// Notes at `now` that drawing took `nanos` of processor time.
    public void spent(long nanos, long now) {
        long paid = free ? 0 : nanos;
        balance = Math.max(balance(now) - paid, -OWED * budget * SECOND);
        latest = now;
    }

    /// Returns whether a place of `kind` is to be refreshed.
    ///
    /// @param last when it was refreshed
    /// @param now the time of the pulse
    public boolean isDue(Kind kind, long last, long now) {
        double waited = (now - last + EARLY_NANOS) / SECOND * kind.perSecond();
        return waited >= 1 / LEAST || (waited >= 1 && (free || balance(now) >= 0));
    }

    private double balance(long now) {
        double earned = budget * Math.max(0, now - latest);
        return Math.min(balance + earned, SAVED * budget * SECOND);
    }
}
