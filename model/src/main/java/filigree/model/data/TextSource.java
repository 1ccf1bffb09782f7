package filigree.model.data;

/// Text to learn the next character of. An example is a sequence of `context` characters, each of
/// which has a class: the character after it.
///
/// The end of the text is the test part, what stands before that the validation part, and the rest
/// trains: three contiguous pieces that share no character.
public interface TextSource extends DataSource {
    /// Characters of a sequence, and so the most that a network can look back on: a divisor of 64.
    int context();

    /// Share of the text for validation.
    double validationShare();

    /// Share of the text for testing.
    double testShare();

    /// None: validation has a piece of the text of its own.
    @Override
    default int validation() {
        return 0;
    }

    /// Without effect: tokens are read as they are.
    @Override
    default Normalisation.Input input() {
        return Normalisation.Input.UNIT;
    }
}
