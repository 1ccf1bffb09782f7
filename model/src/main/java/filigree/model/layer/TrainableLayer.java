package filigree.model.layer;

import filigree.model.matrix.Activations;
import filigree.model.matrix.ProductPath;
import java.util.List;
import java.util.stream.Stream;

/// A layer with a weight matrix that a mask updater may change, and a bias.
public interface TrainableLayer extends Layer {
    Parameter weight();

    Parameter bias();

    /// Weight, bias, and what is learned between stored and effective weights.
    @Override
    default List<Parameter> parameters() {
        return Stream.concat(Stream.of(weight(), bias()), weight().learned()).toList();
    }

    /// How often an example uses each weight: 1, or the output pixels of a convolution.
    default int positions() {
        return 1;
    }

    /// What the initializer's weights are multiplied by: less than 1 where many layers add up.
    default double initialScale() {
        return 1;
    }

    /// How its weights take part in a step, for reports.
    default ProductPath path() {
        return weight().matrix().path();
    }

    /// Copies out what each row of the weight multiplies at one output position.
    ///
    /// @param in what `forward` was given
    /// @param column example of the batch
    /// @param position output pixel, from 0 to [#positions()]; 0 in a linear layer
    /// @param to length of the weight's columns, overwritten
    void read(Activations in, int column, int position, float[] to);

    /// Overwrites the gradients of some rows of the weight, and of the bias, over all tiles. Other
    /// threads may do other rows.
    ///
    /// @param in what `forward` was given
    /// @param dOut dL/dout, padding 0
    /// @param from first row
    /// @param to one past the last row
    void gradient(Activations in, Activations dOut, int from, int to);

    /// What a scorer may ask of this step. Nothing is computed before it is asked for.
    ///
    /// @param in what `forward` was given
    /// @param dOut what `backward` was given
    Measurements measure(Activations in, Activations dOut);
}
