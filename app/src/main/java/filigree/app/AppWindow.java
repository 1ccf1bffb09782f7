package filigree.app;

import filigree.model.data.DataSource;
import filigree.model.data.download.RemoteData;
import filigree.model.recipe.Recipe;
import filigree.samples.Samples;
import filigree.views.shell.Services;
import filigree.views.shell.Services.Experiment;
import filigree.views.shell.Shell;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import javafx.application.Platform;
import javafx.stage.Stage;
import javafx.stage.WindowEvent;

/// Starts the toolkit and opens the window.
final class AppWindow {
    private AppWindow() {}

    /// Opens the window and returns when it was closed. Call it once, not on the toolkit's thread.
    ///
    /// @throws RuntimeException if the toolkit does not start
    static void launch(WindowOptions options) throws InterruptedException {
        var closed = new CountDownLatch(1);
        var failure = new AtomicReference<Optional<RuntimeException>>(Optional.empty());
        Platform.startup(() -> {
            Platform.setImplicitExit(false); // the run is still being kept when the window is gone
            try {
                open(options, closed);
            } catch (RuntimeException e) {
                failure.set(Optional.of(e));
                closed.countDown();
            }
        });
        closed.await();
        Platform.exit();
        if (failure.get().isPresent()) {
            throw failure.get().get();
        }
    }

    /// @param closed counted down when the window has closed and its run is kept
    static Shell open(WindowOptions options, CountDownLatch closed) {
        var stage = new Stage();
        var places = new Places(options.home());
        var settings = Settings.read(places);
        var shell =
                new Shell(
                        stage,
                        services(options),
                        new Shell.Taste(
                                settings.theme(), settings.language().orElse(options.locale())));
        shell.onTaste(
                taste -> new Settings(taste.theme(), Optional.of(taste.language())).write(places));
        stage.addEventHandler(WindowEvent.WINDOW_HIDDEN, _ -> shell.whenKept(closed::countDown));
        shell.show();
        return shell;
    }

    private static Services services(WindowOptions options) {
        var places = new Places(options.home());
        return new Services(
                places.dataFiles(),
                experiments(options.recipe(), places),
                recipe -> places.newRun(recipe.name(), Places.now()),
                options.threads(),
                (run, locale) -> {
                    Path target = Reports.placeIn(run);
                    return Reports.write(List.of(run), target, locale);
                });
    }

    /// What the window offers to start: the recipe it was opened with, then the samples whose data
    /// are here.
    static List<Experiment> experiments(Recipe opened, Places places) {
        List<Experiment> experiments = new ArrayList<>();
        experiments.add(new Experiment(opened.name(), opened));
        for (var sample : Samples.all()) {
            Recipe recipe = sample.recipe();
            if (!sample.id().equals(opened.name()) && isHere(recipe.data(), places)) {
                experiments.add(new Experiment(sample.id(), recipe));
            }
        }
        return experiments;
    }

    /// Whether training can begin at once: what has to be fetched is offered once it was.
    private static boolean isHere(DataSource data, Places places) {
        String id = data.type().id();
        return RemoteData.find(id).stream().allMatch(d -> d.isIn(places.data().resolve(id)));
    }
}
