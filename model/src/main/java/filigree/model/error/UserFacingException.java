package filigree.model.error;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A failure the person at the screen can do something about.
///
/// It carries no sentence: `filigree.model.text.Texts` turns each [Problem] into one, in the
/// person's language, that says what is wrong, where, and what to do. Bugs in our own code are not
/// this: they stay `IllegalArgumentException` and `IllegalStateException`.
public final class UserFacingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    public UserFacingException(String id, Object... arguments) {
        this(List.of(Problem.of(id, arguments)), null);
    }

    /// @param problems everything found wrong, most important first; at least one
    /// @param cause what led to it, for a log
    public UserFacingException(List<Problem> problems, @Nullable Throwable cause) {
        super(
                problems.stream()
                        .map(p -> p.id() + p.arguments())
                        .collect(Collectors.joining(", ")),
                cause);
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }
}
