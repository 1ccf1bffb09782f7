package filigree.model.quantize;

import filigree.model.matrix.Reparameterization;
import filigree.model.matrix.WeightMatrix;

/// Rounded weights of one layer: for training, and for integer inference after it.
///
/// ```
/// w' = scale(row) q        q whole, |q| at most `largest`
/// ```
public interface QuantizedWeights extends Reparameterization {
    /// Takes over another format; whoever calls it publishes the weights anew.
    void use(WeightFormat format);

    /// How many numbers [#scale] can give: 1, or one a row.
    int scales();

    /// What the whole numbers of a row are multiplied by.
    float scale(int row);

    /// Whether the weight of this value stays a 32-bit number beside the rounded ones.
    boolean isKept(float weight);

    /// Returns the whole number that stands for an active weight which is not kept.
    ///
    /// @param row where it stands
    default int code(WeightMatrix w, int row, int position) {
        float scale = scale(row);
        return scale == 0 ? 0 : Math.round(w.effective()[position] / scale);
    }
}
