package filigree.views.fx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.views.fx.Refresh.Kind;
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
}
