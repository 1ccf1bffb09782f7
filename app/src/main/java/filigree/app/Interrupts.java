package filigree.app;

/// How a process is told to end: Ctrl-C, or a polite kill.
@FunctionalInterface
interface Interrupts {
    /// Registers what has to happen first.
    ///
    /// @param stop runs on a thread of its own; the process ends when it returns
    /// @return takes it away again
    Runnable beforeEnd(Runnable stop);

    /// Those of this process.
    static Interrupts ofProcess() {
        return stop -> {
            Thread hook = new Thread(stop, "interrupt");
            Runtime.getRuntime().addShutdownHook(hook);
            return () -> {
                try {
                    Runtime.getRuntime().removeShutdownHook(hook);
                } catch (IllegalStateException _) {
                    // the process is ending already, so the hook is at work
                }
            };
        };
    }
}
