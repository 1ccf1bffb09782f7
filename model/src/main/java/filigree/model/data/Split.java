package filigree.model.data;

import filigree.model.error.UserFacingException;

/// Which images train, which steer, which judge.
///
/// @param training learned from
/// @param validation looked at while choosing; the last images of the training data; may be empty
/// @param test looked at once
public record Split(DatasetPart training, DatasetPart validation, DatasetPart test) {
    /// Sets the last `validation` training images aside, where the data has no part for it.
    ///
    /// @param validation at least 0, less than the number of training images
    /// @throws UserFacingException if it is outside
    public static Split of(LoadedData data, int validation) {
        if (data.validation().isPresent()) {
            return new Split(
                    DatasetPart.all(data.training()),
                    DatasetPart.all(data.validation().get()),
                    DatasetPart.all(data.test()));
        }
        int all = data.training().examples();
        if (validation < 0 || validation >= all) {
            throw new UserFacingException("validation-size", validation, all - 1);
        }
        return new Split(
                new DatasetPart(data.training(), 0, all - validation),
                new DatasetPart(data.training(), all - validation, all),
                DatasetPart.all(data.test()));
    }
}
