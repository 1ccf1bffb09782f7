package filigree.app;

/// What the process tells its caller.
final class ExitCode {
    static final int DONE = 0;

    /// A bug of ours.
    static final int BUG = 1;

    /// Something the person who called can mend.
    static final int REFUSED = 2;

    /// The loss stopped being a finite number.
    static final int DIVERGED = 3;

    /// A replay did not give the same checkpoint.
    static final int DIFFERENT = 4;

    /// Stopped by Ctrl-C; what a shell expects.
    static final int INTERRUPTED = 130;

    private ExitCode() {}
}
