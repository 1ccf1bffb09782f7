package filigree.model.topology;

import filigree.model.sparsity.LayerShape;
import filigree.model.sparsity.Mask;

/// Prunes one layer after the other, each by what it reads of calibration data once the layers
/// before it are pruned; it may also move the weights that stay.
public interface LayerPruner {
    /// How many training examples to calibrate with.
    long examples();

    /// Whether it asks for [InputMoments#hessian()].
    boolean needsProducts();

    /// Pure.
    ///
    /// @param weights `[rows, columns]`, row-major, only read
    /// @param inputs what the weights multiply
    Pruned prune(LayerShape shape, float[] weights, InputMoments inputs);

    /// A pruned layer.
    final class Pruned {
        private final Mask mask;
        private final float[] weights;
        private final double loss;

        /// @param weights `[rows, columns]`, row-major, 0 outside the mask; kept, not copied
        /// @param loss estimate of the squared error it adds to the outputs; 0 if it makes none
        public Pruned(Mask mask, float[] weights, double loss) {
            this.mask = mask;
            this.weights = weights;
            this.loss = loss;
        }

        public Mask mask() {
            return mask;
        }

        /// The live array.
        public float[] weights() {
            return weights;
        }

        public double loss() {
            return loss;
        }
    }
}
