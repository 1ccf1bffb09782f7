package filigree.views.fx;

import filigree.views.fx.Refresh.Kind;
import java.util.EnumMap;

/// Decides how often pictures are refreshed, so that drawing leaves the processor to training.
///
/// Each kind has a wanted rate. The expected cost of one second,
///
/// ```
/// load = sum over kinds of rate x mean cost
/// ```
///
/// is kept within a budget, a fraction of one core, by lowering all rates by the same factor; none
/// falls under 4 a second, where things would no longer seem alive. While a hand moves over a
/// picture it may use five times the budget, at up to 60 a second. Plain Java, told the time.
public final class FrameGovernor {
    public static final double MIN_PER_SECOND = 4;
    public static final double MAX_PER_SECOND = 60;

    /// Under software rendering the renderer and the copy to the screen cost one and a half times
    /// as much again, unseen from the JavaFX thread.
    public static final double DEFAULT_BUDGET = 0.025;

    private static final double SECOND = 1e9;
    private static final long HAND_NANOS = 500_000_000;
    private static final double HAND_SHARE = 5;

    /// Pulses come every 16.7 ms; one that is a third of that early is the one that was meant.
    private static final long EARLY_NANOS = 5_500_000;

    /// Weight of a new measurement: about the last ten count.
    private static final double NEWEST = 0.1;

    private final double budget;
    private final EnumMap<Kind, Double> costs = new EnumMap<>(Kind.class);
    private final EnumMap<Kind, Integer> measurements = new EnumMap<>(Kind.class);
    private final EnumMap<Kind, Long> last = new EnumMap<>(Kind.class);
    private boolean handMoved;
    private long handNanos;

    public FrameGovernor() {
        this(DEFAULT_BUDGET);
    }

    /// @param budget seconds of drawing a second, over 0, for example 0.05
    public FrameGovernor(double budget) {
        if (!(budget > 0)) {
            throw new IllegalArgumentException("budget is " + budget);
        }
        this.budget = budget;
    }

    /// Notes that one refresh of `kind` cost `nanos`.
    ///
    /// The first one loads classes and styles and says nothing about those to come. The next ten
    /// are averaged, so that the opening is forgotten soon.
    public void measured(Kind kind, long nanos) {
        int before = measurements.merge(kind, 1, Integer::sum) - 1;
        if (before > 0) {
            double newest = Math.max(NEWEST, 1.0 / before);
            costs.merge(kind, (double) nanos, (old, now) -> old + newest * (now - old));
        }
    }

    /// Notes that a hand moves over a picture: for half a second pictures follow it closely.
    public void handMoved(long nanos) {
        handMoved = true;
        handNanos = nanos;
    }

    /// Returns refreshes a second for `kind` now, from 4 to 60.
    public double perSecond(Kind kind, long nanos) {
        boolean hand = handMoved && nanos - handNanos < HAND_NANOS;
        double load = 0;
        for (Kind each : Kind.values()) {
            load += wanted(each, hand) * costs.getOrDefault(each, 0.0) / SECOND;
        }
        double allowed = hand ? budget * HAND_SHARE : budget;
        double factor = load > allowed ? allowed / load : 1;
        return Math.clamp(wanted(kind, hand) * factor, MIN_PER_SECOND, MAX_PER_SECOND);
    }

    private static double wanted(Kind kind, boolean hand) {
        return hand && kind == Kind.PICTURE ? MAX_PER_SECOND : kind.perSecond();
    }

    /// Returns whether `kind` is to be refreshed at this pulse, and if so counts it as done.
    public boolean due(Kind kind, long nanos) {
        Long before = last.get(kind);
        if (before != null && nanos - before + EARLY_NANOS < SECOND / perSecond(kind, nanos)) {
            return false;
        }
        last.put(kind, nanos);
        return true;
    }
}
