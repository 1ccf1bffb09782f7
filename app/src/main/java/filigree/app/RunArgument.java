package filigree.app;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/// What may stand for a run on the command line, where a recipe may stand too.
final class RunArgument {
    private RunArgument() {}

    /// Returns the folder, absolute, if there is a run in it.
    static Optional<Path> folder(String argument) {
        try {
            Path path = Path.of(argument).toAbsolutePath().normalize();
            return Files.isRegularFile(path.resolve("run.json"))
                    ? Optional.of(path)
                    : Optional.empty();
        } catch (InvalidPathException _) {
            return Optional.empty();
        }
    }
}
