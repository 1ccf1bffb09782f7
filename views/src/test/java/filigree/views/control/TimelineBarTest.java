package filigree.views.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.views.theme.DataColor;
import java.util.List;
import javafx.event.Event;
import javafx.event.EventType;
import javafx.scene.image.Image;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.PickResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;

@ExtendWith(ApplicationExtension.class)
final class TimelineBarTest {
    private final StepCursor cursor = new StepCursor();

    private TimelineBar bar(FxRobot robot) {
        TimelineBar[] bar = new TimelineBar[1];
        robot.interact(() -> {
            bar[0] = new TimelineBar(Shown.TEXTS, cursor);
            bar[0].setPlan(new TimelinePlan(8000, 800, 100, 100, 6000));
            bar[0].setNow(4000);
            bar[0].setLog(SampleData.updates(40, 100));
            bar[0].setMarks(List.of(new TimelineMark(1500, "Sparsity", "80 → 90 %")));
        });
        return bar[0];
    }

    private static void mouse(
            FxRobot robot, TimelineBar bar, EventType<MouseEvent> type, double x) {
        robot.interact(() ->
                Event.fireEvent(
                        bar,
                        new MouseEvent(
                                type,
                                x,
                                12,
                                x,
                                12,
                                MouseButton.PRIMARY,
                                1,
                                false,
                                false,
                                false,
                                false,
                                true,
                                false,
                                false,
                                false,
                                false,
                                false,
                                new PickResult(bar, x, 12))));
    }

    private static void key(FxRobot robot, TimelineBar bar, KeyCode code) {
        robot.interact(() ->
                Event.fireEvent(
                        bar,
                        new KeyEvent(
                                KeyEvent.KEY_PRESSED, "", "", code, false, false, false, false)));
    }

    @Test
    void mapsStepsToPixelsAndBack() {
        var scale = new TimelineScale(20, 800, 8000);
        assertEquals(20, scale.x(0));
        assertEquals(820, scale.x(8000));
        for (long step = 0; step <= 8000; step += 7) {
            assertEquals(step, scale.step(scale.x(step)));
        }
        assertEquals(0, scale.step(-50));
        assertEquals(8000, scale.step(2000));
    }

    @Test
    void pointingMarksTheStepForAllCharts(FxRobot robot) {
        TimelineBar bar = bar(robot);
        Shown.of(robot, bar, 840, 48);
        mouse(robot, bar, MouseEvent.MOUSE_MOVED, 320);
        assertEquals(3000, cursor.step());
        mouse(robot, bar, MouseEvent.MOUSE_EXITED, 320);
        assertEquals(StepCursor.NONE, cursor.step());
    }

    @Test
    void draggingLooksBackAndTheFutureIsNow(FxRobot robot) {
        TimelineBar bar = bar(robot);
        Shown.of(robot, bar, 840, 48);
        mouse(robot, bar, MouseEvent.MOUSE_PRESSED, 220);
        assertEquals(2000, bar.pickedProperty().get());
        mouse(robot, bar, MouseEvent.MOUSE_DRAGGED, 700);
        assertEquals(StepCursor.NONE, bar.pickedProperty().get());
    }

    @Test
    void arrowsGoFromUpdateToUpdate(FxRobot robot) {
        TimelineBar bar = bar(robot);
        Shown.of(robot, bar, 840, 48);
        key(robot, bar, KeyCode.LEFT);
        assertEquals(3900, bar.pickedProperty().get());
        key(robot, bar, KeyCode.LEFT);
        assertEquals(3800, bar.pickedProperty().get());
        key(robot, bar, KeyCode.END);
        assertEquals(StepCursor.NONE, bar.pickedProperty().get());
    }

    @Test
    void barsStandOnlyWhereUpdatesWere(FxRobot robot) {
        TimelineBar bar = bar(robot);
        Image image = Shown.of(robot, bar, 840, 48).picture();
        int grown = Shown.argb(DataColor.GROWN);
        int left = 0;
        int right = 0;
        for (int y = 0; y < 48; y++) {
            for (int x = 0; x < 840; x++) {
                boolean is = image.getPixelReader().getArgb(x, y) == grown;
                left += is && x < 424 ? 1 : 0;
                right += is && x >= 424 ? 1 : 0;
            }
        }
        assertTrue(left > 500, "grown before now: " + left);
        assertEquals(0, right, "grown after now");
    }
}
