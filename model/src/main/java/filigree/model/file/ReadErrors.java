package filigree.model.file;

import filigree.model.error.Problem;
import filigree.model.error.UserFacingException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/// What the operating system says about a failed read, as something a person can act on.
public final class ReadErrors {
    private ReadErrors() {}

    /// Returns the error for a file.
    ///
    /// @param file that was to be read
    public static UserFacingException of(Path file, IOException e) {
        return of(file.toString(), e);
    }

    /// Returns the error for something read from elsewhere.
    ///
    /// @param name of what was to be read, as a person knows it
    public static UserFacingException of(String name, IOException e) {
        if (e instanceof NoSuchFileException || e instanceof FileNotFoundException) {
            return new UserFacingException(List.of(Problem.of("file-missing", name)), e);
        }
        if (e instanceof AccessDeniedException) {
            return new UserFacingException(List.of(Problem.of("read-refused", name)), e);
        }
        return new UserFacingException(
                List.of(Problem.of("read-failed", name, WriteErrors.reason(e))), e);
    }
}
