package filigree.model.network;

import filigree.model.kernel.Kernels;
import filigree.model.method.Method;
import filigree.model.sparsity.LayerShape;
import filigree.model.sparsity.Mask;
import java.util.List;

/// The architecture of a network, before it has weights.
public interface NetworkSpec extends Method {
    /// Returns the prunable layers it will have, in order.
    ///
    /// @param inputs features of one example
    /// @param classes outputs
    List<LayerShape> shapes(int inputs, int classes);

    /// Builds it with all weights 0.
    ///
    /// @param masks one a prunable layer, in the order of [#shapes]
    /// @param dense whether weights behind the masks go on training
    Network build(int inputs, int classes, List<Mask> masks, boolean dense, Kernels kernels);

    /// Builds it with nothing behind the masks.
    default Network build(int inputs, int classes, List<Mask> masks, Kernels kernels) {
        return build(inputs, classes, masks, false, kernels);
    }
}
