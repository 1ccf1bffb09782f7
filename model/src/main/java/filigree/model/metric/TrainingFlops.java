package filigree.model.metric;

/// FLOPs of a training run.
///
/// @param perSample of one sample of each batch, added over all steps
/// @param densePerSample the same if every weight were active
/// @param steps how many were counted
/// @param samples of a batch: examples, or the tokens of all its sequences
public record TrainingFlops(double perSample, double densePerSample, long steps, long samples) {
    /// Of the whole run.
    public double total() {
        return perSample * samples;
    }

    /// Of the whole run if every weight were active.
    public double denseTotal() {
        return densePerSample * samples;
    }
}
