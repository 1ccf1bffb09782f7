package filigree.views.fx;

import filigree.views.fx.Refresh.Kind;
import filigree.views.fx.Turns.Turn;
import java.util.List;
import java.util.function.BooleanSupplier;
import javafx.animation.AnimationTimer;
import javafx.scene.Node;

/// The window's clock: refreshes the places on screen, spread over pulses by [Turns].
///
/// What is told to the governor is processor time: of this thread from the first refresh to the end
/// of the pulse, with layout, where pictures draw themselves, and the hand-over; and of the
/// renderer. A core is asked for shortly before a pulse that will draw, since a thread that wakes
/// up while training has them all waits for one, and is given back when the renderer is done.
public final class Pulse {
    /// From pulse to pulse.
    private static final long PERIOD_NANOS = 16_666_667;

    /// How long before a pulse a core is asked for: tasks of training last less.
    private static final long AHEAD_NANOS = 400_000;

    /// For how long at most; it is given back earlier.
    static final long LONGEST_NANOS = 20_000_000;

    /// How much longer the renderer gets a core than it usually takes.
    private static final long SPARE_NANOS = 500_000;

    /// How long the newest data may wait where nothing on screen is due.
    private static final long PATIENCE_NANOS = 100_000_000;

    private static final double NEWEST = 0.2;

    /// Leaves a core to the window.
    @FunctionalInterface
    public interface Room {
        /// @param delay until it begins; 0 begins now and replaces all others
        /// @param nanos how long; 0 ends it
        void make(long delay, long nanos);
    }

    private final FrameGovernor governor;
    private final Turns turns;
    private final DrawingTime time = new DrawingTime();
    private Runnable first = () -> {};
    private Room room = (_, _) -> {};
    private BooleanSupplier trains = () -> true;
    private long rendererBefore;
    private double rendering; // nanoseconds of the renderer after a pulse that drew, as a mean
    private boolean drew;
    private long expected; // when this pulse was to come
    private long taken = System.nanoTime() - PATIENCE_NANOS; // when the newest data was taken over
    private boolean foreseen; // a core was asked for before this pulse
    private boolean stopped;
    private final AnimationTimer timer =
            new AnimationTimer() {
                @Override
                public void handle(long now) {
                    pulse(now);
                }
            };

    public Pulse(FrameGovernor governor) {
        this.governor = governor;
        this.turns = new Turns(governor);
        rendererBefore = time.renderer();
    }

    /// Calls `takeOver` before anything is refreshed, and now and then while nothing shows, so that
    /// what a run tells does not pile up: it fetches the newest data, quickly.
    public void before(Runnable takeOver) {
        first = takeOver;
    }

    /// Asks `room` for a core whenever something is drawn.
    public void roomIn(Room room) {
        this.room = room;
    }

    /// Saves processor time for training only while it does train.
    public void savesWhile(BooleanSupplier trains) {
        this.trains = trains;
    }

    /// Calls `refresh` from now on while `node` shows.
    ///
    /// @return ends it
    public Runnable add(Node node, Kind kind, Refresh refresh) {
        Turn turn = turns.add(kind, () -> Showing.of(node), refresh);
        return () -> turns.remove(turn);
    }

    public void start() {
        stopped = false;
        timer.start();
    }

    public void stop() {
        stopped = true;
        timer.stop();
        room.make(0, 0);
    }

    private void pulse(long now) {
        expect();
        governor.setFree(!trains.getAsBoolean());
        payRenderer(now);
        boolean drewBefore = drew;
        drew = false;
        if (!turns.isAnyDue(now)) {
            rest(now, drewBefore);
            return;
        }
        room.make(0, LONGEST_NANOS);
        long begin = DrawingTime.here();
        takeOver();
        List<Turn> changed = turns.take(now);
        drew = !changed.isEmpty();
        if (drew) { // told after the whole pulse
            FxThread.run(() -> {
                long cost = DrawingTime.here() - begin;
                Turns.cost(changed, cost);
                governor.spent(cost, now);
                if (!stopped) {
                    room.make(0, Math.round(rendering) + SPARE_NANOS);
                    plan(now);
                }
            });
        } else {
            governor.spent(DrawingTime.here() - begin, now);
            room.make(0, 0);
            plan(now);
        }
    }

    private void takeOver() {
        taken = System.nanoTime();
        first.run();
    }

    /// Nothing is due. The pulse before may have foreseen otherwise: then a core is given back,
    /// unless the renderer may still need it.
    private void rest(long now, boolean rendererMayWork) {
        if (foreseen && !rendererMayWork) {
            room.make(0, 0);
        }
        if (System.nanoTime() - taken >= PATIENCE_NANOS) {
            takeOver();
        }
        plan(now);
    }

    /// Follows the earliest pulses: a late one says nothing about when the next one comes.
    private void expect() {
        long come = System.nanoTime();
        long late = come - expected;
        expected = late > PERIOD_NANOS || late < 0 ? come : expected + late / 8;
        expected += PERIOD_NANOS;
    }

    private void payRenderer(long now) {
        long spent = time.renderer();
        long took = spent - rendererBefore;
        rendererBefore = spent;
        governor.spent(took, now);
        if (drew) {
            rendering += NEWEST * (took - rendering);
        }
    }

    private void plan(long now) {
        foreseen = turns.isAnyDue(now + PERIOD_NANOS);
        if (foreseen) {
            room.make(Math.max(1, expected - AHEAD_NANOS - System.nanoTime()), LONGEST_NANOS);
        }
    }
}
