package filigree.model.train;

/// Where a run is in its life.
public enum RunState {
    RUNNING,
    PAUSED,
    FINISHED,
    STOPPED,
    DIVERGED,
    FAILED;

    /// Whether no further step will follow.
    public boolean isOver() {
        return this != RUNNING && this != PAUSED;
    }
}
