package filigree.views.fx;

import filigree.views.fx.Refresh.Kind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import javafx.animation.AnimationTimer;
import javafx.scene.Node;
import javafx.scene.Scene;

/// The window's clock: calls what is on screen when its kind is due.
///
/// The cost told to the governor reaches from the first call to the end of the layout that follows,
/// where pictures draw themselves.
public final class Pulse {
    private record Target(Node node, Kind kind, Refresh refresh) {}

    private final FrameGovernor governor;
    private final List<Target> targets = new ArrayList<>();
    private final EnumMap<Kind, Long> shares = new EnumMap<>(Kind.class);
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
        shares.clear();
        Scene scene = null;
        long begin = System.nanoTime();
        for (Kind kind : Kind.values()) {
            if (!governor.due(kind, now)) {
                continue;
            }
            long start = System.nanoTime();
            for (Target target : List.copyOf(targets)) {
                if (target.kind() == kind && Showing.of(target.node())) {
                    target.refresh().refresh(now);
                    scene = target.node().getScene();
                }
            }
            shares.put(kind, System.nanoTime() - start);
        }
        if (scene != null) {
            measureUntilLaidOut(scene, begin);
        }
    }

    private void measureUntilLaidOut(Scene scene, long begin) {
        Runnable[] listener = new Runnable[1];
        listener[0] =
                () -> {
                    scene.removePostLayoutPulseListener(listener[0]);
                    long called = shares.values().stream().mapToLong(Long::longValue).sum();
                    long layout = Math.max(0, System.nanoTime() - begin - called);
                    shares.forEach(
                            (kind, own) -> governor.measured(kind, own + layout / shares.size()));
                };
        scene.addPostLayoutPulseListener(listener[0]);
    }
}
