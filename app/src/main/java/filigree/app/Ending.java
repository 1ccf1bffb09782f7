package filigree.app;

import filigree.model.train.Evaluation;
import filigree.model.train.TrainingEvent;
import java.util.Optional;
import java.util.function.Consumer;

/// Remembers how a run ended. Written on the training thread, read after it.
final class Ending implements Consumer<TrainingEvent> {
    private volatile Optional<Evaluation> test = Optional.empty();
    private volatile Optional<Throwable> cause = Optional.empty();

    @Override
    public void accept(TrainingEvent event) {
        if (event instanceof TrainingEvent.Tested e) {
            test = Optional.of(e.test());
        } else if (event instanceof TrainingEvent.Failed e) {
            cause = Optional.of(e.cause());
        }
    }

    Optional<Evaluation> test() {
        return test;
    }

    /// Throws what broke the run, if anything did.
    void rethrow() {
        if (cause.isPresent()) {
            Throwable t = cause.get();
            if (t instanceof RuntimeException e) {
                throw e;
            }
            throw new IllegalStateException("the training thread ended early", t);
        }
    }
}
