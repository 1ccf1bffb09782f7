package filigree.views.fx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.views.fx.Refresh.Kind;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.scene.Scene;
import javafx.scene.layout.Pane;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
final class PulseTest {
    private final Pane seen = new Pane();
    private final Pane hidden = new Pane();
    private final Pane elsewhere = new Pane();

    @Start
    void start(Stage stage) {
        var parent = new Pane(hidden);
        parent.setVisible(false);
        stage.setScene(new Scene(new Pane(seen, parent), 100, 100));
        stage.show();
    }

    @Test
    void callsWhatShowsAndNothingElse() throws InterruptedException {
        var pulse = new Pulse(new FrameGovernor());
        var three = new CountDownLatch(3);
        var wrong = new AtomicInteger();
        pulse.add(
                seen,
                Kind.PICTURE,
                _ -> {
                    three.countDown();
                    return true;
                });
        pulse.add(hidden, Kind.PICTURE, _ -> wrong.incrementAndGet() > 0);
        pulse.add(elsewhere, Kind.NUMBER, _ -> wrong.incrementAndGet() > 0);
        Runnable end = pulse.add(seen, Kind.PICTURE, _ -> wrong.incrementAndGet() > 0);
        end.run();
        FxThread.run(pulse::start);
        assertTrue(three.await(20, TimeUnit.SECONDS), "called three times");
        FxThread.run(pulse::stop);
        assertEquals(0, wrong.get());
    }

    @Test
    void takesOverWhatIsNewWhileNothingShows() throws InterruptedException {
        var pulse = new Pulse(new FrameGovernor());
        var three = new CountDownLatch(3);
        pulse.before(three::countDown);
        pulse.add(hidden, Kind.PICTURE, _ -> true);
        FxThread.run(pulse::start);
        assertTrue(three.await(20, TimeUnit.SECONDS), "taken over three times");
        FxThread.run(pulse::stop);
    }

    private record Asked(boolean now, long nanos) {}

    @Test
    void asksForACoreWhileItDrawsAndBefore() throws InterruptedException {
        List<Asked> asked = askedFor(true);
        assertTrue(asked.stream().anyMatch(a -> !a.now()), "before the pulse that will draw");
        int drawn = 0;
        for (int i = 0; i + 1 < asked.size(); i++) {
            if (asked.get(i).now() && asked.get(i).nanos() == Pulse.LONGEST_NANOS) {
                assertTrue(asked.get(i + 1).nanos() > 0, "the renderer gets it afterwards");
                drawn++;
            }
        }
        assertTrue(drawn > 0);
    }

    @Test
    void givesTheCoreBackWhenNothingChanged() throws InterruptedException {
        assertTrue(askedFor(false).contains(new Asked(true, 0)));
    }

    private List<Asked> askedFor(boolean changes) throws InterruptedException {
        var pulse = new Pulse(new FrameGovernor());
        List<Asked> asked = new CopyOnWriteArrayList<>();
        var some = new CountDownLatch(12); // three times for each of several pulses
        pulse.roomIn((delay, nanos) -> {
            asked.add(new Asked(delay == 0, nanos));
            some.countDown();
        });
        pulse.add(seen, Kind.PICTURE, _ -> changes);
        FxThread.run(pulse::start);
        assertTrue(some.await(20, TimeUnit.SECONDS), "asked");
        List<Asked> before = List.copyOf(asked); // stopping asks once more
        FxThread.run(pulse::stop);
        return before;
    }
}
