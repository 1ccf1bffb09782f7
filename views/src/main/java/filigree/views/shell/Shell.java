package filigree.views.shell;

import filigree.model.error.Problem;
import filigree.model.error.UserFacingException;
import filigree.model.recipe.Recipe;
import filigree.model.text.Texts;
import filigree.model.train.Run;
import filigree.views.control.EmptyState;
import filigree.views.control.Icon;
import filigree.views.control.Logo;
import filigree.views.control.Toast;
import filigree.views.control.ToastLayer;
import filigree.views.control.Tone;
import filigree.views.fx.FxThread;
import filigree.views.recipe.RecipeViewModel;
import filigree.views.run.RunViewModel;
import filigree.views.run.RunWords;
import filigree.views.theme.Fonts;
import filigree.views.theme.Theme;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.geometry.Pos;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;

/// The window: opens runs, shows one, and keeps what outlives a run: theme, language, place.
public final class Shell {
    private static final double WIDTH = 1440;
    private static final double HEIGHT = 900;

    private final Stage stage;
    private final Services services;
    private final RunOpener opener;
    private final StackPane root = new StackPane();
    private final Scene scene = new Scene(root, WIDTH, HEIGHT);
    private RunWords words;
    private ToastLayer toasts;
    private Theme theme;
    private Consumer<Taste> onTaste = _ -> {};
    private Optional<Workspace> workspace = Optional.empty();
    private Runnable startNow = () -> {}; // the run that waits for its window, if any
    private Runnable onKept = () -> {};
    private boolean isKept;

    /// What a person likes.
    ///
    /// @param theme light or dark
    /// @param language of the words, English or Chinese
    public record Taste(Theme theme, Locale language) {}

    public Shell(Stage stage, Services services, Taste taste) {
        this.stage = stage;
        this.services = services;
        this.opener = new RunOpener(services);
        Fonts.load();
        this.words = wordsIn(taste.language());
        this.theme = taste.theme();
        this.toasts = new ToastLayer(words.own());
        theme.apply(scene);
        applyDataColours();
        scene.getStylesheets().add(sheet("shell/shell.css"));
        styleFor(taste.language());
        stage.setScene(scene);
        stage.setTitle(words.own().get("app.name"));
        stage.setMinWidth(1100);
        stage.setMinHeight(700);
        stage.setOnHidden(_ -> close());
        new Shortcuts(this).listen(scene);
    }

    private static RunWords wordsIn(Locale language) {
        return new RunWords(
                Texts.core(language),
                Texts.of("filigree.views.messages", language, Shell.class.getClassLoader()));
    }

    private static String sheet(String name) {
        return java.util.Objects.requireNonNull(
                        Shell.class.getResource("/filigree/views/" + name), name)
                .toExternalForm();
    }

    /// Shows the window and starts the opening experiment.
    public void show() {
        root.getChildren().setAll(opening());
        stage.show();
        open(services.experiments().getFirst().recipe());
    }

    /// Called when a person has chosen another theme or language.
    public void onTaste(Consumer<Taste> listener) {
        onTaste = listener;
    }

    Services services() {
        return services;
    }

    Theme theme() {
        return theme;
    }

    Optional<Workspace> workspace() {
        return workspace;
    }

    /// The run on show, if one is open.
    public Optional<RunViewModel> run() {
        return workspace.map(Workspace::run);
    }

    /// Starts another experiment; the present run is stopped and kept.
    void open(Recipe recipe) {
        opener.open(recipe, Run.Options.whole(), this::opened, this::refused);
    }

    /// What is seen while data is read.
    private VBox opening() {
        Label text = new Label(words.own().get("open.wait"));
        text.getStyleClass().add("muted");
        VBox box = new VBox(16, new Logo(48), text);
        box.setAlignment(Pos.CENTER);
        box.getStyleClass().add("view-ground");
        return box;
    }

    private void opened(Run run) {
        startNow.run(); // only a run that was started can end
        workspace.ifPresent(w -> w.end(() -> {}));
        RunViewModel model = new RunViewModel(run);
        show(
                model,
                new RecipeViewModel(model),
                workspace.map(Workspace::place).orElse(Place.START));
        warn(run.facts().cautions());
        startWhenLaidOut(run);
    }

    private void warn(List<Problem> cautions) {
        if (!cautions.isEmpty()) {
            String all = cautions.stream().map(words.core()::get).collect(Collectors.joining("\n"));
            toasts.show(Toast.of(Tone.WARNING, words.own().get("open.cautions"), all));
        }
    }

    /// Training takes every core at once; the window's first layout would wait for it.
    private void startWhenLaidOut(Run run) {
        Runnable[] listener = new Runnable[1];
        startNow =
                () -> {
                    startNow = () -> {};
                    scene.removePostLayoutPulseListener(listener[0]);
                    run.start();
                };
        listener[0] = () -> startNow.run();
        scene.addPostLayoutPulseListener(listener[0]);
    }

    private void show(RunViewModel run, RecipeViewModel recipe, Place place) {
        toasts = new ToastLayer(words.own());
        Workspace next = new Workspace(this, run, recipe, words, toasts, place);
        next.setSidesShown(!isPresenting());
        workspace = Optional.of(next);
        root.getChildren().setAll(next.root());
    }

    private void refused(UserFacingException e) {
        if (workspace.isPresent()) {
            toasts.show(
                    Toast.of(Tone.DANGER, words.own().get("open.refused"), words.core().get(e)));
        } else {
            root.getChildren()
                    .setAll(
                            new EmptyState(
                                    Icon.WARNING,
                                    words.own().get("open.refused"),
                                    words.core().get(e),
                                    words.own().get("open.again"),
                                    () -> open(services.experiments().getFirst().recipe())));
        }
    }

    /// Starts anew from the recipe as it stands in the panel.
    void reset() {
        workspace.ifPresent(w -> open(w.recipe().draft()));
    }

    /// Runs, pauses, or where the run is over starts anew.
    void toggle() {
        run().ifPresent(r -> {
            if (r.snapshot().state().isOver()) {
                reset();
            } else {
                r.toggle();
            }
        });
    }

    void restartWithSeed(String seed) {
        workspace.ifPresent(w -> {
            if (!seed.isEmpty()) {
                open(w.recipe().draft().with("seed", Long.parseLong(seed)));
            }
        });
    }

    void setTheme(Theme wanted) {
        theme = wanted;
        theme.apply(scene);
        applyDataColours();
        onTaste.accept(new Taste(theme, words.own().locale()));
    }

    private void applyDataColours() {
        String light = sheet("data-light.css");
        String dark = sheet("data-dark.css");
        scene.getStylesheets().removeAll(light, dark);
        scene.getStylesheets().add(theme == Theme.LIGHT ? light : dark);
    }

    private void styleFor(Locale language) {
        root.getStyleClass().remove("chinese");
        if (language.getLanguage().equals("zh")) {
            root.getStyleClass().add("chinese");
        }
    }

    /// Says everything in another language; the run goes on.
    void setLanguage(Locale language) {
        words = wordsIn(language);
        styleFor(language);
        onTaste.accept(new Taste(theme, words.own().locale()));
        workspace.ifPresent(w -> {
            w.detach();
            show(w.run(), w.recipe(), w.place());
        });
    }

    /// Writes the report of the run so far and says where.
    void report() {
        workspace
                .flatMap(w -> w.run().run().folder())
                .ifPresent(folder ->
                        Thread.ofVirtual().name("report").start(() -> writeReport(folder)));
    }

    private void writeReport(Path folder) {
        try {
            Path file = services.reports().write(folder, words.own().locale());
            FxThread.run(() ->
                    toasts.show(
                            Toast.of(
                                    Tone.SUCCESS,
                                    words.own().get("report.written"),
                                    file.toString())));
        } catch (UserFacingException e) {
            FxThread.run(() ->
                    toasts.show(
                            Toast.of(
                                    Tone.DANGER,
                                    words.own().get("report.failed"),
                                    words.core().get(e))));
        }
    }

    private boolean isPresenting() {
        return root.getStyleClass().contains("presentation");
    }

    void togglePresentation() {
        boolean on = !isPresenting();
        if (on) {
            root.getStyleClass().add("presentation");
        } else {
            root.getStyleClass().remove("presentation");
        }
        stage.setFullScreen(on);
        workspace.ifPresent(w -> w.setSidesShown(!on));
    }

    private void close() {
        startNow.run();
        workspace.ifPresent(w -> w.end(this::kept));
    }

    /// Calls back when the window has closed and its run is on disk.
    public void whenKept(Runnable then) {
        if (isKept || workspace.isEmpty()) {
            then.run();
        } else {
            onKept = then;
        }
    }

    private void kept() {
        isKept = true;
        onKept.run();
    }
}
