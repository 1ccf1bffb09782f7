package filigree.model.layer;

/// What kind of pass is under way: a step of training, or evaluation, where nothing is random.
///
/// One object serves all layers of a network that want to know. Whoever runs passes sets it between
/// two of them, on the thread that starts the workers; starting them publishes it.
public final class PassMode {
    private static final long EVALUATION = -1;

    private long step = EVALUATION;

    /// The passes that follow belong to this step of training, counted from 0.
    public void train(long atStep) {
        if (atStep < 0) {
            throw new IllegalArgumentException("step " + atStep);
        }
        step = atStep;
    }

    /// The passes that follow only look: the state at the beginning.
    public void evaluate() {
        step = EVALUATION;
    }

    public boolean isTraining() {
        return step != EVALUATION;
    }

    /// The step of training.
    ///
    /// @throws IllegalStateException in evaluation
    public long step() {
        if (!isTraining()) {
            throw new IllegalStateException("evaluation has no step");
        }
        return step;
    }
}
