package filigree.model.train;

/// When the validation set is looked at: a function of the step, so that a run's curve does not
/// depend on where it is run. Eight times as often in the first half epoch, where most happens.
///
/// @param stepsPerEpoch whole batches of an epoch
/// @param steps of the whole run
record Cadence(long stepsPerEpoch, long steps) {
    private static final int PER_EPOCH = 2;
    private static final int EARLY = 8;

    /// @param completed steps done so far, at least 1
    boolean isDue(long completed) {
        long interval = Math.max(1, stepsPerEpoch / PER_EPOCH);
        boolean early = completed <= interval && completed % Math.max(1, interval / EARLY) == 0;
        return completed == steps || completed % interval == 0 || early;
    }
}
