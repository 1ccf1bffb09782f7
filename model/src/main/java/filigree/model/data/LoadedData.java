package filigree.model.data;

/// A data set as its makers divided it.
///
/// @param training images to learn from
/// @param test images to judge by; same shape and classes
/// @param verified whether the files are, byte for byte, the ones known under this name
public record LoadedData(Dataset training, Dataset test, boolean verified) {
    public LoadedData {
        if (!training.shape().equals(test.shape()) || training.classes() != test.classes()) {
            throw new IllegalArgumentException(training.shape() + " and " + test.shape());
        }
    }
}
