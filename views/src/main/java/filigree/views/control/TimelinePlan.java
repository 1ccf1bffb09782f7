package filigree.views.control;

/// What the timeline spans and which updates are planned.
///
/// @param lastStep of the run, over 0
/// @param stepsPerEpoch over 0
/// @param every steps between updates, 0 for none
/// @param firstStep of updates
/// @param endStep of updates
public record TimelinePlan(
        long lastStep, long stepsPerEpoch, long every, long firstStep, long endStep) {
    public TimelinePlan {
        if (lastStep <= 0 || stepsPerEpoch <= 0 || every < 0) {
            throw new IllegalArgumentException(
                    "timeline of " + lastStep + " steps, " + stepsPerEpoch + " an epoch");
        }
    }

    /// A run without topology updates.
    public static TimelinePlan withoutUpdates(long lastStep, long stepsPerEpoch) {
        return new TimelinePlan(lastStep, stepsPerEpoch, 0, 0, 0);
    }
}
