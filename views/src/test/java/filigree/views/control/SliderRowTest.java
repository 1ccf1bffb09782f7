package filigree.views.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import filigree.views.theme.Fonts;
import filigree.views.theme.Theme;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.geometry.Bounds;
import javafx.scene.Scene;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

@ExtendWith(ApplicationExtension.class)
@SuppressWarnings("NullAway.Init") // the fields are set in start()
class SliderRowTest {
    private SliderRow sparsity;
    private SliderRow bits;
    private SliderRow drop;
    private SliderRow grow;
    private SliderRow steps;
    private final List<Double> heard = new ArrayList<>();

    @Start
    void start(Stage stage) {
        Fonts.load();
        var texts = Gallery.texts(Locale.ENGLISH);
        sparsity =
                new SliderRow(
                        SliderSpec.of("sparsity", "Target sparsity", 0, 1, 0.8)
                                .asPercent(1)
                                .withStep(0.01),
                        texts);
        bits =
                new SliderRow(
                        SliderSpec.of("bits", "Weight bits", 2, 32, 32)
                                .withStops(2, 3, 4, 5, 6, 7, 8, 32),
                        texts);
        drop = new SliderRow(SliderSpec.of("drop", "Drop", 0, 1, 0.3).withStep(0.01), texts);
        grow = new SliderRow(SliderSpec.of("grow", "Grow", 0, 1, 0.3).withStep(0.01), texts);
        SliderSpec longer = SliderSpec.of("steps", "Steps", 1, 100, 50).asWhole().withReach(4000);
        steps = new SliderRow(longer, texts);
        sparsity.onChange(heard::add);
        VBox page = new VBox(sparsity, bits, steps, new PairLink("pair", drop, grow, texts));
        page.getStyleClass().add("view-ground");
        Scene scene = new Scene(page, 288, 320);
        Theme.LIGHT.apply(scene);
        stage.setScene(scene);
        stage.show();
    }

    @Test
    void startsAtTheDefaultAndTellsNobody() {
        assertEquals(0.8, sparsity.value());
        assertEquals("80.0", sparsity.field().getText());
        assertEquals(List.of(), heard);
    }

    @Test
    void aDragMovesTheValueAndTellsEveryStepOfIt(FxRobot robot) {
        robot.drag("#sparsity .thumb", MouseButton.PRIMARY).moveBy(-30, 0).moveBy(-30, 0).drop();
        assertTrue(sparsity.value() < 0.7, "value " + sparsity.value());
        assertTrue(heard.size() >= 2, "heard " + heard);
        assertEquals(sparsity.value(), heard.getLast());
        assertEquals(Math.rint(sparsity.value() * 100), sparsity.value() * 100, 1e-9);
    }

    @Test
    void arrowKeysMoveByAStepAndWithShiftByTen(FxRobot robot) {
        focusSlider(robot);
        robot.type(KeyCode.RIGHT);
        assertEquals(0.81, sparsity.value());
        robot.press(KeyCode.SHIFT).type(KeyCode.LEFT).release(KeyCode.SHIFT);
        assertEquals(0.71, sparsity.value());
        robot.type(KeyCode.PAGE_UP);
        assertEquals(0.81, sparsity.value());
        robot.type(KeyCode.DELETE);
        assertEquals(0.8, sparsity.value());
    }

    @Test
    void aTypedValueIsTakenWithEnter(FxRobot robot) {
        type(robot, "#sparsity-value", "92.5 %");
        assertEquals(0.925, sparsity.value());
        assertEquals("92.5", sparsity.field().getText());
        assertEquals("", sparsity.errorText());
        assertEquals(List.of(0.925), heard);
    }

    @Test
    void rubbishIsSaidUnderTheTrackAndTheValueStays(FxRobot robot) {
        type(robot, "#sparsity-value", "many");
        assertEquals("Not a number. Kept at 80.0 %.", sparsity.errorText());
        assertEquals(0.8, sparsity.value());
        assertEquals(List.of(), heard);
        type(robot, "#sparsity-value", "50");
        assertEquals("", sparsity.errorText());
        assertEquals(0.5, sparsity.value());
    }

    @Test
    void aValueBetweenTheStopsIsRefusedWithTheListOfThem(FxRobot robot) {
        robot.interact(() -> bits.setValue(2));
        type(robot, "#bits-value", "1");
        assertEquals("2 to 8 or 32. Kept at 2.", bits.errorText());
        assertEquals(2, bits.value());
        assertEquals("1", bits.field().getText());
    }

    @Test
    void aValueBeyondTheTrackMayBeTypedUpToItsReach(FxRobot robot) {
        type(robot, "#steps-value", "2500");
        assertEquals(2500, steps.value());
        assertEquals(steps.slider().getMax(), steps.slider().getValue());
        type(robot, "#steps-value", "4001");
        assertEquals(2500, steps.value());
        assertTrue(steps.errorText().contains("4,000"), steps.errorText());
    }

    @Test
    void aDragAfterAnErrorTakesTheErrorAway(FxRobot robot) {
        type(robot, "#sparsity-value", "101");
        assertEquals("0.0 to 100.0 %. Kept at 80.0 %.", sparsity.errorText());
        focusSlider(robot);
        robot.type(KeyCode.LEFT);
        assertEquals("", sparsity.errorText());
    }

    @Test
    void aDoubleClickOnTheTrackGoesToTheDefault(FxRobot robot) {
        robot.interact(() -> sparsity.setValue(0.2));
        Bounds track =
                robot.lookup("#sparsity .track")
                        .query()
                        .localToScreen(robot.lookup("#sparsity .track").query().getBoundsInLocal());
        robot.doubleClickOn(track.getMinX() + track.getWidth() / 2, track.getCenterY());
        assertEquals(0.8, sparsity.value());
    }

    @Test
    void escapeTakesBackWhatWasTyped(FxRobot robot) {
        robot.clickOn("#sparsity-value").eraseText(4).write("12").type(KeyCode.ESCAPE);
        assertEquals("80.0", sparsity.field().getText());
        assertEquals(0.8, sparsity.value());
    }

    @Test
    void settingAValueTellsNobody(FxRobot robot) {
        robot.interact(() -> sparsity.setValue(0.5));
        assertEquals(0.5, sparsity.slider().getValue());
        assertEquals(List.of(), heard);
    }

    @Test
    void aBlockedRowCannotBeMovedAndSaysWhy(FxRobot robot) throws TimeoutException {
        robot.interact(() -> sparsity.setBlocked("Off while Gradients is Dense."));
        assertTrue(sparsity.slider().isDisabled());
        robot.moveTo(sparsity).moveBy(2, 0);
        WaitForAsyncUtils.waitFor(
                10, TimeUnit.SECONDS, () -> tooltips().contains("Off while Gradients is Dense."));
        robot.interact(() -> sparsity.setBlocked(""));
        focusSlider(robot);
        robot.type(KeyCode.RIGHT);
        assertEquals(0.81, sparsity.value());
    }

    @Test
    void anEqualPairMovesTogetherUntilItIsUnlocked(FxRobot robot) {
        robot.interact(() -> drop.slider().requestFocus());
        robot.type(KeyCode.RIGHT);
        assertEquals(0.31, grow.value());
        robot.clickOn("#pair");
        robot.interact(() -> grow.slider().requestFocus());
        robot.type(KeyCode.RIGHT);
        assertEquals(0.32, grow.value());
        assertEquals(0.31, drop.value());
        robot.clickOn("#pair");
        assertEquals(0.31, grow.value());
    }

    private static List<String> tooltips() {
        return List.copyOf(Window.getWindows()).stream()
                .filter(Tooltip.class::isInstance)
                .map(window -> ((Tooltip) window).getText())
                .toList();
    }

    private void focusSlider(FxRobot robot) {
        robot.interact(() -> sparsity.slider().requestFocus());
    }

    private static void type(FxRobot robot, String field, String text) {
        robot.clickOn(field);
        robot.interact(() -> robot.lookup(field).queryTextInputControl().selectAll());
        robot.write(text).type(KeyCode.ENTER);
    }
}
