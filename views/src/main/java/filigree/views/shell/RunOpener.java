package filigree.views.shell;

import filigree.model.data.DataSource;
import filigree.model.data.LoadedData;
import filigree.model.error.UserFacingException;
import filigree.model.recipe.Recipe;
import filigree.model.train.Run;
import filigree.model.train.RunFolder;
import filigree.model.train.Trainer;
import filigree.views.fx.FxThread;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Opens runs off the JavaFX thread: reads data (kept for the next run), builds the network, makes
/// the run's folder.
final class RunOpener {
    private record Kept(DataSource source, LoadedData data) {}

    private final Services services;
    private volatile @Nullable Kept kept;

    RunOpener(Services services) {
        this.services = services;
    }

    /// Opens a run and hands it over on the JavaFX thread, not yet started.
    ///
    /// @param options how it goes
    /// @param opened told of the run
    /// @param refused told if the recipe or its data is not good
    void open(
            Recipe recipe,
            Run.Options options,
            Consumer<Run> opened,
            Consumer<UserFacingException> refused) {
        Thread.ofVirtual()
                .name("open")
                .start(() -> {
                    try {
                        Run run = open(recipe, options);
                        FxThread.run(() -> opened.accept(run));
                    } catch (UserFacingException e) {
                        FxThread.run(() -> refused.accept(e));
                    }
                });
    }

    private Run open(Recipe recipe, Run.Options options) {
        Trainer trainer = new Trainer(recipe, dataOf(recipe.data()), services.threads());
        try {
            RunFolder folder =
                    new RunFolder(
                            services.newRunFolder().apply(recipe),
                            recipe,
                            Run.environment(services.threads()));
            return new Run(trainer, Optional.of(folder), options);
        } catch (UserFacingException e) {
            trainer.close();
            throw e;
        }
    }

    private LoadedData dataOf(DataSource source) {
        Kept last = kept;
        if (last != null && last.source().equals(source)) {
            return last.data();
        }
        LoadedData data = source.load(services.bundled());
        kept = new Kept(source, data);
        return data;
    }
}
