package filigree.model.train;

/// A part of the data that a network can be judged on.
public enum Part {
    VALIDATION,
    TEST
}
