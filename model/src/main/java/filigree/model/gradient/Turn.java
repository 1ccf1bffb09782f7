package filigree.model.gradient;

import filigree.model.random.RandomStreams;

/// Whose gradients are at hand, and when.
///
/// @param worker number of the worker, from 0
/// @param workers how many share the batch
/// @param step of the run, from 0
/// @param stepsPerEpoch steps of an epoch
/// @param random where a transform takes its random numbers from
public record Turn(int worker, int workers, long step, long stepsPerEpoch, RandomStreams random) {
    /// The epoch of the step, from 0.
    public long epoch() {
        return step / stepsPerEpoch;
    }
}
