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
    Network build(int inputs, int classes, List<Mask> masks, Kernels kernels);
}
