package filigree.model.topology;

import filigree.model.sparsity.Mask;

/// An updater's decision for one layer.
///
/// @param kept what survives the drop; of the weights active before
/// @param after what is active in the end: `kept` and what grew
public record NextMask(Mask kept, Mask after) {
    /// A pure pruning or no change: nothing grew.
    public static NextMask kept(Mask mask) {
        return new NextMask(mask, mask);
    }
}
