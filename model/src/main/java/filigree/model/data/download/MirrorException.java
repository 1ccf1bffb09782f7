package filigree.model.data.download;

import filigree.model.error.Problem;

/// One mirror did not give the file; another may.
final class MirrorException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;
    private final boolean worthAnotherTry;

    /// @param worthAnotherTry whether the same mirror may do better a moment later
    MirrorException(boolean worthAnotherTry, Problem problem) {
        super(problem.toString());
        this.problem = problem;
        this.worthAnotherTry = worthAnotherTry;
    }

    Problem problem() {
        return problem;
    }

    boolean isWorthAnotherTry() {
        return worthAnotherTry;
    }
}
