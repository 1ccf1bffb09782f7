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
        pulse.add(seen, Kind.PICTURE, _ -> three.countDown());
        pulse.add(hidden, Kind.PICTURE, _ -> wrong.incrementAndGet());
        pulse.add(elsewhere, Kind.NUMBER, _ -> wrong.incrementAndGet());
        Runnable end = pulse.add(seen, Kind.PICTURE, _ -> wrong.incrementAndGet());
        end.run();
        FxThread.run(pulse::start);
        assertTrue(three.await(20, TimeUnit.SECONDS), "called three times");
        FxThread.run(pulse::stop);
        assertEquals(0, wrong.get());
    }

    @Test
    void asksForACoreWhenItDrawsAndGivesItBackWhenNothingShows() throws InterruptedException {
        assertTrue(askedFor(seen).stream().allMatch(nanos -> nanos > 0));
        assertTrue(askedFor(hidden).contains(0L));
    }

    private static List<Long> askedFor(Pane node) throws InterruptedException {
        var pulse = new Pulse(new FrameGovernor());
        List<Long> asked = new CopyOnWriteArrayList<>();
        var four = new CountDownLatch(4); // two pulses ask twice each
        pulse.roomIn(nanos -> {
            asked.add(nanos);
            four.countDown();
        });
        pulse.add(node, Kind.PICTURE, _ -> {});
        pulse.add(node, Kind.NUMBER, _ -> {});
        FxThread.run(pulse::start);
        assertTrue(four.await(20, TimeUnit.SECONDS), "asked four times");
        FxThread.run(pulse::stop);
        return asked;
    }
}
