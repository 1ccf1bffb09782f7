package filigree.views.fx;

import filigree.views.fx.Refresh.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import javafx.animation.AnimationTimer;
import javafx.scene.Node;

/// The window's clock: calls what is on screen when its kind is due.
///
/// One kind a pulse, so that no frame is held up by all of them at once; not less than a kind, for
/// each frame has a price of its own. The cost told to the governor reaches from the first call to
/// the end of the pulse: layout, where pictures draw themselves, and the hand-over to the renderer;
/// in processor time.
public final class Pulse {
    /// For how long a core is asked at most; it is given back when the pulse is over.
    private static final long LONGEST_NANOS = 20_000_000;

    /// How long the renderer takes after a pulse, under software rendering.
    private static final long RENDER_NANOS = 5_000_000;

    private record Target(Node node, Kind kind, Refresh refresh) {}

    private final FrameGovernor governor;
    private final List<Target> targets = new ArrayList<>();
    private Runnable first = () -> {};
    private LongConsumer room = _ -> {};
    private Kind latest = Kind.NUMBER;
    private final AnimationTimer timer =
            new AnimationTimer() {
                @Override
                public void handle(long now) {
                    pulse(now);
                }
            };

    public Pulse(FrameGovernor governor) {
        this.governor = governor;
    }

    /// Calls `takeOver` before anything is refreshed: it fetches the newest data, quickly.
    public void before(Runnable takeOver) {
        first = takeOver;
    }

    /// Asks `room` for a core, in nanoseconds, whenever something is drawn.
    public void roomIn(LongConsumer room) {
        this.room = room;
    }

    /// Calls `refresh` from now on while `node` shows.
    ///
    /// @return ends it
    public Runnable add(Node node, Kind kind, Refresh refresh) {
        var target = new Target(node, kind, refresh);
        targets.add(target);
        return () -> targets.remove(target);
    }

    public void start() {
        timer.start();
    }

    public void stop() {
        timer.stop();
    }

    /// Notes that a hand moves over a picture.
    public void handMoved() {
        governor.handMoved(System.nanoTime());
    }

    private void pulse(long now) {
        Kind next = latest == Kind.PICTURE ? Kind.NUMBER : Kind.PICTURE;
        if (governor.due(next, now)) { // so that neither waits for ever
            refresh(next, now);
        } else if (governor.due(latest, now)) {
            refresh(latest, now);
        }
    }

    private void refresh(Kind kind, long now) {
        latest = kind;
        room.accept(LONGEST_NANOS);
        first.run();
        long begin = DrawingTime.nanos();
        boolean any = false;
        for (Target target : List.copyOf(targets)) {
            if (target.kind() == kind && Showing.of(target.node())) {
                target.refresh().refresh(now);
                any = true;
            }
        }
        if (any) { // told after the whole pulse
            FxThread.run(() -> {
                governor.measured(kind, DrawingTime.nanos() - begin);
                room.accept(RENDER_NANOS);
            });
        } else {
            room.accept(0);
        }
    }
}
