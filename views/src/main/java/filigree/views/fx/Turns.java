package filigree.views.fx;

import filigree.views.fx.Refresh.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;

/// Spreads what is to be drawn over pulses: at each, those places that have waited longest for
/// their kind, as many as together stay within a few milliseconds.
///
/// What a place costs is learned. One that is dearer than a pulse's share has a pulse for itself;
/// for the others sharing one is cheaper, since each frame has a price of its own. Plain Java, told
/// the time.
final class Turns {
    /// What the places of one pulse may cost together.
    static final long SHARE_NANOS = 3_000_000;

    /// How much earlier than at their rate numbers may come to share a pulse.
    private static final long EARLY_NANOS = 30_000_000;

    /// Weight of a new measurement: about the last five count.
    private static final double NEWEST = 0.2;

    private final FrameGovernor governor;
    private final List<Turn> turns = new ArrayList<>();

    /// One place.
    static final class Turn {
        private final Kind kind;
        private final BooleanSupplier shows;
        private final Refresh refresh;
        private boolean drawn;
        private long last;
        private double cost = SHARE_NANOS; // until it is known it has a pulse for itself

        private Turn(Kind kind, BooleanSupplier shows, Refresh refresh) {
            this.kind = kind;
            this.shows = shows;
            this.refresh = refresh;
        }

        private double waited(long now) {
            return drawn ? (now - last) * kind.perSecond() : Double.MAX_VALUE;
        }
    }

    Turns(FrameGovernor governor) {
        this.governor = governor;
    }

    /// @param shows whether it can be seen at all
    Turn add(Kind kind, BooleanSupplier shows, Refresh refresh) {
        var turn = new Turn(kind, shows, refresh);
        turns.add(turn);
        return turn;
    }

    void remove(Turn turn) {
        turns.remove(turn);
    }

    /// Returns whether any place may be refreshed at `now`.
    boolean isAnyDue(long now) {
        return turns.stream().anyMatch(turn -> isDue(turn, now));
    }

    private boolean isDue(Turn turn, long now) {
        return (!turn.drawn || governor.isDue(turn.kind, turn.last, now))
                && turn.shows.getAsBoolean();
    }

    private boolean isSoon(Turn turn, long now) {
        return isDue(turn, turn.kind == Kind.NUMBER ? now + EARLY_NANOS : now);
    }

    /// Refreshes the places whose turn it is.
    ///
    /// @return those that may look different now
    List<Turn> take(long now) {
        if (!isAnyDue(now)) {
            return List.of();
        }
        List<Turn> due = new ArrayList<>(turns.stream().filter(t -> isSoon(t, now)).toList());
        due.sort(Comparator.comparingDouble((Turn t) -> t.waited(now)).reversed());
        List<Turn> changed = new ArrayList<>();
        double together = 0;
        for (Turn turn : due) {
            if (changed.isEmpty() || together + turn.cost <= SHARE_NANOS) {
                turn.last = now;
                turn.drawn = true;
                if (turn.refresh.refresh(now)) {
                    changed.add(turn);
                    together += turn.cost;
                }
            }
        }
        return changed;
    }

    /// Notes what a pulse cost, from refreshing its places to the end of their layout.
    ///
    /// @param nanos processor time of the JavaFX thread, of which each place takes its part
    static void cost(List<Turn> places, long nanos) {
        double expected = places.stream().mapToDouble(t -> t.cost).sum();
        for (Turn turn : places) {
            double part = nanos * turn.cost / expected;
            turn.cost = Math.max(1, turn.cost + NEWEST * (part - turn.cost));
        }
    }
}
