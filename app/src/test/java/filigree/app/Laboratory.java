package filigree.app;

import filigree.model.file.Png;
import filigree.model.recipe.Recipe;
import filigree.model.text.Texts;
import filigree.model.train.Command;
import filigree.model.train.Run;
import filigree.model.train.RunState;
import filigree.model.train.TrainingEvent;
import filigree.samples.Samples;
import filigree.views.control.SliderRow;
import filigree.views.shell.Shell;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.application.Platform;
import javafx.css.PseudoClass;
import javafx.event.Event;
import javafx.event.EventType;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ScrollPane;
import javafx.scene.image.Image;
import javafx.scene.image.PixelFormat;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.PickResult;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/// The real window over a real training, and the hands that work in it.
final class Laboratory implements AutoCloseable {
    /// Slow enough for a machine that is busy with other tests, fast enough to see steps go by.
    static final double PACE = 100;

    private static final long PATIENCE_SECONDS = 30;

    private final FxRobot robot = new FxRobot();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<TrainingEvent> events = new CopyOnWriteArrayList<>();
    private final Shell shell;
    private final Stage stage;
    private Run run;

    private Laboratory(Path home, Recipe recipe, double width, double height) throws Exception {
        FxToolkit.registerPrimaryStage();
        var options = new WindowOptions(recipe, 1, home, Locale.ENGLISH);
        shell = onToolkit(() -> AppWindow.open(options, closed));
        stage =
                (Stage)
                        Window.getWindows().stream()
                                .filter(w ->
                                        w instanceof Stage s && "Filigree".equals(s.getTitle()))
                                .reduce((_, last) -> last)
                                .orElseThrow();
        onToolkit(() -> { // the screen of the headless toolkit is 1000 wide and draws from its
            // corner
            stage.setX(0);
            stage.setY(0);
            stage.setWidth(width);
            stage.setHeight(height);
            return stage;
        });
        waitFor(() -> shell.run().isPresent());
        run = shell.run().orElseThrow().run();
        follow();
    }

    /// Opens the window on a recipe for the digits.
    static Laboratory open(Path home, Recipe recipe) throws Exception {
        return open(home, recipe, 1280, 800);
    }

    static Laboratory open(Path home, Recipe recipe, double width, double height) throws Exception {
        return new Laboratory(home, recipe, width, height);
    }

    /// A run on the digits that goes on until it is stopped, 50 steps an epoch.
    static Recipe endless() {
        return Samples.find("digits-rigl-80")
                .orElseThrow()
                .recipe()
                .with("epochs", 10_000)
                .with("batch", 25);
    }

    private void follow() {
        run.submit(new Command.Pace(PACE));
        Runnable _ = run.listen(events::add);
    }

    FxRobot robot() {
        return robot;
    }

    Stage stage() {
        return stage;
    }

    Shell shell() {
        return shell;
    }

    Run run() {
        return run;
    }

    /// Waits for the run that comes after the present one, and follows it from now on.
    void followNextRun() throws TimeoutException {
        Run before = run;
        waitFor(() -> shell.run().orElseThrow().run() != before);
        run = shell.run().orElseThrow().run();
        events.clear();
        follow();
    }

    /// Changes of a value by hand that the run answered so far.
    List<TrainingEvent.Changed> changesOf(String path) {
        List<TrainingEvent.Changed> changes = new ArrayList<>();
        for (TrainingEvent event : events) {
            if (event instanceof TrainingEvent.Changed c && c.change().path().equals(path)) {
                changes.add(c);
            }
        }
        return changes;
    }

    /// Number of all changes by hand that took effect.
    int changes() {
        return (int) events.stream().filter(TrainingEvent.Changed.class::isInstance).count();
    }

    /// The window's own words, in English.
    static String text(String key) {
        return Texts.of("filigree.views.messages", Locale.ENGLISH, Shell.class.getClassLoader())
                .get(key);
    }

    /// Whether a tab is the chosen one.
    boolean isSelected(String id) throws Exception {
        return node(id).getPseudoClassStates().contains(PseudoClass.getPseudoClass("selected"));
    }

    /// Clicks on the button that says this.
    void clickOnText(String text) {
        robot.clickOn(
                robot.targetWindow(stage)
                        .lookup((Node n) -> n instanceof Button b && text.equals(b.getText()))
                        .queryButton());
    }

    static <T> T onToolkit(Callable<T> task) throws Exception {
        return WaitForAsyncUtils.asyncFx(task).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    static void waitFor(Callable<Boolean> condition) throws TimeoutException {
        WaitForAsyncUtils.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS, condition);
    }

    /// Waits for something of the run and tells, if it never comes, what came instead.
    ///
    /// @param what is waited for, for the message
    void waitUntil(String what, Callable<Boolean> condition) {
        try {
            waitFor(condition);
        } catch (TimeoutException e) {
            List<String> heard =
                    events.stream()
                            .filter(event ->
                                    event instanceof TrainingEvent.Changed
                                            || event instanceof TrainingEvent.Rejected)
                            .map(event ->
                                    event instanceof TrainingEvent.Changed c
                                            ? c.step() + ": " + c.change()
                                            : event.toString())
                            .toList();
            throw new AssertionError(
                    "never: "
                            + what
                            + "; "
                            + run.latest().state()
                            + " at step "
                            + run.latest().step()
                            + ", heard "
                            + heard,
                    e);
        }
    }

    /// Lets the window take over what the run has answered so far, and a step go by if it runs.
    void settle() throws Exception {
        long step = run.latest().step();
        waitFor(() -> run.latest().state() != RunState.RUNNING || run.latest().step() > step);
        refresh();
    }

    /// Whether the run has not yet answered all that a hand did to a value.
    boolean isChanging(String path) throws Exception {
        return onToolkit(() -> shell.run().orElseThrow().isChanging(path));
    }

    /// What the next pulse would do, now.
    private void refresh() throws Exception {
        onToolkit(() -> {
            shell.run().orElseThrow().refresh();
            return shell;
        });
        WaitForAsyncUtils.waitForFxEvents();
    }

    /// Writes what the window shows to a file, to look at when a test fails.
    void photograph(Path file) throws Exception {
        Image image = onToolkit(() -> stage.getScene().snapshot(null));
        int width = (int) image.getWidth();
        int height = (int) image.getHeight();
        int[] argb = new int[width * height];
        image.getPixelReader()
                .getPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), argb, 0, width);
        Files.write(file, Png.encode(argb, width, height));
    }

    void resize(double width, double height) throws Exception {
        onToolkit(() -> {
            stage.setX(0);
            stage.setY(0);
            stage.setWidth(width);
            stage.setHeight(height);
            return stage;
        });
        WaitForAsyncUtils.waitForFxEvents();
    }

    boolean has(String id) throws Exception {
        return onToolkit(() -> stage.getScene().lookup("#" + id) != null);
    }

    /// The node with this id, which may come with the next layout.
    Node node(String id) throws Exception {
        waitUntil("a node #" + id, () -> has(id));
        return Objects.requireNonNull(
                onToolkit(() -> stage.getScene().lookup("#" + id)), "no node #" + id);
    }

    /// The row around the slider of a recipe's value.
    SliderRow row(String path) throws Exception {
        for (Node n = node(id(path)); n != null; n = n.getParent()) {
            if (n instanceof SliderRow row) {
                return row;
            }
        }
        throw new AssertionError("no slider row around " + path);
    }

    static String id(String path) {
        return path.replace('.', '-');
    }

    /// Opens every section of the recipe.
    void openSections() throws Exception {
        onToolkit(() -> {
            openSections(stage.getScene().getRoot());
            return stage;
        });
        WaitForAsyncUtils.waitForFxEvents();
    }

    private static void openSections(Parent parent) {
        if (parent instanceof filigree.views.control.Section section) {
            section.openProperty().set(true);
        }
        for (Node child : parent.getChildrenUnmodifiable()) {
            if (child instanceof Parent p) {
                openSections(p);
            }
        }
    }

    /// Scrolls a node into what is seen of its panel.
    void reveal(Node node) throws Exception {
        onToolkit(() -> {
            stage.getScene().getRoot().layout();
            for (Node n = node; n != null; n = n.getParent()) {
                if (n instanceof ScrollPane pane) {
                    scrollTo(pane, node);
                }
            }
            stage.getScene().getRoot().layout();
            return node;
        });
        WaitForAsyncUtils.waitForFxEvents();
    }

    private static void scrollTo(ScrollPane pane, Node node) {
        Node content = pane.getContent();
        Bounds in = content.sceneToLocal(node.localToScene(node.getBoundsInLocal()));
        double seen = pane.getViewportBounds().getHeight();
        double hidden = content.getBoundsInLocal().getHeight() - seen;
        if (hidden > 0) {
            double top = in.getCenterY() - seen / 2;
            pane.setVvalue(Math.clamp(top / hidden, 0, 1));
        }
    }

    void click(String id) throws Exception {
        Node node = node(id);
        reveal(node);
        robot.clickOn(node);
    }

    /// Presses a button wherever it is, as assistive technology does.
    void fire(String id) throws Exception {
        Node node = node(id);
        onToolkit(() -> {
            ((ButtonBase) node).fire();
            return node;
        });
    }

    /// Drags the thumb of a slider to the side with more room.
    ///
    /// The events are made here: the headless toolkit forgets the pressed button as soon as the
    /// pointer leaves the thumb, which a slider with wide steps lets it do.
    void drag(String path) throws Exception {
        SliderRow row = row(path);
        reveal(row);
        Node thumb = row.slider().lookup(".thumb");
        Bounds track = inScene(row.slider());
        Bounds at = inScene(thumb);
        int way = at.getCenterX() < track.getCenterX() ? 16 : -16;
        mouse(thumb, MouseEvent.MOUSE_PRESSED, at.getCenterX(), at.getCenterY());
        for (int i = 1; i <= 3; i++) {
            mouse(thumb, MouseEvent.MOUSE_DRAGGED, at.getCenterX() + i * way, at.getCenterY());
        }
        mouse(thumb, MouseEvent.MOUSE_RELEASED, at.getCenterX() + 3 * way, at.getCenterY());
    }

    private void mouse(Node target, EventType<MouseEvent> type, double x, double y)
            throws Exception {
        boolean isDown = type != MouseEvent.MOUSE_RELEASED;
        onToolkit(() -> {
            Event.fireEvent(
                    target,
                    new MouseEvent(
                            type,
                            x,
                            y,
                            x + stage.getX(),
                            y + stage.getY(),
                            MouseButton.PRIMARY,
                            1,
                            false,
                            false,
                            false,
                            false,
                            isDown,
                            false,
                            false,
                            false,
                            false,
                            false,
                            new PickResult(null, x, y)));
            return target;
        });
    }

    /// Moves a slider with an arrow key, into the track where the thumb is at an end.
    void pressArrow(String path) throws Exception {
        SliderRow row = row(path);
        reveal(row);
        boolean right =
                row.slider().getValue() < (row.slider().getMin() + row.slider().getMax()) / 2;
        focus(row.slider());
        robot.type(right ? KeyCode.RIGHT : KeyCode.LEFT);
    }

    void focus(Node node) throws Exception {
        onToolkit(() -> {
            node.requestFocus();
            return node;
        });
        WaitForAsyncUtils.waitForFxEvents();
    }

    private static Bounds inScene(Node node) throws Exception {
        return onToolkit(() -> node.localToScene(node.getBoundsInLocal()));
    }

    /// Closes the window and waits until the run is kept.
    @Override
    public void close() {
        Platform.runLater(stage::hide);
        try {
            if (!closed.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("the run was not kept in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
