package filigree.views.shell;

import filigree.model.data.DataFiles;
import filigree.model.recipe.Recipe;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/// What the window needs from the program around it.
///
/// @param bundled data that the application brings along
/// @param experiments recipes to start from, the opening one first
/// @param newRunFolder where a new run of a recipe is kept
/// @param threads how many work on a step
/// @param reports writes the report of a run's folder and returns its path
public record Services(
        DataFiles bundled,
        List<Experiment> experiments,
        Function<Recipe, Path> newRunFolder,
        int threads,
        ReportWriter reports) {
    public Services {
        experiments = List.copyOf(experiments);
    }

    /// A recipe to start from.
    ///
    /// @param id of the sample
    /// @param recipe complete
    public record Experiment(String id, Recipe recipe) {}

    /// Writes reports.
    @FunctionalInterface
    public interface ReportWriter {
        Path write(Path run, Locale locale);
    }
}
