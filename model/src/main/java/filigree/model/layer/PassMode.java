package filigree.model.layer;

import filigree.model.random.RandomStreams;
import filigree.model.random.RandomStreams.Purpose;

/// What kind of pass is under way: a step of training, or evaluation, where nothing is random.
///
/// One object serves all layers of a network that want to know. Whoever runs passes sets it between
/// two of them, on the thread that starts the workers; starting them publishes it.
public final class PassMode {
    private static final long EVALUATION = -1;
    private static final RandomStreams NONE = new RandomStreams(0);

    private long step = EVALUATION;
    private RandomStreams random = NONE;

    /// The passes that follow belong to this step of training.
    ///
    /// @param atStep counted from 0
    /// @param streams the run's
    public void train(long atStep, RandomStreams streams) {
        if (atStep < 0) {
            throw new IllegalArgumentException("step " + atStep);
        }
        step = atStep;
        random = streams;
    }

    /// The passes that follow only look: the state at the beginning.
    public void evaluate() {
        step = EVALUATION;
        random = NONE;
    }

    public boolean isTraining() {
        return step != EVALUATION;
    }

    /// The key of this step's random numbers.
    ///
    /// @throws IllegalStateException in evaluation
    long key(Purpose purpose, int index) {
        if (!isTraining()) {
            throw new IllegalStateException("nothing is random in evaluation");
        }
        return random.key(purpose, step, index);
    }
}
