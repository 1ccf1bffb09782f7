package filigree.app;

import filigree.model.error.Problem;
import filigree.model.error.UserFacingException;
import filigree.model.file.Json;
import filigree.model.recipe.Recipe;
import filigree.samples.Sample;
import filigree.samples.Samples;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What stands for a recipe on the command line: the id of a sample, or a file.
final class RecipeArgument {
    private RecipeArgument() {}

    /// @throws UserFacingException if it is neither, or the file is no recipe
    static Recipe read(String argument) {
        Optional<Sample> sample = Samples.find(argument);
        if (sample.isPresent()) {
            return sample.get().recipe();
        }
        Path file = path(argument);
        if (!Files.exists(file) && !looksLikeFile(argument)) {
            throw Samples.nearest(argument)
                    .map(s -> new UserFacingException("unknown-sample-near", argument, s.id()))
                    .orElseGet(() -> new UserFacingException("unknown-sample", argument));
        }
        Map<String, Object> tree = new LinkedHashMap<>();
        Json.parse(file)
                .forEach((key, value) -> {
                    if (value != null) { // null is as good as missing
                        tree.put(key, value);
                    }
                });
        try {
            return Recipe.fromTree(tree);
        } catch (UserFacingException e) { // it does not know which file this is
            List<Problem> problems = new ArrayList<>(e.problems());
            problems.addFirst(Problem.of("recipe-file", file));
            throw new UserFacingException(problems, e);
        }
    }

    private static Path path(String argument) {
        try {
            return Path.of(argument);
        } catch (InvalidPathException e) {
            throw new UserFacingException(List.of(Problem.of("unknown-sample", argument)), e);
        }
    }

    private static boolean looksLikeFile(String argument) {
        return argument.contains("/") || argument.contains("\\") || argument.contains(".");
    }
}
