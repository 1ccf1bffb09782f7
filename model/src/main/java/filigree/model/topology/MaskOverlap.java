package filigree.model.topology;

/// How much two masks have in common.
///
/// @param both weights active in both
/// @param either weights active in one of them or both
/// @param size all weights, active or not
public record MaskOverlap(long both, long either, long size) {
    /// The overlap of several layers together.
    public MaskOverlap plus(MaskOverlap other) {
        return new MaskOverlap(both + other.both, either + other.either, size + other.size);
    }

    /// Jaccard index: active in both, of those active in either; 1 for equal masks.
    public double jaccard() {
        return either == 0 ? 1 : (double) both / either;
    }

    /// Hamming distance as a share of all weights: active in one of them alone.
    public double hamming() {
        return size == 0 ? 0 : (double) (either - both) / size;
    }
}
