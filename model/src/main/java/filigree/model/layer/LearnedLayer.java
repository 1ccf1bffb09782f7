package filigree.model.layer;

import filigree.model.matrix.Activations;
import filigree.model.random.RandomStreams;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// A layer with parameters that no mask updater touches, such as gain and bias of a normalisation
/// or the table of an embedding. What may be pruned is in a [TrainableLayer].
public interface LearnedLayer extends Layer {
    /// Gives the parameters their first values, a function of seed and index alone. Where nothing
    /// is random they have them from the beginning.
    ///
    /// @param random the run's
    /// @param index of this layer among the learned ones, from 0
    default void initialise(RandomStreams random, int index) {}

    /// What it keeps beside its parameters from step to step, by name: the live arrays, for
    /// checkpoints.
    default SequencedMap<String, float[]> statistics() {
        return new LinkedHashMap<>();
    }

    /// Into how many rows the work of [#gradient] can be cut.
    int gradientRows();

    /// Overwrites the gradients of some rows of each parameter, over all tiles. Other threads may
    /// do other rows; how rows are cut changes no bit.
    ///
    /// @param in what `forward` was given
    /// @param dOut dL/dout, padding 0
    /// @param from first row, of [#gradientRows]
    /// @param to one past the last row
    void gradient(Activations in, Activations dOut, int from, int to);
}
