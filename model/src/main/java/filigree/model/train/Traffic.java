package filigree.model.train;

/// What a worker has sent in a run so far.
///
/// @param workers how many share each batch
/// @param exchanges steps in which they sent gradients to one another
/// @param sentBytes by the mean worker: 8 for each gradient that a transform chose (index and
///   value, 4 each), or 4 for each one where that is less
/// @param denseBytes the same if all of them had been sent plainly: 4 for each
public record Traffic(int workers, long exchanges, double sentBytes, long denseBytes) {
    /// What each worker would have sent in a ring all-reduce of all gradients: `2 (w - 1) / w`
    /// times their size (Patarasuk and Yuan 2009).
    public double ringBytes() {
        return 2.0 * (workers - 1) / workers * denseBytes;
    }
}
