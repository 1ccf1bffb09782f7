package filigree.model.data;

import filigree.model.error.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A data set as its makers divided it.
///
/// @param training images to learn from
/// @param validation images to steer by, where they stand apart; empty where the last training
///   images are set aside
/// @param test images to judge by; same shape and classes
/// @param verified whether the files are, byte for byte, the ones known under this name
/// @param skipped what could not be read and was left out
public record LoadedData(
        Dataset training,
        Optional<Dataset> validation,
        Dataset test,
        boolean verified,
        List<Problem> skipped) {
    /// A data set in two parts.
    public LoadedData(Dataset training, Dataset test, boolean verified) {
        this(training, Optional.empty(), test, verified, List.of());
    }

    /// A data set in three parts.
    public LoadedData(
            Dataset training, Optional<Dataset> validation, Dataset test, boolean verified) {
        this(training, validation, test, verified, List.of());
    }

    public LoadedData {
        check(training, test);
        validation.ifPresent(v -> check(training, v));
        skipped = List.copyOf(skipped);
    }

    /// What a person should know before training: what was left out, and what makes the accuracy
    /// say less than it seems to.
    ///
    /// @param split of this data
    public List<Problem> cautions(Split split) {
        List<Problem> all = new ArrayList<>(skipped);
        all.addAll(DataCheck.of(split));
        return List.copyOf(all);
    }

    private static void check(Dataset training, Dataset other) {
        if (!training.shape().equals(other.shape()) || training.classes() != other.classes()) {
            throw new IllegalArgumentException(training.shape() + " and " + other.shape());
        }
    }
}
