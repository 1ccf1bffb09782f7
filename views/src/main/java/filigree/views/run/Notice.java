package filigree.views.run;

import filigree.model.error.UserFacingException;
import filigree.model.train.Evaluation;
import filigree.model.train.TrainingEvent;

/// Something a person should be told once, beside what the numbers show.
public sealed interface Notice {
    /// A change took effect.
    record Changed(TrainingEvent.Changed event) implements Notice {}

    /// A change was refused; the run goes on.
    ///
    /// @param path of the value in the recipe
    record Refused(String path, UserFacingException why) implements Notice {}

    /// The test set was looked at.
    record Tested(Evaluation test, int looks) implements Notice {}

    /// The loss stopped being a finite number.
    record Diverged(long step) implements Notice {}

    /// Every step is done.
    record Finished(long step) implements Notice {}

    /// It broke.
    record Failed(Throwable cause) implements Notice {}
}
