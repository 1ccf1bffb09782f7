package filigree.app;

import filigree.model.recipe.Recipe;
import java.nio.file.Path;
import java.util.Locale;

/// How the window starts.
///
/// @param recipe it opens with
/// @param threads how many train
/// @param home where runs and settings are kept
/// @param locale of its words, unless another one was chosen in the window before
public record WindowOptions(Recipe recipe, int threads, Path home, Locale locale) {}
