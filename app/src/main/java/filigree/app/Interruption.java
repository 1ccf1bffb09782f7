package filigree.app;

import filigree.model.train.Command;
import filigree.model.train.Run;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Ctrl-C during a run: stops it after the step in progress and lets the process live until the
/// command has said where the run is kept.
final class Interruption implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 30; // a disk may hang; the process must not

    private final Run run;
    private final Runnable forget;
    private final CountDownLatch told = new CountDownLatch(1);
    private volatile boolean happened;

    Interruption(Interrupts interrupts, Run run) {
        this.run = run;
        this.forget = interrupts.beforeEnd(this::stop);
    }

    private void stop() {
        happened = true;
        run.submit(new Command.Stop());
        try {
            told.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    boolean happened() {
        return happened;
    }

    /// The command is done: the process may end.
    @Override
    public void close() {
        told.countDown();
        forget.run();
    }
}
