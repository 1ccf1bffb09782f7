package filigree.model.train;

/// What a person may ask of a run. Applied in order, between two steps.
public sealed interface Command {
    record Pause() implements Command {}

    record Resume() implements Command {}

    /// Does one step, then pauses.
    record OneStep() implements Command {}

    /// Goes on to the end of the epoch, then pauses.
    record OneEpoch() implements Command {}

    /// Ends the run and keeps it.
    record Stop() implements Command {}

    /// Limits the pace; changes no result.
    ///
    /// @param stepsPerSecond at most so many; 0 for as fast as it goes
    record Pace(double stepsPerSecond) implements Command {}

    /// Looks at the test set; the run counts how often.
    record LookAtTest() implements Command {}

    /// Replaces one live value of the recipe, from the next step on.
    ///
    /// @param path keys from the top of the recipe, for example `maskUpdater.dropFraction.initial`
    /// @param value as it would stand in recipe JSON
    record Change(String path, Object value) implements Command {}
}
