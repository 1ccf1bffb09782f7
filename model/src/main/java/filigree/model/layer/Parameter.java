package filigree.model.layer;

import filigree.model.matrix.CsrMatrix;
import filigree.model.matrix.Reparameterization;
import filigree.model.matrix.WeightMatrix;
import filigree.model.sparsity.LayerShape;
import filigree.model.sparsity.Mask;
import java.util.stream.Stream;

/// A trainable matrix by name.
///
/// @param shape its name and sizes
/// @param matrix the live weights
/// @param prunable whether a mask updater may change its mask; weight decay acts on these alone
public record Parameter(LayerShape shape, WeightMatrix matrix, boolean prunable) {
    public Parameter {
        if (shape.rows() != matrix.mask().rows() || shape.columns() != matrix.mask().columns()) {
            throw new IllegalArgumentException(shape + " holds a " + matrix.mask());
        }
    }

    /// A weight matrix of which only the active weights exist, all 0.
    public static Parameter weight(LayerShape shape, Mask mask) {
        return weight(shape, mask, false);
    }

    /// A weight matrix, all 0.
    ///
    /// @param dense whether weights behind the mask go on training
    public static Parameter weight(LayerShape shape, Mask mask, boolean dense) {
        return new Parameter(shape, WeightMatrix.of(mask, dense), true);
    }

    /// What a reparameterization of this learns beside it, as parameters; `fc1.step`, say.
    public Stream<Parameter> learned() {
        return matrix.reparameterization().stream()
                .flatMap(function -> function.learned().stream())
                .map(learned -> new Parameter(shapeOf(learned), learned.matrix(), false));
    }

    private LayerShape shapeOf(Reparameterization.Learned learned) {
        Mask mask = learned.matrix().mask();
        return LayerShape.linear(shape.name() + "." + learned.name(), mask.rows(), mask.columns());
    }

    /// A bias: `[size, 1]` under a full mask, never pruned, all 0.
    public static Parameter bias(String name, int size) {
        return new Parameter(
                LayerShape.linear(name, size, 1), new CsrMatrix(Mask.full(size, 1)), false);
    }
}
