package filigree.views.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.model.sparsity.Mask;
import filigree.views.theme.DataColor;
import java.util.Arrays;
import java.util.Optional;
import javafx.event.Event;
import javafx.scene.image.Image;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.PickResult;
import javafx.scene.input.ScrollEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;

@ExtendWith(ApplicationExtension.class)
final class HeatmapTest {
    private static final long SECOND = 1_000_000_000L;
    private static final int PRUNED = Shown.argb(DataColor.PRUNED);
    private static final int ACTIVE = Shown.argb(DataColor.ACTIVE);

    /// 40 x 60, active where row + column is a multiple of 7; values rise by column, odd negative.
    private static SparsePicture weave(SparsePicture.Paint paint) {
        int rows = 40;
        int columns = 60;
        int[] starts = new int[rows + 1];
        int[] at = new int[rows * columns];
        float[] values = new float[rows * columns];
        int n = 0;
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                if ((r + c) % 7 == 0) {
                    at[n] = c;
                    values[n++] = c % 2 == 0 ? c : -c;
                }
            }
            starts[r + 1] = n;
        }
        return new SparsePicture(
                Mask.ofRows(rows, columns, starts, Arrays.copyOf(at, n)), values, paint);
    }

    private static Heatmap weaveMap(FxRobot robot) {
        Heatmap[] map = new Heatmap[1];
        robot.interact(() -> {
            map[0] = new Heatmap(Shown.TEXTS);
            map[0].setPicture(weave(SparsePicture.mask()));
        });
        return map[0];
    }

    private static int pixel(Image image, int x, int y) {
        return image.getPixelReader().getArgb(x, y);
    }

    @Test
    void paintsEveryCellAsAWholeSquare(FxRobot robot) {
        Heatmap map = weaveMap(robot);
        Image image = Shown.of(robot, map, 180, 120).picture();
        assertEquals(3, map.viewport().zoom());
        for (int y = 0; y < 120; y++) {
            for (int x = 0; x < 180; x++) {
                int wanted = (y / 3 + x / 3) % 7 == 0 ? ACTIVE : PRUNED;
                assertEquals(wanted, pixel(image, x, y), "pixel " + x + ", " + y);
            }
        }
    }

    @Test
    void leavesAGapBetweenLargeCells(FxRobot robot) {
        Heatmap map = weaveMap(robot);
        Shown shown = Shown.of(robot, map, 480, 320);
        Image image = shown.picture();
        assertEquals(8, map.viewport().zoom());
        assertEquals(ACTIVE, pixel(image, 6, 6));
        assertEquals(PRUNED, pixel(image, 7, 6));
        assertEquals(PRUNED, pixel(image, 6, 7));
    }

    @Test
    void paintsSignedValuesWithTheEndsOfTheScale(FxRobot robot) {
        Heatmap map = weaveMap(robot);
        robot.interact(() -> map.setPicture(weave(SparsePicture.signed(40))));
        Image image = Shown.of(robot, map, 60, 40).picture();
        assertEquals(Shown.argb(DataColor.SIGNED_7), pixel(image, 56, 0));
        assertEquals(Shown.argb(DataColor.SIGNED_1), pixel(image, 49, 0));
    }

    @Test
    void showsRowsInTheOrderGiven(FxRobot robot) {
        Heatmap map = weaveMap(robot);
        int[] upsideDown = java.util.stream.IntStream.range(0, 40).map(i -> 39 - i).toArray();
        robot.interact(() -> map.orderProperty().set(RowOrder.of(upsideDown)));
        Image image = Shown.of(robot, map, 60, 40).picture();
        assertEquals(ACTIVE, pixel(image, 3, 0), "row 39 holds column 3");
        assertEquals(Optional.of(new Cell(39, 3)), map.cellAt(3.5, 0.5));
    }

    @Test
    void averagesCellsThatShareAPixel(FxRobot robot) {
        Heatmap map = weaveMap(robot);
        Image image = Shown.of(robot, map, 30, 20).picture();
        assertEquals(0.5, map.viewport().zoom());
        int between = 0;
        for (int y = 0; y < 20; y++) {
            for (int x = 0; x < 30; x++) {
                boolean any = false;
                for (int k = 0; k < 4; k++) {
                    any |= (2 * x + k % 2 + 2 * y + k / 2) % 7 == 0;
                }
                assertEquals(any, pixel(image, x, y) != PRUNED, "pixel " + x + ", " + y);
                between += any ? 1 : 0;
            }
        }
        assertTrue(between > 100);
    }

    private static void scroll(FxRobot robot, Heatmap map, double x, double y, double delta) {
        robot.interact(() ->
                Event.fireEvent(
                        map,
                        new ScrollEvent(
                                ScrollEvent.SCROLL,
                                x,
                                y,
                                x,
                                y,
                                false,
                                false,
                                false,
                                false,
                                false,
                                false,
                                0,
                                delta,
                                0,
                                delta,
                                ScrollEvent.HorizontalTextScrollUnits.NONE,
                                0,
                                ScrollEvent.VerticalTextScrollUnits.NONE,
                                0,
                                0,
                                new PickResult(map, x, y))));
    }

    @Test
    void wheelZoomsAtThePointer(FxRobot robot) {
        Heatmap map = weaveMap(robot);
        Shown.of(robot, map, 60, 40);
        scroll(robot, map, 30, 20, 40);
        assertEquals(2, map.viewport().zoom());
        Optional<Cell> there = map.cellAt(33, 22);
        for (int notch = 0; notch < 7; notch++) {
            scroll(robot, map, 33, 22, 40);
            assertEquals(there, map.cellAt(33, 22), "at zoom " + map.viewport().zoom());
        }
        assertEquals(12, map.viewport().zoom());
        for (int notch = 0; notch < 6; notch++) {
            scroll(robot, map, 33, 22, -40);
            assertEquals(there, map.cellAt(33, 22), "at zoom " + map.viewport().zoom());
        }
    }

    private static void mouse(
            FxRobot robot,
            Heatmap map,
            javafx.event.EventType<MouseEvent> type,
            double x,
            double y) {
        robot.interact(() ->
                Event.fireEvent(
                        map,
                        new MouseEvent(
                                type,
                                x,
                                y,
                                x,
                                y,
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
                                new PickResult(map, x, y))));
    }

    private static void key(FxRobot robot, Heatmap map, KeyCode code) {
        robot.interact(() ->
                Event.fireEvent(
                        map,
                        new KeyEvent(
                                KeyEvent.KEY_PRESSED, "", "", code, false, false, false, false)));
    }

    @Test
    void dragPansAndFFits(FxRobot robot) {
        Heatmap map = weaveMap(robot);
        Shown.of(robot, map, 60, 40);
        key(robot, map, KeyCode.PLUS);
        key(robot, map, KeyCode.PLUS);
        assertEquals(3, map.viewport().zoom());
        Optional<Cell> held = map.cellAt(30, 20);
        mouse(robot, map, MouseEvent.MOUSE_PRESSED, 30, 20);
        mouse(robot, map, MouseEvent.MOUSE_DRAGGED, 48, 26);
        mouse(robot, map, MouseEvent.MOUSE_RELEASED, 48, 26);
        assertEquals(held, map.cellAt(48, 26), "the cell moved with the hand");
        assertEquals(Optional.empty(), map.selectionProperty().get(), "a drag selects nothing");
        key(robot, map, KeyCode.F);
        assertEquals(1, map.viewport().zoom());
        assertTrue(map.viewport().showsAll());
    }

    @Test
    void clickSelectsAndArrowsMoveTheSelection(FxRobot robot) {
        Heatmap map = weaveMap(robot);
        Shown.of(robot, map, 60, 40);
        mouse(robot, map, MouseEvent.MOUSE_PRESSED, 20, 10);
        mouse(robot, map, MouseEvent.MOUSE_RELEASED, 20, 10);
        assertEquals(Optional.of(new Cell(10, 20)), map.selectionProperty().get());
        key(robot, map, KeyCode.DOWN);
        key(robot, map, KeyCode.RIGHT);
        assertEquals(Optional.of(new Cell(11, 21)), map.selectionProperty().get());
        assertEquals("40 rows, 60 columns; row 11, column 21 selected", map.getAccessibleText());
    }

    @Test
    void arrowsKeepTheSelectionInSight(FxRobot robot) {
        Heatmap map = weaveMap(robot);
        Shown.of(robot, map, 60, 40);
        for (int i = 0; i < 6; i++) {
            key(robot, map, KeyCode.PLUS);
        }
        robot.interact(() -> map.select(new Cell(39, 59)));
        key(robot, map, KeyCode.LEFT);
        assertEquals(39, map.viewport().lastRow());
        assertTrue(map.viewport().lastColumn() >= 58);
    }

    @Test
    void justChangedCellsAreTwoPixelsAndFade(FxRobot robot) {
        Heatmap map = weaveMap(robot);
        Shown shown = Shown.of(robot, map, 60, 40);
        CellChanges changes =
                CellChanges.of(
                        60, new int[] {60 * 10 + 20}, new int[] {60 * 12 + 31}, new int[] {0});
        robot.interact(() -> map.showChanges(changes, SECOND));
        Image fresh = shown.picture();
        int grown = Shown.argb(DataColor.GROWN);
        for (int k = 0; k < 4; k++) {
            assertEquals(grown, pixel(fresh, 20 + k % 2, 10 + k / 2));
        }
        assertEquals(4, Shown.count(fresh, grown));
        assertEquals(4, Shown.count(fresh, Shown.argb(DataColor.DROPPED)));
        assertEquals(4, Shown.count(fresh, Shown.argb(DataColor.REGROWN)));

        robot.interact(() -> map.refresh(SECOND + SECOND / 2));
        int half = pixel(shown.picture(), 20, 10);
        assertNotEquals(grown, half);
        assertNotEquals(PRUNED, half);

        robot.interact(() -> map.refresh(2 * SECOND));
        Image faded = shown.picture();
        assertEquals(PRUNED, pixel(faded, 20, 10));
        assertEquals(ACTIVE, pixel(faded, 0, 0), "what is underneath comes back");
    }

    @Test
    void heldChangesStay(FxRobot robot) {
        Heatmap map = weaveMap(robot);
        Shown shown = Shown.of(robot, map, 60, 40);
        robot.interact(() -> {
            map.holdProperty().set(true);
            map.showChanges(CellChanges.of(60, new int[] {700}, new int[0], new int[0]), SECOND);
            map.refresh(9 * SECOND);
        });
        assertEquals(4, Shown.count(shown.picture(), Shown.argb(DataColor.GROWN)));
    }

    @Test
    void aNegativeWeightCarriesABarAtItsFootWhenLarge(FxRobot robot) {
        Heatmap map = weaveMap(robot);
        robot.interact(() -> map.setPicture(weave(SparsePicture.signed(60))));
        Image image = Shown.of(robot, map, 720, 480).picture();
        assertEquals(12, map.viewport().zoom());
        int dark = Shown.argb(DataColor.TEXT);
        assertEquals(dark, pixel(image, 7 * 12 + 5, 10), "column 7 is negative");
        assertNotEquals(dark, pixel(image, 14 * 12 + 5, 10), "column 14 is positive");
    }
}
