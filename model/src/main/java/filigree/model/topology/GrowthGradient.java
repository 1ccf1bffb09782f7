package filigree.model.topology;

/// Where the gradient of several batches comes from that growth reads.
public enum GrowthGradient {
    /// The update's batch and those of the steps before it, each at the weights of its step.
    LAST_BATCHES,

    /// One batch of so many times the size: the update's and those of the steps after it, all at
    /// the weights of the update.
    LARGE_BATCH
}
