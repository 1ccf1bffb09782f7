package filigree.model.layer;

/// Costly numbers of one layer at one step, computed when asked for and then forgotten.
public interface Measurements {
    /// The loss's gradient for every weight of some rows, active or not.
    ///
    /// @param from first row
    /// @param to one past the last row
    /// @param gradients `[to - from, columns]`, row-major, overwritten
    void denseGradient(int from, int to, float[] gradients);

    /// L2 norm of each input feature over the columns of the batch.
    ///
    /// @param norms one an input feature, overwritten
    void inputNorms(float[] norms);
}
