package filigree.model.data;

import java.util.Optional;

/// A data set as its makers divided it.
///
/// @param training images to learn from
/// @param validation images to steer by, where they stand apart; empty where the last training
///   images are set aside
/// @param test images to judge by; same shape and classes
/// @param verified whether the files are, byte for byte, the ones known under this name
public record LoadedData(
        Dataset training, Optional<Dataset> validation, Dataset test, boolean verified) {
    /// A data set in two parts.
    public LoadedData(Dataset training, Dataset test, boolean verified) {
        this(training, Optional.empty(), test, verified);
    }

    public LoadedData {
        check(training, test);
        validation.ifPresent(v -> check(training, v));
    }

    private static void check(Dataset training, Dataset other) {
        if (!training.shape().equals(other.shape()) || training.classes() != other.classes()) {
            throw new IllegalArgumentException(training.shape() + " and " + other.shape());
        }
    }
}
