package filigree.views.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.views.theme.DataColor;
import java.util.List;
import javafx.event.Event;
import javafx.event.EventType;
import javafx.scene.Node;
import javafx.scene.image.Image;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.PickResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;

@ExtendWith(ApplicationExtension.class)
final class SeriesChartTest {
    private final StepCursor cursor = new StepCursor();

    /// 41 points, one each 100 steps, on a run of 8,000; planned all the way.
    private SeriesChart chart(FxRobot robot) {
        SeriesChart[] chart = new SeriesChart[1];
        robot.interact(() -> {
            var line = new Series();
            for (int i = 0; i <= 40; i++) {
                line.append(i * 100, 80 + i * 0.25);
            }
            var plan = new Series();
            plan.append(0, 85);
            plan.append(8000, 85);
            chart[0] = new SeriesChart(Shown.TEXTS, "Accuracy", cursor);
            chart[0].setUnit(" %", 1);
            chart[0].setLastStep(8000);
            chart[0].setNow(4000);
            chart[0].setLines(
                    List.of(
                            ChartLine.thisRun("this run", line),
                            ChartLine.planned("planned", plan)));
        });
        return chart[0];
    }

    private static Node surface(SeriesChart chart) {
        return chart.lookupAll("*").stream()
                .filter(Surface.class::isInstance)
                .findFirst()
                .orElseThrow();
    }

    private static void mouse(FxRobot robot, Node node, EventType<MouseEvent> type, double x) {
        robot.interact(() ->
                Event.fireEvent(
                        node,
                        new MouseEvent(
                                type,
                                x,
                                40,
                                x,
                                40,
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
                                true,
                                new PickResult(node, x, 40))));
    }

    @Test
    void saysTheNewestValue(FxRobot robot) {
        SeriesChart chart = chart(robot);
        Shown.of(robot, chart, 400, 200);
        assertEquals("Accuracy: 90.0 %", chart.getAccessibleText());
    }

    @Test
    void theFutureHoldsOnlyThePlan(FxRobot robot) {
        SeriesChart chart = chart(robot);
        Image image = Shown.of(robot, chart, 400, 200).picture();
        int accent = Shown.argb(DataColor.ACCENT);
        int before = 0;
        int after = 0;
        for (int y = 40; y < 200; y++) {
            for (int x = 0; x < 400; x++) {
                boolean is = image.getPixelReader().getArgb(x, y) == accent;
                before += is && x < 228 ? 1 : 0;
                after += is && x >= 228 ? 1 : 0;
            }
        }
        assertTrue(before > 50, "this run is drawn: " + before);
        assertEquals(0, after, "nothing of it after now");
    }

    @Test
    void hoverMarksTheNearestPointForAll(FxRobot robot) {
        SeriesChart chart = chart(robot);
        Shown.of(robot, chart, 400, 200);
        Node plot = surface(chart);
        mouse(robot, plot, MouseEvent.MOUSE_MOVED, 100);
        assertTrue(cursor.isMarked());
        assertEquals(0, cursor.step() % 100, "a step that has a point");
        mouse(robot, plot, MouseEvent.MOUSE_EXITED, 100);
        assertFalse(cursor.isMarked());
    }

    @Test
    void clickPinsUntilTheNextClick(FxRobot robot) {
        SeriesChart chart = chart(robot);
        Shown.of(robot, chart, 400, 200);
        Node plot = surface(chart);
        mouse(robot, plot, MouseEvent.MOUSE_MOVED, 100);
        long step = cursor.step();
        mouse(robot, plot, MouseEvent.MOUSE_CLICKED, 100);
        mouse(robot, plot, MouseEvent.MOUSE_MOVED, 150);
        mouse(robot, plot, MouseEvent.MOUSE_EXITED, 150);
        assertEquals(step, cursor.step());
        mouse(robot, plot, MouseEvent.MOUSE_CLICKED, 150);
        assertFalse(cursor.isPinned());
    }
}
