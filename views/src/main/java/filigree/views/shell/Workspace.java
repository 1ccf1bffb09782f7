package filigree.views.shell;

import filigree.model.train.RunState;
import filigree.views.control.Icon;
import filigree.views.control.IconButton;
import filigree.views.control.Numbers;
import filigree.views.control.PlainScroll;
import filigree.views.control.StepCursor;
import filigree.views.control.Toast;
import filigree.views.control.ToastLayer;
import filigree.views.control.Tone;
import filigree.views.fx.FrameGovernor;
import filigree.views.fx.FxThread;
import filigree.views.fx.Pulse;
import filigree.views.fx.Refresh.Kind;
import filigree.views.inspector.InspectorView;
import filigree.views.masks.MasksController;
import filigree.views.overview.OverviewController;
import filigree.views.recipe.RecipeView;
import filigree.views.recipe.RecipeViewModel;
import filigree.views.run.MaskFilm;
import filigree.views.run.Notice;
import filigree.views.run.RunViewModel;
import filigree.views.run.RunWords;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.fxml.FXML;
import javafx.fxml.FXMLLoader;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.StackPane;

/// Everything around one run: bars, recipe, views, inspector, timeline, status. Made anew for
/// another run or another language.
final class Workspace {
    private static final double FOLD_INSPECTOR = 1360;
    private static final double FOLD_RECIPE = 1200;

    private final RunViewModel run;
    private final RecipeViewModel recipe;
    private final RunWords words;
    private final ToastLayer toasts;
    private final Parent root;
    private final Pulse pulse = new Pulse(new FrameGovernor());
    private final StepCursor cursor = new StepCursor();
    private final ViewTabs tabs;
    private final SidePanel recipePanel;
    private final SidePanel inspectorPanel;
    private boolean ended;

    @FXML private StackPane topPlace;
    @FXML private BorderPane middle;
    @FXML private StackPane tabsPlace;
    @FXML private StackPane viewPlace;
    @FXML private StackPane timelinePlace;
    @FXML private StackPane statusPlace;

    Workspace(
            Shell shell,
            RunViewModel run,
            RecipeViewModel recipe,
            RunWords words,
            ToastLayer toasts,
            Place place) {
        this.run = run;
        this.recipe = recipe;
        this.words = words;
        this.toasts = toasts;
        this.root = load("shell/shell.fxml", this);
        TopBar top = new TopBar(run, words, shell);
        TimelineStrip timeline = new TimelineStrip(run, words, cursor);
        StatusLine status = new StatusLine(run, words);
        OverviewController overview = new OverviewController(run, words, cursor);
        MasksController masks = new MasksController(run, words, cursor);
        Node overviewNode = load("overview/overview.fxml", overview);
        Node masksNode = load("masks/masks.fxml", masks);
        InspectorView inspector = new InspectorView(run, words);
        recipePanel = recipePanel();
        inspectorPanel = inspectorPanel(inspector);
        tabs =
                new ViewTabs(
                        List.of(text("view.overview"), text("view.masks")),
                        List.of(overviewNode, masksNode),
                        viewPlace);
        topPlace.getChildren().setAll(top);
        tabsPlace.getChildren().setAll(tabs.bar());
        timelinePlace.getChildren().setAll(timeline);
        statusPlace.getChildren().setAll(status);
        viewPlace.getChildren().add(toasts);
        middle.setLeft(recipePanel);
        middle.setRight(inspectorPanel);
        tabs.chosenProperty()
                .subscribe(view -> {
                    inspector.showWeight(view.intValue() == 1);
                    makeRoomForMasks(view.intValue() == 1);
                });
        tabs.choose(place.view());
        place.recipeFolded().ifPresent(recipePanel.foldedProperty()::set);
        foldWhenNarrow();
        pulse.before(run::refresh);
        pulse.roomIn(run.run()::makeRoom);
        pulse.savesWhile(() -> run.snapshot().state() == RunState.RUNNING);
        overview.refreshedBy(pulse);
        masks.refreshedBy(pulse);
        pulse.add(inspector, Kind.NUMBER, _ -> inspector.refresh());
        pulse.add(root, Kind.NUMBER, _ -> refreshBars(top, timeline, status));
        timeline.bar().pickedProperty().subscribe(step -> masks.lookAt(frameAt(step.longValue())));
        run.listen(this::tell);
        pulse.start();
    }

    /// Together: they say the same step, and changes of one line are painted as one.
    private static boolean refreshBars(TopBar top, TimelineStrip timeline, StatusLine status) {
        top.refresh();
        timeline.refresh();
        return status.refresh();
    }

    private String text(String key) {
        return words.own().get(key);
    }

    private static Parent load(String fxml, Object controller) {
        FXMLLoader loader = new FXMLLoader(Workspace.class.getResource("/filigree/views/" + fxml));
        loader.setController(controller);
        try {
            return loader.load();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // our own file, in our own jar
        }
    }

    private SidePanel recipePanel() {
        IconButton undo = new IconButton(Icon.UNDO, text("recipe.undo"), run::undo);
        IconButton redo = new IconButton(Icon.REDO, text("recipe.redo"), run::redo);
        undo.setId("undo");
        redo.setId("redo");
        undo.disableProperty().bind(run.canUndoProperty().not());
        redo.disableProperty().bind(run.canRedoProperty().not());
        RecipeView view =
                new RecipeView(
                        recipe,
                        words,
                        Bindings.createIntegerBinding(
                                () -> run.changesProperty().get().size(), run.changesProperty()));
        return new SidePanel(
                        text("recipe.title"),
                        Icon.PANEL_LEFT,
                        text("recipe.fold"),
                        text("recipe.unfold"),
                        288,
                        view,
                        undo,
                        redo)
                .named("recipe");
    }

    private SidePanel inspectorPanel(InspectorView inspector) {
        PlainScroll scroll = new PlainScroll(inspector);
        scroll.getStyleClass().add("edge-to-edge");
        return new SidePanel(
                        text("inspector.title"),
                        Icon.PANEL_RIGHT,
                        text("inspector.fold"),
                        text("inspector.unfold"),
                        272,
                        scroll)
                .named("inspector");
    }

    /// In a narrow window the inspector folds first, then the recipe.
    private void foldWhenNarrow() {
        middle.widthProperty()
                .subscribe((before, now) -> {
                    if (crosses(before, now, FOLD_INSPECTOR)) {
                        inspectorPanel.foldedProperty().set(now.doubleValue() < FOLD_INSPECTOR);
                    }
                    if (crosses(before, now, FOLD_RECIPE)) {
                        recipePanel.foldedProperty().set(now.doubleValue() < FOLD_RECIPE);
                    }
                });
    }

    /// The matrix gets the recipe's place while it is on show; opened again, the recipe stays.
    private void makeRoomForMasks(boolean shown) {
        boolean wide = middle.getWidth() == 0 || middle.getWidth() >= FOLD_RECIPE;
        recipePanel.foldedProperty().set(shown || !wide);
    }

    private static boolean crosses(Number before, Number now, double limit) {
        boolean wasWide = before.doubleValue() == 0 || before.doubleValue() >= limit;
        return wasWide != now.doubleValue() >= limit;
    }

    private Optional<MaskFilm.Frame> frameAt(long step) {
        return step == StepCursor.NONE
                ? Optional.empty()
                : run.film().frames().stream()
                        .filter(f -> f.step() <= step)
                        .max(Comparator.comparingLong(MaskFilm.Frame::step));
    }

    Parent root() {
        return root;
    }

    RunViewModel run() {
        return run;
    }

    RecipeViewModel recipe() {
        return recipe;
    }

    Place place() {
        return new Place(
                tabs.chosenProperty().get(), Optional.of(recipePanel.foldedProperty().get()));
    }

    void choose(int view) {
        tabs.choose(view);
    }

    void setSidesShown(boolean shown) {
        middle.setLeft(shown ? recipePanel : null);
        middle.setRight(shown ? inspectorPanel : null);
    }

    private void tell(Notice notice) {
        if (ended) {
            return;
        }
        switch (notice) {
            case Notice.Changed(var e) -> {
                String path = e.change().path();
                String label = words.label(e.recipe(), path);
                toasts.show(
                        new Toast(
                                Tone.SUCCESS,
                                words.own()
                                        .get(
                                                "toast.changed",
                                                label,
                                                words.value(e.recipe(), path, e.change().value())),
                                words.own()
                                        .get(
                                                "toast.was",
                                                words.value(e.recipe(), path, e.before()),
                                                Numbers.count(e.step())),
                                text("toast.undo"),
                                run::undo));
            }
            case Notice.Refused(_, var why) ->
                    toasts.show(
                            Toast.of(Tone.WARNING, text("toast.refused"), words.core().get(why)));
            case Notice.Tested(var test, int looks) ->
                    toasts.show(
                            Toast.of(
                                    Tone.SUCCESS,
                                    words.own()
                                            .get(
                                                    test.ofTokens()
                                                            ? "toast.tested.text"
                                                            : "toast.tested",
                                                    Numbers.percent(test.accuracy(), 2),
                                                    Numbers.count(test.examples())),
                                    words.own().get("toast.looks", looks)));
            case Notice.Diverged(long step) ->
                    toasts.show(
                            Toast.of(
                                    Tone.WARNING,
                                    words.own().get("toast.diverged", Numbers.count(step)),
                                    text("toast.diverged.help")));
            case Notice.Finished _ -> {}
            case Notice.Failed(var cause) ->
                    toasts.show(
                            Toast.of(
                                    Tone.WARNING,
                                    text("toast.failed"),
                                    String.valueOf(cause.getMessage())));
        }
    }

    /// Stops drawing; the run goes on.
    void detach() {
        ended = true;
        pulse.stop();
    }

    /// Stops drawing and ends the run, which is kept.
    ///
    /// @param then called on the JavaFX thread when it is on disk
    void end(Runnable then) {
        detach();
        Thread.ofPlatform()
                .name("end")
                .start(() -> {
                    run.run().close();
                    FxThread.run(then);
                });
    }
}
