package filigree.model.network;

import filigree.model.data.ImageShape;
import filigree.model.sparsity.LayerShape;
import java.util.Optional;

/// The dense network of about as many weights as a sparse one: all widths are multiplied by the
/// same factor, which leaves the shape of the network alone (the small dense baseline of Liu et al.
/// 2019, arXiv:1810.05270).
///
/// Widths are whole numbers, so the total cannot be met exactly; the nearest is taken, the smaller
/// of two equally near.
public final class EqualWeights {
    private static final int HALVINGS = 60;

    private EqualWeights() {}

    /// Returns the scaled network whose number of prunable weights is nearest to a number.
    ///
    /// @param weights at least 1
    /// @return empty if the widths of the network are no parameters
    public static Optional<NetworkSpec> of(
            NetworkSpec network, ImageShape input, int classes, long weights) {
        if (network.scaled(1).isEmpty()) {
            return Optional.empty();
        }
        double below = 0; // more weights than wanted from `above` on, as they rise with the factor
        double above = 1;
        while (size(network.scaled(above).orElseThrow(), input, classes) < weights) {
            below = above;
            above *= 2;
        }
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (below + above) / 2;
            if (size(network.scaled(middle).orElseThrow(), input, classes) < weights) {
                below = middle;
            } else {
                above = middle;
            }
        }
        NetworkSpec small = network.scaled(below).orElseThrow();
        NetworkSpec large = network.scaled(above).orElseThrow();
        long missing = weights - size(small, input, classes);
        long over = size(large, input, classes) - weights;
        return Optional.of(missing <= over && missing >= 0 ? small : large);
    }

    /// Number of prunable weights.
    public static long size(NetworkSpec network, ImageShape input, int classes) {
        return network.shapes(input, classes).stream().mapToLong(LayerShape::size).sum();
    }
}
