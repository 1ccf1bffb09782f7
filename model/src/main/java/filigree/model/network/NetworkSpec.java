package filigree.model.network;

import filigree.model.data.ImageShape;
import filigree.model.kernel.Kernels;
import filigree.model.method.Method;
import filigree.model.sparsity.LayerShape;
import filigree.model.sparsity.Mask;
import java.util.List;
import java.util.Optional;

/// The architecture of a network, before it has weights.
public interface NetworkSpec extends Method {
    /// Whether it reads the tokens of a text, one a column, instead of images or numbers.
    default boolean readsTokens() {
        return false;
    }

    /// Returns the prunable layers it will have, in order.
    ///
    /// @param input sizes of one example; one that is no image is a single row, of pixels or of the
    ///   tokens of a sequence
    /// @param classes outputs
    /// @throws filigree.model.error.UserFacingException if the network cannot take such examples
    List<LayerShape> shapes(ImageShape input, int classes);

    /// The same network with every width multiplied, rounded and at least 1; empty if its widths
    /// are no parameters.
    ///
    /// @param factor above 0
    default Optional<NetworkSpec> scaled(double factor) {
        return Optional.empty();
    }

    /// One width multiplied.
    static int scaled(int width, double factor) {
        return Math.toIntExact(Math.max(1, Math.round(width * factor)));
    }

    /// Builds it with all weights 0.
    ///
    /// @param masks one a prunable layer, in the order of [#shapes]
    /// @param dense whether weights behind the masks go on training
    Network build(ImageShape input, int classes, List<Mask> masks, boolean dense, Kernels kernels);

    /// Builds it with nothing behind the masks.
    default Network build(ImageShape input, int classes, List<Mask> masks, Kernels kernels) {
        return build(input, classes, masks, false, kernels);
    }

    /// Returns the same architecture with layers as wide as these, if a recipe can say so.
    ///
    /// @param shapes of the prunable layers, as many as it has
    default Optional<NetworkSpec> withShapes(List<LayerShape> shapes) {
        return Optional.empty();
    }
}
